"""Questions to the holds: which are active, and which of them reach a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.holds import models, ports
from yakusoku.holds.rules import EVERYTHING, Basis, key_bytes
from yakusoku.laws.grounds import Because
from yakusoku.stores.likeness import folded
from yakusoku.vault.operations import digester


@dataclass(frozen=True)
class HoldView:
    """A hold as it stands. `reaches` counts what it reaches; which persons and rows these are, nobody can read."""

    public_id: str
    controller: str
    matter: str
    basis: Basis
    owner: str
    asked_by: str
    placed_by: str
    placed_on: date
    review_on: date
    released_at: datetime | None
    reaches: int

    @property
    def active(self) -> bool:
        """Return whether it still keeps anything."""
        return self.released_at is None

    @property
    def because(self) -> Because:
        """Return why data are not touched; the rule names the hold."""
        return Because(f"holds.{self.public_id}", article=self.basis.article)


def hold(public_id: str) -> HoldView:
    """Return one hold. :raises KeyError: if there is none"""
    for row in models.Hold.objects.filter(public_id=public_id).prefetch_related("reaches"):
        return _view(row)
    raise KeyError(public_id)


def holds(*, controller: str | None = None, released: bool = False) -> tuple[HoldView, ...]:
    """Return the active holds, with `released` the others too, in the order in which they were placed."""
    rows = models.Hold.objects.prefetch_related("reaches").order_by("placed_at", "public_id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if not released:
        rows = rows.filter(released_at__isnull=True)
    return tuple(_view(row) for row in rows)


def today(controller: str, now: datetime) -> date:
    """Return the day that `now` is for the company."""
    return ports.day(now, controller)


def overdue(*, as_of: date) -> tuple[HoldView, ...]:
    """Return the active holds that should have been looked at before `as_of`; they keep all the same."""
    return tuple(one for one in holds() if one.review_on < as_of)


class Held:
    """
    What the active holds of a company reach, read once for many rows.

    `person` narrows to holds that reach the person with these identities (key to values), those of whole
    collections and those of single rows included.
    """

    def __init__(self, controller: str, *, person: Mapping[str, Collection[str]] | None = None) -> None:
        """Read the active holds."""
        self._controller = controller
        self._whole: dict[str, list[Because]] = defaultdict(list)
        self._rows: dict[tuple[str, str], list[Because]] = defaultdict(list)
        digests = {
            (identity, person_digest(controller, identity, value))
            for identity, values in (person or {}).items()
            for value in values
        }
        rows = models.HoldReach.objects.filter(
            hold__controller=controller, hold__released_at__isnull=True
        ).select_related("hold")
        for row in rows.order_by("hold__placed_at", "hold__public_id", "pk"):
            because = _view(row.hold, reaches=1).because
            if row.identity and (row.identity, row.digest) in digests:
                self._whole[row.collection].append(because)
            elif not row.identity and row.digest:
                self._rows[row.collection, row.digest].append(because)
            elif not row.identity:
                self._whole[row.collection].append(because)

    def whole(self, collection: str) -> tuple[Because, ...]:
        """Return the holds that reach every row of the collection (of the person's, where one was named)."""
        found = [*self._whole[EVERYTHING], *self._whole[collection]]
        return tuple(dict.fromkeys(found))

    def by_row(self, collection: str) -> bool:
        """Return whether some hold reaches single rows of the collection, so that each row must be asked."""
        return any(named == collection for named, _ in self._rows)

    def row(self, collection: str, key: Mapping[str, object]) -> tuple[Because, ...]:
        """Return the holds that reach the row with this primary key, those of the whole collection first."""
        own = self._rows[collection, row_digest(self._controller, collection, key)] if self._rows else []
        return tuple(dict.fromkeys([*self.whole(collection), *own]))


def reaches(controller: str, *, person: Mapping[str, Collection[str]], places: Collection[str]) -> bool:
    """
    Say whether an active hold reaches this person, everything, or anything in these `places` (`dataset:collection`).

    A hold of single rows counts for its whole collection here, and one of a person for every place.
    """
    digests = {person_digest(controller, key, value) for key, values in person.items() for value in values}
    active = models.HoldReach.objects.filter(hold__controller=controller, hold__released_at__isnull=True)
    return any(
        row.digest in digests if row.identity else row.collection in {EVERYTHING, *places} for row in active
    )


def person_digest(controller: str, identity: str, value: str) -> str:
    """
    Return the digest by which a hold knows a person, under the home's key.

    Width, case and blanks do not matter: a hold that keeps a little more is better than one that is missed.
    """
    return digester(purpose="holds.person")(f"{controller}\0{identity}\0{folded(value)}".encode())


def row_digest(controller: str, collection: str, key: Mapping[str, object]) -> str:
    """Return the digest by which a hold knows a row, under the home's key."""
    return digester(purpose="holds.row")(f"{controller}\0{collection}\0".encode() + key_bytes(key))


def _view(row: models.Hold, *, reaches: int | None = None) -> HoldView:
    return HoldView(
        public_id=row.public_id,
        controller=row.controller,
        matter=row.matter,
        basis=Basis(row.basis),
        owner=row.owner,
        asked_by=row.asked_by,
        placed_by=row.placed_by,
        placed_on=row.placed_on,
        review_on=row.review_on,
        released_at=row.released_at,
        reaches=len(row.reaches.all()) if reaches is None else reaches,
    )
