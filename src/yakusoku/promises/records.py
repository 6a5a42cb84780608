"""What the rooms hold about one company: each read once for all clauses."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from yakusoku.consent import queries as consent
from yakusoku.consent.queries import CheckView, ChoiceView, ScreeningView
from yakusoku.datamap import categories
from yakusoku.datamap import queries as datamaps
from yakusoku.datamap.parts import DataMap, Field
from yakusoku.ledger import queries as ledger
from yakusoku.ledger.queries import Seen
from yakusoku.ledger.tags import Tag
from yakusoku.management import queries as management
from yakusoku.management.queries import ActionView, InspectionView
from yakusoku.notices import queries as notices
from yakusoku.notices.queries import ChangeView, ShowingView, VersionView
from yakusoku.policy.form.clauses import KeptBy
from yakusoku.policy.queries import Policy
from yakusoku.promises.ports import wired
from yakusoku.provision import queries as provision
from yakusoku.provision.queries import RecordView
from yakusoku.provision.rules import Noted
from yakusoku.rights import queries as rights
from yakusoku.rights.queries import (
    ChangeTrace,
    FeeView,
    FoundView,
    IdentityView,
    PhoneView,
    RepresentativeView,
    TraceView,
    WithheldView,
)
from yakusoku.staff import queries as staff
from yakusoku.staff.queries import Member
from yakusoku.terms.findings import Finding


class Records:
    """Reads of one company's rooms. Nothing here opens a person's value."""

    def __init__(self, controller: str) -> None:
        """Read about `controller`, each thing when it is first asked for."""
        self.controller = controller
        self._policies: dict[date, Policy] = {}
        self._entries: dict[str, tuple[Seen, ...]] = {}
        self._promised: dict[tuple[str, int], tuple[KeptBy, str]] = {}
        self._kinds: dict[frozenset[str], list[tuple[str, Field]]] = {}

    @cached_property
    def traces(self) -> tuple[TraceView, ...]:
        """The way of each request, the oldest arrival first."""
        return rights.traces(controller=self.controller)

    @cached_property
    def by_request(self) -> dict[str, TraceView]:
        """The same by the request's id."""
        return {trace.request_id: trace for trace in self.traces}

    @cached_property
    def sent(self) -> tuple[TraceView, ...]:
        """The requests whose answer left the house, the one that left last at the end."""
        left = [trace for trace in self.traces if trace.sent_on is not None]
        return tuple(sorted(left, key=lambda trace: (trace.sent_on, trace.request_id)))

    @cached_property
    def changes(self) -> dict[str, ChangeTrace]:
        """What became of the requests that change rows, by the request's id."""
        return {one.request_id: one for one in rights.change_traces(controller=self.controller)}

    @cached_property
    def fees(self) -> tuple[FeeView, ...]:
        """The fees that were asked for."""
        return rights.fees(controller=self.controller)

    @cached_property
    def checks(self) -> tuple[IdentityView, ...]:
        """The identity checks, the newest at the end."""
        return rights.identity_checks(controller=self.controller)

    @cached_property
    def phone_checks(self) -> tuple[PhoneView, ...]:
        """The comparisons by telephone, the newest at the end."""
        return rights.phone_checks(controller=self.controller)

    @cached_property
    def representatives(self) -> dict[str, RepresentativeView]:
        """Who asked in the person's place, by the request's id."""
        return {one.request_id: one for one in rights.representatives(controller=self.controller)}

    @cached_property
    def found(self) -> tuple[FoundView, ...]:
        """What was found and decided on for the requests whose answer left the house."""
        gone = {trace.request_id for trace in self.sent}
        return tuple(one for one in rights.found(controller=self.controller) if one.request_id in gone)

    @cached_property
    def withheld(self) -> tuple[WithheldView, ...]:
        """The items that were withheld in an answer that left the house."""
        gone = {trace.request_id for trace in self.sent}
        return tuple(item for item in rights.withheld(controller=self.controller) if item.request_id in gone)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The register of staff, retired members included."""
        return staff.members(controller=self.controller, retired=True)

    @cached_property
    def inspections(self) -> dict[str, tuple[InspectionView, ...]]:
        """The inspections by what was promised, each in the order of the days looked at."""
        found: dict[str, list[InspectionView]] = {}
        for one in management.inspections(controller=self.controller):
            found.setdefault(one.promised, []).append(one)
        return {promised: tuple(looks) for promised, looks in found.items()}

    @cached_property
    def actions(self) -> tuple[ActionView, ...]:
        """The corrective actions, the oldest first."""
        return management.actions(controller=self.controller)

    @cached_property
    def open_actions(self) -> dict[str, ActionView]:
        """Those that are open, by what was promised."""
        return {one.promised: one for one in self.actions if one.closed_by is None}

    @cached_property
    def versions(self) -> tuple[VersionView, ...]:
        """The published versions of the notice, the oldest first."""
        return notices.versions(controller=self.controller)

    @cached_property
    def changed_files(self) -> tuple[Finding, ...]:
        """The published files that were changed since, or are gone."""
        return tuple(notices.changed_files(self.controller))

    @cached_property
    def notice_changes(self) -> tuple[ChangeView, ...]:
        """The changes that were published here, the oldest first."""
        return notices.changes(controller=self.controller)

    @cached_property
    def showings(self) -> tuple[ShowingView, ...]:
        """The times at which a notice was shown, the oldest first."""
        return notices.showings(controller=self.controller)

    @cached_property
    def choices(self) -> tuple[ChoiceView, ...]:
        """What persons chose, in the order of recording."""
        return consent.choices(controller=self.controller)

    @cached_property
    def erasure_checks(self) -> tuple[CheckView, ...]:
        """The checks on erasure that withdrawals started, closed ones included."""
        return consent.checks(controller=self.controller, closed=True)

    @cached_property
    def screenings(self) -> tuple[ScreeningView, ...]:
        """The lists that were held against the register, the oldest first."""
        return consent.screenings(controller=self.controller)

    @cached_property
    def provisions(self) -> tuple[RecordView, ...]:
        """Every provision on record, in the order of recording."""
        return provision.records(controller=self.controller)

    def recipient_notes(self, public_id: str) -> tuple[Noted, ...]:
        """Return what was noted of a recipient."""
        return provision.notes_of(public_id)

    @cached_property
    def datamap(self) -> DataMap:
        """
        The company's part of the data map as it stands, also where it has errors.

        A field that lacks its origin is an error of the file, and the one thing to be seen here.
        """
        folder = wired().folder
        return _read(folder / "datamap", _stamp(folder / "datamap")).of(self.controller)

    @cached_property
    def fields(self) -> tuple[tuple[str, Field], ...]:
        """Every field about people, with its address `dataset:collection:field`."""
        return tuple(
            (f"{address}:{path}", field)
            for address, collection in self.datamap.collections.items()
            if collection.not_personal is None
            for path, field in collection.by_path.items()
            if field.not_personal is None
        )

    def promised(self, policy: Policy, clause: str, kept: KeptBy) -> str:
        """Return the digest of a sentence with its control, by which inspections name it."""
        key = clause, id(kept)  # kept beside the digest, so that no other object can come to have its number
        if key not in self._promised:
            self._promised[key] = kept, management.promised(clause, policy.clauses[clause], kept)
        return self._promised[key][1]

    def of_kinds(self, kinds: frozenset[str]) -> list[tuple[str, Field]]:
        """Return the fields of which a category lies under one of `kinds`."""
        if kinds not in self._kinds:
            self._kinds[kinds] = [(name, field) for name, field in self.fields if is_of(field, kinds)]
        return self._kinds[kinds]

    def policy(self, day: date) -> Policy:
        """Return the policy in force on `day`. :raises UnableTo: if there is none"""
        if day not in self._policies:
            self._policies[day] = wired().policies(self.controller, day)
        return self._policies[day]

    def day(self, moment: datetime) -> date:
        """Return the company's day of `moment`."""
        return wired().day(moment)

    def entries(self, about: str, *tags: Tag) -> tuple[Seen, ...]:
        """Return the ledger's entries about one thing that bear one of these tags."""
        names = {tag.name for tag in tags}
        if about not in self._entries:
            self._entries[about] = ledger.entries(self.controller, about=about)
        return tuple(one for one in self._entries[about] if one.tag in names)

    def look_again(self) -> None:
        """Read inspections and corrective actions anew; what else was read stays."""
        for name in ("inspections", "actions", "open_actions"):
            self.__dict__.pop(name, None)


def is_of(field: Field, kinds: Collection[str]) -> bool:
    """Say whether a category of the field lies under one of `kinds`."""
    return any(categories.covers(kind, category) for kind in kinds for category in field.categories)


_Stamp = tuple[tuple[str, int, int], ...]


def _stamp(folder: Path) -> _Stamp:
    found = ((path, path.stat()) for path in sorted(folder.glob("*.yaml")))
    return tuple((path.name, seen.st_mtime_ns, seen.st_size) for path, seen in found)


@lru_cache(maxsize=4)
def _read(folder: Path, stamp: _Stamp) -> DataMap:
    """Return the whole map; a file that changed has another stamp and is read again."""
    del stamp
    return datamaps.load(folder)[0]
