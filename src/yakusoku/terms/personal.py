"""A person's value in a sealed envelope: it prints as a block and opens only where it must."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Personal(Generic[Value]):
    """Holds a value about a person. `repr`, `str` and `format` show █, so that no log line says it."""

    __slots__ = ("_value",)

    def __init__(self, value: Value) -> None:
        """Wrap `value`."""
        self._value = value

    def reveal(self) -> Value:
        """Return the value. Called only in stores, in the making of an answer, and in matching."""
        return self._value

    def __repr__(self) -> str:
        return "█"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "█"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Personal) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Personal, self._value))

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a person's value is never pickled: store it sealed, or pass its id")
