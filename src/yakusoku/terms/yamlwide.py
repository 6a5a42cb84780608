"""Full-width characters where YAML wants its own: a colon after a key, a space in the indentation."""

from __future__ import annotations

import re
from typing import NamedTuple

from yakusoku.terms.text import Text, text

SPACE = "\u3000"
COLON = "\uff1a"

_INDENTED = re.compile(f"[ ]*{SPACE}")
_KEY = re.compile(f"[ ]*(?:- +)*[^\\s:{COLON}#'\"|>-][^\\s:{COLON}'\"]*{COLON}")
_PROPER = re.compile(r"( *(?:- +)*)[^\s#][^:]*:(?: +(?P<value>[^#\s].*))?(?:\s|$)")


class Wide(NamedTuple):
    """A full-width character: its line and column, counted from one, and what to say of it."""

    line: int
    column: int
    says: Text
    do: Text
    code: str


def wide_space(line: int, column: int) -> Wide:
    """Return that a full-width space stands in the indentation."""
    says = text("A full-width space (U+3000) stands in the indentation.")
    do = text(
        "Indent with half-width spaces only, and put quotes around a text that begins with a full-width one."
    )
    return Wide(line, column, says, do, "wide-space")


def wide_colon(line: int, column: int) -> Wide:
    """Return that a full-width colon stands after a key."""
    says = text("A full-width colon “：” (U+FF1A) stands after the key.")
    return Wide(line, column, says, text("Write a half-width colon and a space after the key."), "wide-colon")


def of_line(written: str, line: int) -> Wide | None:
    """Return the full-width character that spoils a line, or None."""
    if found := _INDENTED.match(written):
        return wide_space(line, found.end())
    if found := _KEY.match(written):
        return wide_colon(line, found.end())
    return None


def nearest(lines: list[str], line: int) -> Wide | None:
    """
    Return the full-width character that explains why `line` cannot be read, or None.

    A line without a proper colon runs on into the next: those above count, up to the last proper key. What is
    indented deeper than a key with a value is that value's own text, in which such a character is in order.
    """
    found: list[tuple[int, Wide]] = []
    for number in range(min(line, len(lines)), 0, -1):
        written = lines[number - 1]
        if one := of_line(written, number):
            found.append((len(written) - len(written.lstrip(" ")), one))
        elif number != line and (key := _PROPER.match(written)):
            if key["value"]:
                found = [pair for pair in found if pair[0] <= len(key[1])]
            break
    return found[-1][1] if found else None
