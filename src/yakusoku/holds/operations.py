"""Deeds on holds: place one, look at it again, release it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from yakusoku.holds import models, ports, remembered, tags
from yakusoku.holds.queries import HoldView, hold, person_digest, row_digest
from yakusoku.holds.rules import EVERYTHING, Basis, Ending, Reach, is_matter, latest_review
from yakusoku.ledger.deeds import deed
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToHold(UnableTo):
    """The hold is not placed or changed."""

    asked = text("put data on hold")


def place(
    *,
    controller: str,
    matter: str,
    basis: Basis,
    reaches: Sequence[Reach],
    owner: str,
    asked_by: str,
    review_on: date,
    by: str,
    now: datetime,
) -> HoldView:
    """
    Put data on hold and return the hold with its new id.

    `asked_by` needs it and `by`, a manager, places it: two people. `owner` answers for it until it is released.
    Identities and keys become digests under the home's key; the hold holds no value.

    If the process dies here: hold, reaches and entry are all there or none of them; the file outside may name a hold
    that was never placed, which a restore would show.

    :raises UnableToHold: if it reaches nothing, the matter is no reference, the review is missing or too late, or
        one person would do it alone
    :raises UnableToAct: if `by` is no manager, or one of the two others does not act for the company
    """
    staff.require(by=by, controller=controller, role=Role.MANAGER)
    for one in (owner, asked_by):
        _check_member(one, controller)
    today = ports.day(now, controller)
    _check(matter, reaches, asked_by=asked_by, by=by)
    _check_review(review_on, today)
    number = models.Hold.objects.filter(controller=controller).count()
    public_id = ids.public_id("hld", why=f"{controller}:{matter}:{number}:{now.isoformat()}")
    row = models.Hold(
        public_id=public_id, controller=controller, matter=matter, basis=basis.value, owner=owner,
        asked_by=asked_by, placed_by=by, placed_on=today, placed_at=now, review_on=review_on,
    )  # fmt: skip
    found = [_reached(row, reach) for reach in reaches]
    made = {(one.collection, one.identity, one.digest): one for one in found}
    remembered.write_placed(row, tuple(made.values()))
    with deed(tags.PLACED, log=controller, about=public_id, by=by, now=now) as entry:
        row.save(force_insert=True)
        models.HoldReach.objects.bulk_create(made.values())
        entry.say(basis=basis.value, owner=owner, asked_by=asked_by, review=review_on, reaches=len(made))
    return hold(public_id)


def review(*, hold_id: str, review_on: date, by: str, now: datetime) -> HoldView:
    """
    Note that the hold was looked at and goes on until the new day of review.

    :raises UnableToHold: if there is no such hold, it was released, or the day is past or too late
    """
    row = _active(hold_id)
    staff.require(by=by, controller=row.controller, role=Role.MANAGER)
    _check_review(review_on, ports.day(now, row.controller))
    with deed(tags.REVIEWED, log=row.controller, about=hold_id, by=by, now=now) as entry:
        if not row.look_again(on=review_on):
            raise _released(hold_id)
        entry.say(review=review_on)
    return hold(hold_id)


def release(*, hold_id: str, ending: Ending, by: str, now: datetime) -> HoldView:
    """
    Release a hold. What was due for erasure meanwhile is due from now on.

    :raises UnableToHold: if there is no such hold, or it was released before
    """
    row = _active(hold_id)
    staff.require(by=by, controller=row.controller, role=Role.MANAGER)
    with deed(tags.RELEASED, log=row.controller, about=hold_id, by=by, now=now) as entry:
        if not row.release(by=by, ending=ending, now=now):
            raise _released(hold_id)
        entry.say(ending=ending.value)
    remembered.write_released(row.controller, hold_id, by=by, ending=ending, now=now)
    return hold(hold_id)


def _reached(row: models.Hold, reach: Reach) -> models.HoldReach:
    digest = ""
    if reach.value is not None:
        digest = person_digest(row.controller, reach.identity, reach.value.reveal())
    elif reach.key is not None:
        digest = row_digest(row.controller, reach.collection, reach.key)
    return models.HoldReach(hold=row, collection=reach.collection, identity=reach.identity, digest=digest)


def _check_member(member_id: str, controller: str) -> None:
    found = staff.member(member_id)
    if found is None or found.controller != controller or not found.active:
        raise UnableToHold(
            text(
                "{member} is no active member of the staff of {company}.",
                member=member_id,
                company=controller,
            ),
            do=text("Look at `yakusoku staff list`, or add the member with `yakusoku staff add`."),
        )


def _check(matter: str, reaches: Sequence[Reach], *, asked_by: str, by: str) -> None:
    if not is_matter(matter):
        raise UnableToHold(
            text("the matter is no reference of at most 40 letters, digits, hyphens, dots and slashes."),
            do=text("Name it by its number, such as CLAIM-2026-014; names of persons do not belong there."),
        )
    if asked_by == by:
        raise UnableToHold(
            text("{member} asks for the hold and would place it alone.", member=by),
            do=text("Let another manager place it."),
        )
    if not reaches:
        raise UnableToHold(
            text("the hold reaches nothing."), do=text("Name a collection, a person or a row.")
        )
    for reach in reaches:
        _check_reach(reach)


def _check_reach(reach: Reach) -> None:
    if bool(reach.identity) != (reach.value is not None) or (reach.identity and reach.key is not None):
        raise UnableToHold(
            text("a person is named by an identity and its value, a row by its key."),
            do=text("Give one of the two, and both halves of it."),
        )
    if reach.key is not None and (reach.collection == EVERYTHING or not reach.key):
        raise UnableToHold(text("a row needs its collection and its whole key."), do=text("Name both."))


def _check_review(review_on: date, today: date) -> None:
    last = latest_review(today)
    if not today < review_on <= last:
        raise UnableToHold(
            text("{day} is no day on which a hold is looked at again.", day=review_on),
            do=text("Name a day after today and not after {last}.", last=last),
        )


def _active(hold_id: str) -> models.Hold:
    row = models.Hold.objects.filter(public_id=hold_id).first()
    if row is None:
        raise UnableToHold(
            text("there is no hold {hold}.", hold=hold_id), do=text("`yakusoku holds list` shows all.")
        )
    if row.released_at is not None:
        raise _released(hold_id)
    return row


def _released(hold_id: str) -> UnableToHold:
    return UnableToHold(
        text("{hold} was released before.", hold=hold_id), do=text("Place a new one if it is needed.")
    )
