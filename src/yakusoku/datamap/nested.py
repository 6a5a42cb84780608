"""
Values within objects and arrays of one row: which keys they give, and which elements of an array are the person's.

Paths are those of the data map (`visits.email`); arrays on the way are gone through and have no step of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias, cast

Content: TypeAlias = "Mapping[str, Content] | list[Content] | str | int | float | bool | None"
LEFT = "FIDESOPS_DO_NOT_MASK"
"""What Fides puts where an element is somebody else's, so that the places of the others stay."""


def values_at(content: Content, path: str) -> list[Content]:
    """
    Return what stands at `path`, each value once and in the order of the row.

    Zero, "" and False are values; nothing (NULL) is none. An object at the end of the path is one value.
    """
    found: dict[tuple[str, str], Content] = {}
    for value in _at(content, path.split(".")):
        found.setdefault((type(value).__name__, repr(value)), value)
    return list(found.values())


def _at(content: Content, steps: list[str]) -> Iterator[Content]:
    waiting: list[tuple[Content, int]] = [(content, 0)]
    while waiting:
        value, step = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, step) for one in reversed(value))
        elif step == len(steps):
            if value is not None:
                yield value
        elif isinstance(value, Mapping) and steps[step] in value:
            waiting.append((value[steps[step]], step + 1))


def only_matching(
    content: Content,
    wanted: Mapping[str, Collection[Content]],
    *,
    whole: Collection[str] = (),
    left: Content = None,
    keep_places: bool = False,
) -> Content:
    """
    Return a row in which arrays that a key led to hold just the elements that it led to.

    `wanted` gives the keys by path. An array in which nothing matches was not what led here, and stays as it is, as
    do those on the way to a path in `whole` (`return_all_elements`). With `keep_places` the others are not removed:
    `left` stands where they were, so that what is written back finds its place.
    """
    asked = {path: keys for path, keys in wanted.items() if path not in whole}
    gone = _Others(left if keep_places else None, keep_places)
    return gone.without(content, [(path.split("."), keys) for path, keys in asked.items()])


_Asked: TypeAlias = "list[tuple[list[str], Collection[Content]]]"


class _Others:
    """Takes the elements of others out of arrays."""

    def __init__(self, left: Content, keep_places: bool) -> None:
        self.left, self.keep_places = left, keep_places

    def without(self, content: Content, asked: _Asked) -> Content:
        """Return `content` with its arrays cut down to what `asked` leads to."""
        if isinstance(content, Mapping):
            return {name: self.without(value, _below(asked, name)) for name, value in content.items()}
        if not isinstance(content, list) or not asked:
            return content
        mine = [self._leads_to(one, asked) for one in content]
        if not any(mine):
            return content
        return [
            self.without(one, asked) if is_mine else self.left
            for one, is_mine in zip(content, mine, strict=True)
            if is_mine or self.keep_places
        ]

    def _leads_to(self, content: Content, asked: _Asked) -> bool:
        return any(
            _same(value, key) for steps, keys in asked for value in _at(content, steps) for key in keys
        )


def _below(asked: _Asked, name: str) -> _Asked:
    return [(steps[1:], keys) for steps, keys in asked if steps and steps[0] == name]


def _same(value: Content, key: Content) -> bool:
    """Tell whether two values are the same to the letter: True is no 1, and "1" is none."""
    return type(value) is type(key) and cast(object, value) == key
