"""What a data map is made of: datasets, collections, fields, and where a field's content came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Where
from yakusoku.terms.yamlfile import Document

Direction = Literal["from", "to"]
Giver = Literal["person", "observed", "derived", "third_party"]
ColumnType = Literal["uuid", "date"]


@dataclass(frozen=True, eq=False)
class Place:
    """A part of a file: everything below it can be pointed at."""

    document: Document
    path: tuple[str | int, ...] = ()

    def __truediv__(self, step: str | int) -> Place:
        """Return the place of what stands under `step`."""
        return Place(self.document, (*self.path, step))

    def where(self, *below: str | int) -> Where:
        """Return line and column of the part, or of what stands below it."""
        return self.document.where((*self.path, *below))


@dataclass(frozen=True, order=True, slots=True)
class Address:
    """Names one collection; written `dataset:collection`, as Fides writes it."""

    dataset: str
    collection: str

    def __str__(self) -> str:
        return f"{self.dataset}:{self.collection}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A field elsewhere that holds the same key; `direction` says which of the two is filled from which."""

    to: Address
    field: str
    direction: Direction | None
    where: Where
    at_dataset: Where | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Where content came from, as far as it is declared; what a field does not say its collection or dataset says.

    `acquired_at` names a column of the same collection. `collected_under` is the day of the notice version, or
    `acquired_at` for the version in force on the day in that column. `retained` is `ours`, or whom it is held for.
    """

    source: Bilingual | None = None
    method: Bilingual | None = None
    acquired_at: str | None = None
    collected_under: date | Literal["acquired_at"] | None = None
    provided_by: Giver | None = None
    retained: str | None = None
    purposes: tuple[str, ...] = ()

    def over(self, above: Origin) -> Origin:
        """Return what is said here, and what `above` says where nothing is said here."""
        return Origin(
            source=self.source or above.source,
            method=self.method or above.method,
            acquired_at=self.acquired_at or above.acquired_at,
            collected_under=self.collected_under or above.collected_under,
            provided_by=self.provided_by or above.provided_by,
            retained=self.retained or above.retained,
            purposes=self.purposes or above.purposes,
        )


@dataclass(frozen=True, slots=True)
class Override:
    """How erasure is to treat one field or collection whatever the policy says, in Fides' words."""

    strategy: str
    configuration: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Field:
    """
    One column. `data_type` is Fides' word without `[]`; `column_type` is the store's where Fides has none.

    `fact` says which fact about the person the column holds, for finding that person: `family_name`,
    `birth_date`, … or an identity's key. `title` and `meaning` are what the person reads.
    `part_of` names the composite key that its references belong to, where several lead to one collection.
    `whole_array` keeps elements of an array that no key asked for. `request_field` is a word of the request that
    the field is filled from.
    """

    name: str
    where: Where
    categories: tuple[str, ...] = ()
    data_type: str | None = None
    is_array: bool = False
    length: int | None = None
    read_only: bool = False
    identity: str | None = None
    primary_key: bool = False
    references: tuple[Reference, ...] = ()
    fields: tuple[Field, ...] = ()
    column_type: ColumnType | None = None
    fact: str | None = None
    part_of: str | None = None
    whole_array: bool = False
    request_field: str | None = None
    override: Override | None = None
    title: Bilingual | None = None
    meaning: Bilingual | None = None
    not_personal: str | None = None
    origin: Origin = field(default_factory=Origin)
    place: Place | None = field(default=None, compare=False, repr=False)

    def at(self, *below: str | int) -> Where:
        """Return where something that this field says stands in the file."""
        return self.place.where(*below) if self.place else self.where

    @property
    def holds_content(self) -> bool:
        """Return whether the column holds an object or an array, written as JSON."""
        return bool(self.fields) or self.is_array or self.data_type == "object"

    def below(self) -> Iterator[tuple[tuple[str, ...], Field]]:
        """Yield the fields within this one, each with the steps that lead to it."""
        for inner in self.fields:
            yield (inner.name,), inner
            yield from (((inner.name, *steps), leaf) for steps, leaf in inner.below())

    def leaves(self, above: str = "") -> Iterator[tuple[str, Field]]:
        """Yield this field and those within it, each with its path: `contact`, `contact.email`."""
        path = f"{above}{self.name}"
        yield path, self
        for inner in self.fields:
            yield from inner.leaves(f"{path}.")


@dataclass(frozen=True, slots=True)
class Within:
    """
    Where a field lies that is no column of its own: `steps` lead to it from the content of `column`.

    With `whole` an array on the way is one person's, whichever element a key led to (`return_all_elements`).
    """

    path: str
    column: str
    steps: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What starts the clock of retention: an event, and the column that holds its day."""

    event: str
    column: str


@dataclass(frozen=True, slots=True)
class Statute:
    """
    Rows of a collection are papers that a statutory `period` of `laws` names.

    `column` holds the day of the event from which it runs; where that is the end of a fiscal year, `year_ends`
    is its month and day, and the column holds a day within that year.
    """

    period: str
    column: str
    year_ends: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Manual:
    """A place that no program reads: its `owner` searches by hand, and answers within `days`."""

    owner: str
    days: int


@dataclass(frozen=True, slots=True)
class AcceptedTrigger:
    """
    A program in the store that people looked at and let run: why, and the digest of what it was then.

    `definition` is `sha256:` and hex; another definition is another trigger, which nobody accepted.
    """

    reason: str
    definition: str
    accepted_by: str = ""


@dataclass(frozen=True)
class Collection:
    """
    One table. `not_personal` is the reason why it is about nobody; `manual` says who searches it by hand.

    `after` are searched before it, `erase_after` erased before it. `categories` are what is said of whole rows.
    """

    address: Address
    where: Where
    store: str
    schema: str | None
    fields: tuple[Field, ...]
    title: Bilingual | None = None
    meaning: Bilingual | None = None
    person_kind: str | None = None
    after: tuple[Address, ...] = ()
    after_datasets: tuple[str, ...] = ()
    erase_after: tuple[Address, ...] = ()
    categories: tuple[str, ...] = ()
    override: Override | None = None
    skipped: bool = False
    clock: Clock | None = None
    statutes: tuple[Statute, ...] = ()
    restrict_column: str | None = None
    backup_days: int | None = None
    not_personal: str | None = None
    manual: Manual | None = None
    triggers: Mapping[str, AcceptedTrigger] = field(default_factory=dict, hash=False)
    place: Place | None = field(default=None, compare=False, repr=False)

    def at(self, *below: str | int) -> Where:
        """Return where something that this collection says stands in the file."""
        return self.place.where(*below) if self.place else self.where

    @cached_property
    def by_path(self) -> dict[str, Field]:
        """Return every field by its path, those within others included."""
        return {path: leaf for column in self.fields for path, leaf in column.leaves()}

    @cached_property
    def within(self) -> dict[str, Within]:
        """Return where each field lies whose column holds an object or an array: the column's own path, too."""
        found: dict[str, Within] = {}
        for column in self.fields:
            if column.holds_content:
                found[column.name] = Within(column.name, column.name, (), column.whole_array)
                for steps, leaf in column.below():
                    path = ".".join((column.name, *steps))
                    found[path] = Within(path, column.name, steps, leaf.whole_array)
        return found

    def column_of(self, path: str) -> str:
        """Return the column in which the field at `path` lies: most are columns themselves."""
        lies = self.within.get(path)
        return lies.column if lies else path

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Return the columns of the primary key in order; a part that holds 0 or "" is still a part."""
        return tuple(column.name for column in self.fields if column.primary_key)

    @property
    def walked(self) -> bool:
        """Return whether a search reads this collection by itself."""
        return self.not_personal is None and self.manual is None and not self.skipped


@dataclass(frozen=True, slots=True)
class Dataset:
    """
    What one file or one system holds; `store` names the place where it lies.

    `controller` is the company that answers for it; None where the home holds one company alone. `identities` are
    those that people give themselves.
    """

    key: str
    where: Where
    store: str
    title: Bilingual | None
    collections: tuple[Collection, ...]
    place: Place | None = field(default=None, compare=False, repr=False)
    identities: tuple[str, ...] = ()
    controller: str | None = None

    def at(self, *below: str | int) -> Where:
        """Return where something that this dataset says stands in the file."""
        return self.place.where(*below) if self.place else self.where


@dataclass(frozen=True)
class DataMap:
    """All that a company says it holds about people."""

    datasets: tuple[Dataset, ...] = ()

    def of(self, controller: str) -> DataMap:
        """Return what the company answers for: a search for it reads nothing of another company of the home."""
        if all(one.controller in (None, controller) for one in self.datasets):
            return self
        return DataMap(tuple(one for one in self.datasets if one.controller in (None, controller)))

    @cached_property
    def collections(self) -> dict[Address, Collection]:
        """Return every collection by its address, sorted."""
        each = (collection for dataset in self.datasets for collection in dataset.collections)
        return {one.address: one for one in sorted(each, key=lambda one: one.address)}

    @cached_property
    def referred(self) -> dict[Address, frozenset[str]]:
        """Return for each collection the fields that others refer to."""
        found: dict[Address, set[str]] = {}
        for one in self.collections.values():
            for leaf in one.by_path.values():
                for reference in leaf.references:
                    found.setdefault(reference.to, set()).add(reference.field)
        return {address: frozenset(names) for address, names in found.items()}

    @cached_property
    def identities(self) -> tuple[str, ...]:
        """Return the keys of all identities that some field holds, sorted."""
        held = (leaf.identity for one in self.collections.values() for leaf in one.by_path.values())
        return tuple(sorted({key for key in held if key}))

    @cached_property
    def stores(self) -> tuple[str, ...]:
        """Return the names of all stores that are read by program, sorted."""
        return tuple(
            sorted({one.store for one in self.collections.values() if one.manual is None and one.store})
        )

    def collection(self, address: Address | str) -> Collection:
        """Return the collection at `address`. :raises KeyError: if there is none"""
        if isinstance(address, str):
            dataset, _, name = address.partition(":")
            address = Address(dataset, name)
        return self.collections[address]
