"""
JSON as it is spelled: every value with the place where it stands, so that a part is changed and the rest stays.

What a reader would drop is kept: the order of keys, keys that stand twice, spaces, and how a number was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["object", "array", "text", "integer", "number", "truth", "nothing"]
Value = str | int | bool | None
Span = tuple[int, int, str]
"""From where to where, and what shall stand there."""

_TOKEN = re.compile(
    r"[ \t\n\r]*(?:([\[\]{}:,])"
    r'|("[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*")'
    r"|(-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)"
    r"|(true|false|null))"
)
_BLANK = " \t\n\r"
_DIGITS_AT_MOST = 40
_WORDS: dict[str, tuple[Kind, Value]] = {
    "true": ("truth", True),
    "false": ("truth", False),
    "null": ("nothing", None),
}


class NotJsonError(ValueError):
    """Words that are no JSON. Holds none of them."""


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """
    One value and where it stands. A number that is not whole is the text that was written.

    `members` are those of an object in their order, a key that stands twice twice; `elements` those of an array.
    """

    kind: Kind
    start: int
    end: int
    value: Value = None
    members: list[tuple[str, Node]] = field(default_factory=list)
    elements: list[Node] = field(default_factory=list)


def parse(words: str) -> Node:
    """Return the one value that `words` hold, however deep. :raises NotJsonError: if they are no JSON to the letter"""
    return _Reader(words).whole()


def edited(words: str, spans: Iterable[Span]) -> str:
    """Return `words` with other words at these places, which do not overlap; all else to the byte as it was."""
    parts, at = [], 0
    for start, end, instead in sorted(spans):
        if start < at:
            raise ValueError("two edits are about one place")
        parts += [words[at:start], instead]
        at = end
    return "".join([*parts, words[at:]])


def spelled(value: str | int | float | bool | None) -> str:
    """Return a plain value as JSON, as databases write it: letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class _Reader:
    """Reads one text from its beginning to its end, without recursion."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._at = 0

    def whole(self) -> Node:
        """Return the value, after which nothing stands."""
        root = self._value(*self._token())
        open_: list[Node] = [root] if root.kind in ("object", "array") else []
        while open_:
            inner = self._next(open_[-1])
            if inner is None:
                open_.pop()
            elif inner.kind in ("object", "array"):
                open_.append(inner)
        if self._words[self._at :].strip(_BLANK):
            raise NotJsonError
        return root

    def _token(self) -> tuple[int, str, re.Match[str]]:
        found = _TOKEN.match(self._words, self._at)
        if found is None or found.lastindex is None:
            raise NotJsonError
        self._at = found.end()
        words = found[1] or found[2] or found[3] or found[6]
        return found.end() - len(words), words, found

    def _value(self, start: int, words: str, found: re.Match[str]) -> Node:
        if found[2]:
            return Node("text", start, self._at, _unquoted(words))
        if found[3]:
            return _number(start, self._at, found)
        if found[6]:
            kind, value = _WORDS[words]
            return Node(kind, start, self._at, value)
        if words == "{":
            return Node("object", start, -1)
        if words == "[":
            return Node("array", start, -1)
        raise NotJsonError

    def _next(self, within: Node) -> Node | None:
        """Return the next value within an object or array, or None where it ends."""
        is_object = within.kind == "object"
        start, words, found = self._token()
        first = not (within.members or within.elements)
        if words == ("}" if is_object else "]") and found[1]:
            within.end = self._at
            return None
        if not first:
            if words != "," or not found[1]:
                raise NotJsonError
            start, words, found = self._token()
        if not is_object:
            made = self._value(start, words, found)
            within.elements.append(made)
            return made
        if not found[2]:
            raise NotJsonError
        _, colon, mark = self._token()
        if colon != ":" or not mark[1]:
            raise NotJsonError
        made = self._value(*self._token())
        within.members.append((_unquoted(words), made))
        return made


def _unquoted(words: str) -> str:
    return str(json.loads(words)) if "\\" in words else words[1:-1]


def _number(start: int, end: int, found: re.Match[str]) -> Node:
    words = found[3]
    whole = found[4] is None and found[5] is None and len(words) <= _DIGITS_AT_MOST
    return Node("integer", start, end, int(words)) if whole else Node("number", start, end, words)
