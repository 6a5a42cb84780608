"""
YAML read strictly: what JSON can say, plus ISO dates, and every value knows its line and column.

Read from the event stream, never by a recursive composer, so that no file can exhaust the stack; a plain
`no` stays the word no, `1:30` and `012` stay text. Anchors, aliases, tags and a key written twice are
refused. Whatever is wrong is a finding, never a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.text import text
from yakusoku.terms.yamlreader import MOST_DEPTH, KeyPath, Mark, Reader, UnreadableFile, Value, shorten
from yakusoku.terms.yamltrouble import explain

__all__ = [
    "MOST_BYTES",
    "MOST_DEPTH",
    "Document",
    "KeyPath",
    "Mark",
    "UnreadableFile",
    "Value",
    "dotted",
    "parse",
    "read",
    "shorten",
]

MOST_BYTES = 16 * 1024 * 1024
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)
class Document:
    """One file as read: its value, its bytes, and where each part stands."""

    shown: str
    value: Value = field(repr=False)
    content: bytes = field(repr=False)
    mark: Mark = field(repr=False)

    def where(self, path: KeyPath = (), *, key: bool = False) -> Where:
        """
        Return the place of the value at `path`, or of its key where `key` is set.

        A path that leads beyond what is written gives the nearest place that is.
        """
        mark = self.mark
        for step in path:
            below = mark.inside.get(step) if mark.inside is not None else None
            if below is None:
                key = True
                break
            mark = below
        line, column = (mark.key_line, mark.key_column) if key else (mark.line, mark.column)
        return Where(self.shown, line, column, dotted(path))

    def at(self, path: KeyPath) -> Value:
        """Return the value at `path`, or None where nothing is written there."""
        value = self.value
        for step in path:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value


def dotted(path: KeyPath) -> str:
    """Return a path as people write it: `purposes.billing.uses[2]`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def read(path: Path, shown: str | None = None) -> Document:
    """
    Read `path`; places in findings name the file as `shown`.

    :raises UnreadableFile: if it is missing, too large, not UTF-8, not YAML, or says what JSON cannot
    """
    name = shown or str(path)
    try:
        if path.is_dir():
            raise UnreadableFile([_folder(name)])
        if not path.is_file():
            raise UnreadableFile([_missing(name)])
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile([_refused(name, error)]) from error
    return parse(content, name)


def parse(content: bytes, shown: str) -> Document:
    """Read bytes as if they were the file `shown`. :raises UnreadableFile: as `read` does"""
    if len(content) > MOST_BYTES:
        raise UnreadableFile([_too_large(shown)])
    words = _decode(content, shown)
    reader = Reader(shown, words)
    try:
        for event in yaml.parse(words, Loader=_LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        told = explain(error, words, shown)
        if all(finding.where != told.where for finding in reader.findings):
            reader.findings.append(told)
        raise UnreadableFile(reader.findings) from error
    if not reader.findings and (reader.root is None or reader.root[0] is None):
        reader.findings.append(_empty(shown))
    if reader.findings or reader.root is None:
        raise UnreadableFile(reader.findings)
    value, mark = reader.root
    return Document(shown, value, content, mark)


def _decode(content: bytes, shown: str) -> str:
    if content.count(b"\0") > len(content) // 4 or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile([_encoded(shown, "UTF-16")])
    if b"\x1b$B" in content or b"\x1b$@" in content:
        raise UnreadableFile([_encoded(shown, "ISO-2022-JP")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        where = Where(shown, before.count(b"\n") + 1, column)
        says = text(
            "This file is not UTF-8: byte {byte} cannot stand here.", byte=f"{content[error.start]:#04x}"
        )
        do = text("Save the file as UTF-8. Japanese editors may offer Shift_JIS; choose UTF-8 instead.")
        raise UnreadableFile([Finding("file.encoding", where, says, do)]) from error


def _encoded(shown: str, encoding: str) -> Finding:
    says = text("This file is {encoding}, not UTF-8.", encoding=encoding)
    return Finding("file.encoding", Where(shown, 1, 1), says, text("Save the file as UTF-8."))


def _missing(shown: str) -> Finding:
    return Finding(
        "file.missing",
        Where(shown, 1, 1),
        text("There is no such file."),
        text("Check the name and the folder."),
    )


def _folder(shown: str) -> Finding:
    says = text("This is a folder; a file is expected here.")
    return Finding(
        "file.folder", Where(shown, 1, 1), says, text("Move what it holds, and give the folder another name.")
    )


def _refused(shown: str, error: OSError) -> Finding:
    says = text("The file cannot be read: {reason}.", reason=error.strerror or type(error).__name__)
    return Finding(
        "file.refused", Where(shown, 1, 1), says, text("Check who may read the file and its folder.")
    )


def _too_large(shown: str) -> Finding:
    says = text("The file is larger than {size} MiB.", size=MOST_BYTES // 1024 // 1024)
    return Finding("file.too-large", Where(shown, 1, 1), says, text("Split it into several files."))


def _empty(shown: str) -> Finding:
    return Finding(
        "file.empty",
        Where(shown, 1, 1),
        text("The file says nothing."),
        text("Write its content, or remove the file."),
    )
