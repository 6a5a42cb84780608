"""What a YAML parser's complaint means, and what to do about it."""

from __future__ import annotations

import re

import yaml

from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlwide import nearest

_GLUED = re.compile(r" *(?:- +)*[A-Za-z_][\w-]*:(?=[^\s/:][^:]*$)")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def explain(error: yaml.YAMLError, words: str, shown: str) -> Finding:
    """Return the finding for a parser's `error` in the content `words` of the file `shown`."""
    line, column = _place(error, words)
    lines = _lines(words)
    written = lines[line - 1] if line <= len(lines) else ""
    wide = nearest(lines, line) if getattr(error, "problem_mark", None) is not None else None
    if wide is not None:
        where, spoiled = Where(shown, wide.line, wide.column), " ".join(lines[wide.line - 1].split())[:60]
        return Finding(f"file.{wide.code}", where, wide.says, wide.do, read=spoiled)
    says, do = _meaning(str(getattr(error, "problem", None) or getattr(error, "reason", "")), written)
    if says is _INDENTED[0]:
        line, column, says, do = _nearer(lines, line, column)
        written = lines[line - 1]
    opened = getattr(error, "context_mark", None)
    if says is _UNCLOSED[0] and opened is not None:
        says = text(
            "What was opened in line {line} is not closed: a quote or bracket is missing.",
            line=opened.line + 1,
        )
    read = " ".join(written.split())[:60] or None
    return Finding("file.not-yaml", Where(shown, line, column), says, do, read=read)


def _nearer(lines: list[str], line: int, column: int) -> tuple[int, int, Text, Text]:
    """Return where a line that does not fit went wrong: a bracket too many, or a colon without its space above."""
    if lines[line - 1][column - 1 : column] in ("}", "]"):
        return line, column, *_NEVER_OPENED
    above = next((number for number in range(line - 1, 0, -1) if lines[number - 1].strip()), None)
    for number in (above, line):
        glued = _GLUED.match(lines[number - 1]) if number else None
        if number and glued:
            return number, glued.end(), *_NO_SPACE
    return line, column, *_INDENTED


def _place(error: yaml.YAMLError, words: str) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return _last_written(mark.line + 1, mark.column + 1, words)
    unprintable = _UNPRINTABLE.search(words)  # the parser's own position may count bytes
    if unprintable is not None:
        before = words[: unprintable.start()]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return 1, 1


def _last_written(line: int, column: int, words: str) -> tuple[int, int]:
    """Move a place beyond the end of the file to its last line, where the reader can look."""
    lines = _lines(words)
    return (line, column) if line <= len(lines) else (len(lines), len(lines[-1]) + 1)


def _lines(words: str) -> list[str]:
    """Return the lines as an editor counts them."""
    return [line.removesuffix("\r") for line in words.removesuffix("\n").split("\n")]


def _meaning(problem: str, written: str) -> tuple[Text, Text]:
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return (
            text("This line is indented with a tab."),
            text("Indent with spaces; set your editor to insert spaces for the tab key."),
        )
    for part, meaning in _PROBLEMS.items():
        if part in problem:
            return meaning
    return (
        text("This is not valid YAML."),
        text("Compare the line with its neighbors: indentation, colons, quotes and brackets must match."),
    )


_UNCLOSED = (
    text("A quote or bracket is never closed, or the file was cut off."),
    text("Close it where it belongs, or copy the whole file again."),
)
_NEVER_OPENED = (
    text("A bracket is closed here that was never opened."),
    text("Remove it, or open it where the group or list begins."),
)
_NO_SPACE = (
    text("A space is missing after the colon."),
    text("Write a colon and a space after each key, such as “id: example”."),
)
_INDENTED = (
    text("This line does not fit the lines above: its indentation or a colon is wrong."),
    text(
        "Indent keys of one group by the same number of spaces, and put a colon and a space after each key."
    ),
)

_PROBLEMS: dict[str, tuple[Text, Text]] = {
    "mapping values are not allowed": (
        text("A colon with a space stands where a plain value is expected."),
        text("Put quotes around a text that holds a colon, or check the indentation of this line."),
    ),
    "unexpected end of stream": _UNCLOSED,
    "did not find expected ',' or": _UNCLOSED,
    "expected ',' or": _UNCLOSED,
    "did not find expected key": _INDENTED,
    "could not find expected ':'": _INDENTED,
    "expected <block end>": _INDENTED,
    "block sequence entries are not allowed": _INDENTED,
    "did not find expected '-' indicator": _INDENTED,
    "cannot start any token": (
        text("A word may not begin with this character."),
        text("Put quotes around the text."),
    ),
    "control characters are not allowed": (
        text("An invisible control character stands in this text."),
        text("Type the text anew, without pasting it."),
    ),
    "special characters are not allowed": (
        text("An invisible control character stands in this text."),
        text("Type the text anew, without pasting it."),
    ),
    "unknown escape character": (
        text("A backslash inside double quotes begins an escape that does not exist."),
        text("Use single quotes, or write two backslashes."),
    ),
}
