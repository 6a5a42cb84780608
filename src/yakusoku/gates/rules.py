"""What a use is, and by what it asks. Pure."""

from __future__ import annotations

from enum import StrEnum

from yakusoku.terms.text import Text, text


class Sort(StrEnum):
    """What in a system uses data."""

    JOB = "job"
    EXPORT = "export"
    MAILING = "mailing"
    SCREEN = "screen"

    @property
    def says(self) -> Text:
        """Return it in words."""
        match self:
            case Sort.JOB:
                return text("a job")
            case Sort.EXPORT:
                return text("an export")
            case Sort.MAILING:
                return text("a mailing")
            case Sort.SCREEN:
                return text("a screen")


class Point(StrEnum):
    """Where a use is held to its ruling."""

    GUARD = "guard"
    NONE = "none"

    @property
    def says(self) -> Text:
        """Return it in words."""
        match self:
            case Point.GUARD:
                return text("its program asks a guard")
            case Point.NONE:
                return text("nowhere: nobody asks")


def uncounted(numbers: tuple[int, ...], after: int) -> tuple[int, ...]:
    """Return the numbers that are missing between `after` and the highest of `numbers`."""
    if not numbers:
        return ()
    return tuple(sorted(set(range(after + 1, max(numbers) + 1)) - set(numbers)))
