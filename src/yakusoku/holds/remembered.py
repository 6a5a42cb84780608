"""
Holds in the file outside the database: what a restore sets again before anything is erased anew.

A hold is written there before its deed, and its release after it. Whatever dies in between, a restore errs on the side
of keeping: a hold that was never placed, or is released already, is shown and can be released.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from yakusoku.holds import models
from yakusoku.holds.rules import Ending
from yakusoku.ledger import outside
from yakusoku.ledger import ports as ledger

KIND = "hold"
"""The kind of its lines in the file outside."""
_WORDS = ("matter", "basis", "owner", "asked_by", "placed_by")


def write_placed(row: models.Hold, reaches: Sequence[models.HoldReach]) -> None:
    """Add a hold that is about to be placed. It holds ids, codes and digests, and no value."""
    said = {
        "id": row.public_id,
        **{word: getattr(row, word) for word in _WORDS},
        "placed_on": row.placed_on.isoformat(),
        "placed_at": row.placed_at.isoformat(),
        "review_on": row.review_on.isoformat(),
        "reaches": [[one.collection, one.identity, one.digest] for one in reaches],
    }
    _append(row.controller, said)


def write_released(controller: str, hold_id: str, *, by: str, ending: Ending, now: datetime) -> None:
    """Add that a hold was released."""
    _append(controller, {"id": hold_id, "released": now.isoformat(), "by": by, "ending": ending.value})


def _append(log: str, said: Mapping[str, object]) -> None:
    folder = ledger.wired().outside
    with outside.alone(folder):
        outside.append(folder, log, KIND, said)


class Replay:
    """What a restore does again: holds that the database lost, without those that were released since."""

    kind = KIND

    def replay(self, *, log: str, lines: Iterable[Mapping[str, Any]], now: datetime) -> int:
        """Set every hold again that the database does not hold, and release again what was released."""
        del now
        return sum(_released(said) if "released" in said else _placed(log, said) for said in lines)


def _placed(log: str, said: Mapping[str, Any]) -> int:
    row, made = models.Hold.objects.get_or_create(
        public_id=said["id"],
        defaults={
            "controller": log,
            **{word: said[word] for word in _WORDS},
            "placed_on": date.fromisoformat(said["placed_on"]),
            "placed_at": datetime.fromisoformat(said["placed_at"]),
            "review_on": date.fromisoformat(said["review_on"]),
        },
    )
    if made:
        models.HoldReach.objects.bulk_create(
            models.HoldReach(hold=row, collection=collection, identity=identity, digest=digest)
            for collection, identity, digest in said["reaches"]
        )
    return int(made)


def _released(said: Mapping[str, Any]) -> int:
    row = models.Hold.objects.filter(pk=said["id"]).first()
    if row is None:
        return 0
    moment = datetime.fromisoformat(said["released"])
    return int(row.release(by=said["by"], ending=Ending(said["ending"]), now=moment))
