"""Nightly work: what must happen by itself. Each piece may be done twice with the effect of once."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yakusoku.gates import operations as gates
from yakusoku.provision import operations as provisions
from yakusoku.provision import queries as provision
from yakusoku.rights import queries as rights
from yakusoku.rights.operations import dispatch as papers
from yakusoku.rights.operations import minimize
from yakusoku.rights.operations import remind as by_hand
from yakusoku.staff import operations as staff
from yakusoku.terms.errors import UnableTo
from yakusoku.vault import operations as vault
from yakusoku.webhooks import operations as webhooks

_log = logging.getLogger("yakusoku.jobs")
_ORPHAN_AGE = timedelta(days=1)


def _known(case_ids: Iterable[str]) -> set[str]:
    """Return the sealed cases that some room has a row of."""
    ids = list(case_ids)
    return rights.known(ids) | provision.known(ids)


@dataclass(frozen=True)
class Piece:
    """One piece of the night: its name, and what it says it did, as a count."""

    name: str
    do: Callable[[datetime], int]


PIECES = (
    Piece("drop stray copies of papers", lambda now: papers.drop_stray_copies(now=now)),
    Piece("remind of work by hand", lambda now: by_hand.remind(now=now)),
    Piece("minimize ended cases", lambda now: minimize.minimize_ended(now=now)),
    Piece("destroy cases", lambda now: len(vault.finish_destructions(now=now))),
    Piece(
        "sweep orphan keys",
        lambda now: len(vault.sweep_orphan_keys(known=_known, older_than=_ORPHAN_AGE, now=now)),
    ),
    Piece("erase expired records of provision", lambda now: provisions.expire(now=now)),
    Piece("take in tallies", lambda now: gates.take_in(now=now).tallies),
    Piece("forget answers to programs", lambda now: staff.forget_answers(now=now)),
    Piece("forget ended messages", lambda now: webhooks.forget(now=now)),
    Piece("rotate wrapping keys", lambda now: vault.rotate_wrapping_keys(now=now).wrapped),
)


def nightly(*, now: datetime) -> dict[str, int | None]:
    """
    Do every piece and return what each did; None where it could not, which the others do not suffer from.

    What could not be done is logged by its class and stays for the next night; `doctor` shows what waits.
    """
    done: dict[str, int | None] = {}
    for piece in PIECES:
        try:
            done[piece.name] = piece.do(now)
        except UnableTo as refusal:
            done[piece.name] = None
            _log.error(json.dumps({"nightly": piece.name, "refused": type(refusal).__name__}))
    return done
