"""
A program that asks again gets the answer that it got: nothing is done twice.

What was asked is kept as a digest under the program's own secret, which is not here: nobody can guess a person from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from yakusoku.staff import models
from yakusoku.staff.queries import Caller
from yakusoku.staff.rules import ANSWER_LIFE
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToRepeat(UnableTo):
    """The idempotency key was used before, for something else."""

    asked = text("do this under this idempotency key")


@dataclass(frozen=True)
class Answered:
    """What was answered: a status and a body of ids and codes. `again` where it had been answered before."""

    status: int
    body: str
    again: bool = False


def once(
    *, caller: Caller, reference: str, asked: bytes, do: Callable[[], tuple[int, str]], now: datetime
) -> Answered:
    """
    Do what is asked under `reference` once, and keep the answer in the transaction that makes it true.

    Asked again with the same bytes, the kept answer is given and nothing is done. Where `do` raises, nothing is kept.
    If the process dies here: deed and answer are both there or neither.

    :raises UnableToRepeat: if `reference` was used for other bytes
    """
    known = caller.digest(reference.encode())
    wanted = caller.digest(asked)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = models.Answer.objects.create(
                    key=caller.public_id, reference=known, asked=wanted, answered_at=now
                )
        except IntegrityError:
            return _before(caller.public_id, known, wanted)
        status, body = do()
        row.keep(status=status, body=body)
    return Answered(status, body)


def _before(key: str, reference: str, asked: str) -> Answered:
    row = models.Answer.objects.get(key=key, reference=reference)
    if row.asked != asked:
        raise UnableToRepeat(
            text("it was used before, and something else was asked then."),
            do=text(
                "Give each deed an idempotency key of its own; use it again only to repeat the same request."
            ),
        )
    return Answered(row.status, row.body, again=True)


def forget_answers(*, now: datetime) -> int:
    """Delete answers that nobody asks for again, and return how many; a later repetition is a new request."""
    gone, _ = models.Answer.objects.filter(answered_at__lt=now - ANSWER_LIFE).delete()
    return gone
