"""What a look finds: where, how grave, in words, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yakusoku.terms.text import Text, text


class Verdict(StrEnum):
    """How grave a line is: only `WRONG` fails."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"

    @property
    def says(self) -> Text:
        """Return the verdict in words."""
        return {Verdict.OK: text("ok"), Verdict.LOOK: text("look"), Verdict.WRONG: text("wrong")}[self]


class Area(StrEnum):
    """What is looked at. The order is the one in which it is printed."""

    CONFIGURATION = "configuration"
    OWN_STATE = "own-state"
    LEDGER = "ledger"
    KEYS = "keys"
    STORES = "stores"
    FILES = "files"
    WORK = "work"
    REQUESTS = "requests"
    USES = "uses"

    @property
    def says(self) -> Text:
        """Return the area in words."""
        return _AREAS[self]


_AREAS = {
    Area.CONFIGURATION: text("configuration"),
    Area.OWN_STATE: text("own state"),
    Area.LEDGER: text("ledger"),
    Area.KEYS: text("keys"),
    Area.STORES: text("stores"),
    Area.FILES: text("policies and data map"),
    Area.WORK: text("work"),
    Area.REQUESTS: text("requests"),
    Area.USES: text("uses"),
}


@dataclass(frozen=True)
class Line:
    """One thing that was looked at. `do` is None where nothing needs doing."""

    area: Area
    verdict: Verdict
    says: Text
    do: Text | None = None


def ok(area: Area, says: Text) -> Line:
    """Return that this is as it should be."""
    return Line(area, Verdict.OK, says)


def look(area: Area, says: Text, do: Text) -> Line:
    """Return that somebody should look at this soon."""
    return Line(area, Verdict.LOOK, says, do)


def wrong(area: Area, says: Text, do: Text) -> Line:
    """Return that this is not as it should be."""
    return Line(area, Verdict.WRONG, says, do)
