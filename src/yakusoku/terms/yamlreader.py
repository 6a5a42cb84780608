"""From YAML events to values and their places, one event at a time, on a stack of its own."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import NamedTuple, TypeAlias

import yaml

from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlwide import SPACE, Wide, of_line, wide_space

MOST_DEPTH = 48
SHOWN = 60
Value: TypeAlias = dict[str, "Value"] | list["Value"] | str | int | float | bool | date | None
KeyPath = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_CONTROL_WRITTEN = re.compile(_CONTROL.pattern.replace(r"\x0b-\x1f", r"\x0b\x0c\x0e-\x1f"))
_WORDS: dict[str, Value] = {"": None, "null": None, "true": True, "false": False}


class Mark(NamedTuple):
    """Where a value begins, where its key begins, and the marks of what it holds."""

    line: int
    column: int
    key_line: int
    key_column: int
    inside: dict[str | int, Mark] | None


class UnreadableFile(Exception):
    """A file that could not be read; `findings` say where and why."""

    def __init__(self, findings: list[Finding]) -> None:
        """Keep the findings, sorted by place."""
        self.findings = tuple(sorted(findings, key=lambda finding: finding.order))
        super().__init__("; ".join(f"{one.where}: {one.says}" for one in self.findings))


def shorten(value: object) -> str:
    """Return a value as it was read, on one line and no longer than sixty characters."""
    words = " ".join((value if isinstance(value, str) else _as_written(value)).split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _as_written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: …" for key in list(value)[:6]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_as_written(item) for item in value[:6]) + "]"
    return str(value)


class _Open:
    """A mapping or list that is still being read."""

    __slots__ = ("as_key", "inside", "key", "key_place", "place", "value")

    def __init__(
        self, value: dict[str, Value] | list[Value], place: tuple[int, int], *, as_key: bool = False
    ) -> None:
        self.as_key = as_key
        self.value = value
        self.place = place
        self.inside: dict[str | int, Mark] = {}
        self.key: str | None = None
        self.key_place = place


class Reader:
    """Builds values and marks from events, one at a time, on a stack of its own."""

    def __init__(self, shown: str, words: str) -> None:
        self.shown = shown
        self._words = words
        self.findings: list[Finding] = []
        self.root: tuple[Value, Mark] | None = None
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take one event."""
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        if isinstance(event, yaml.ScalarEvent):  # the most frequent first
            self._forbid_marks(event, place)
            self._scalar(event, place)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._forbid_marks(event, place)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._begin(place)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("alias", place, f"*{event.anchor}")
            self._put(None, place, None)

    def _begin(self, place: tuple[int, int]) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse("second-document", place, "---")
            raise UnreadableFile(self.findings)

    def _forbid_marks(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: tuple[int, int]
    ) -> None:
        if event.anchor is not None:
            self._refuse("anchor", place, f"&{event.anchor}")
        if event.tag is not None:
            self._refuse("tag", place, str(event.tag))

    def _open(self, value: dict[str, Value] | list[Value], place: tuple[int, int]) -> None:
        as_key = self._expects_key()
        if as_key:
            self._refuse("key-not-text", place, "")
        if len(self._stack) >= MOST_DEPTH:
            self._refuse("too-deep", place, "")
            raise UnreadableFile(self.findings)
        self._stack.append(_Open(value, place, as_key=as_key))

    def _close(self) -> None:
        done = self._stack.pop()
        if done.as_key:  # it has been told; what follows is its value, not another key
            self._stack[-1].key, self._stack[-1].key_place = "?", done.place
            return
        self._put(done.value, done.place, done.inside)

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _scalar(self, event: yaml.ScalarEvent, place: tuple[int, int]) -> None:
        if _CONTROL.search(event.value):
            self._refuse("control-character", self._control(event, place), ascii(shorten(event.value))[1:-1])
        if event.style in (None, "") and event.value.startswith(SPACE) and self._begins_line(event):
            self._wide(wide_space(*place), event.value)
        if self._expects_key():
            self._key(event.value, place)
            return
        plain = event.implicit[0] and event.style in (None, "")
        if plain and not self._stack and (wide := of_line(event.value, place[0])):
            self._wide(wide, event.value)
        self._put(self._resolve(event.value, place) if plain else event.value, place, None)

    def _control(self, event: yaml.ScalarEvent, place: tuple[int, int]) -> tuple[int, int]:
        """Return where a control character itself is written; the text's own place where it is an escape."""
        start, end = event.start_mark, event.end_mark
        found = _CONTROL_WRITTEN.search(self._words, start.index, end.index) if start and end else None
        if found is None:
            return place
        at = found.start()
        return self._words.count("\n", 0, at) + 1, at - self._words.rfind("\n", 0, at)

    def _begins_line(self, event: yaml.ScalarEvent) -> bool:
        """Say whether nothing but spaces stands before it in its line."""
        at = event.start_mark.index if event.start_mark is not None else 0
        return not self._words[self._words.rfind("\n", 0, at) + 1 : at].strip(" ")

    def _wide(self, wide: Wide, read: str) -> None:
        self._find(wide.code, (wide.line, wide.column), wide.says, wide.do, read)

    def _key(self, key: str, place: tuple[int, int]) -> None:
        top = self._stack[-1]
        top.key, top.key_place = key, place
        first = top.inside.get(key)
        if first is not None:
            says = text(
                "The key “{key}” is written twice; first in line {line}.", key=key, line=first.key_line
            )
            do = text("Keep one of the two, or give the second another name.")
            self._find("duplicate-key", place, says, do, key)

    def _put(self, value: Value, place: tuple[int, int], inside: dict[str | int, Mark] | None) -> None:
        if not self._stack:
            self.root = (value, Mark(*place, *place, inside))
            return
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.inside[len(top.value)] = Mark(*place, *place, inside)
            top.value.append(value)
        elif top.key is None:  # an alias that stands where a key should; the finding is made already
            top.key, top.key_place = "?", place
        else:
            top.inside[top.key] = Mark(*place, *top.key_place, inside)
            top.value[top.key] = value
            top.key = None

    def _resolve(self, words: str, place: tuple[int, int]) -> Value:
        if words in _WORDS:
            return _WORDS[words]
        first = words[0]
        if first != "-" and not ("0" <= first <= "9"):
            return words
        if _DATE.match(words):
            return self._date(words, place)
        if _INTEGER.match(words):
            return int(words) if len(words) <= 18 else self._number_too_long(words, place)
        if _DECIMAL.match(words):
            number = float(words) if len(words) <= 40 else math.inf
            return number if math.isfinite(number) else self._number_too_long(words, place)
        return words

    def _date(self, words: str, place: tuple[int, int]) -> Value:
        try:
            return date.fromisoformat(words)
        except ValueError:
            says = text("{read} is no day of the calendar.", read=words)
            do = text("Write year, month and day, such as 2020-04-01; for plain text put quotes around it.")
            self._find("bad-date", place, says, do, words)
            return words

    def _number_too_long(self, words: str, place: tuple[int, int]) -> Value:
        says = text("This number is too long to be kept exactly.")
        self._find("number-too-long", place, says, text("Put quotes around it if it is a code."), words)
        return words

    def _refuse(self, code: str, place: tuple[int, int], read: str) -> None:
        says, do = _REFUSED[code]
        self._find(code, place, says, do, read)

    def _find(self, code: str, place: tuple[int, int], says: Text, do: Text, read: str) -> None:
        self.findings.append(
            Finding(f"file.{code}", Where(self.shown, *place), says, do, read=shorten(read) or None)
        )


_REFUSED: dict[str, tuple[Text, Text]] = {
    "alias": (
        text("An alias repeats another part of the file; that is not allowed here."),
        text("Write the content out where it belongs, so that each line says what it means."),
    ),
    "anchor": (
        text("An anchor (&name) is not allowed here."),
        text("Remove the anchor, or put quotes around the text if it begins with &."),
    ),
    "tag": (
        text("A tag (!name) is not allowed here."),
        text("Remove the tag, or put quotes around the text if it begins with an exclamation mark."),
    ),
    "second-document": (
        text("A second document begins here; one file holds one document."),
        text("Move what follows into a file of its own."),
    ),
    "key-not-text": (
        text("A key must be one word or sentence, not a list or a group."),
        text("Write the key as plain text before the colon."),
    ),
    "too-deep": (
        text("The file is nested too deeply."),
        text("No format of ours is nested this deeply; look for a bracket that is never closed."),
    ),
    "control-character": (
        text("An invisible control character stands in this text."),
        text("Type the text anew, without pasting it."),
    ),
}
