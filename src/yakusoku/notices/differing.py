"""What changed between two versions of a notice: sentences, what follows for people, and whose data is concerned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.datamap.parts import DataMap
from yakusoku.notices.parts import Page, Sentence
from yakusoku.policy.queries import Policy
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text

Kind = Literal["added", "removed", "changed"]
SECTIONS: Mapping[str, Text] = {
    "purposes": text("purposes"),
    "provisions": text("provisions to third parties"),
    "joint_use": text("joint use"),
    "transfers": text("transfers abroad"),
    "rights": text("rights"),
    "retention": text("retention"),
}
"""The sections of a policy whose changes touch people, in the order in which they are told."""


@dataclass(frozen=True)
class SentenceChange:
    """A sentence that was added, removed or worded otherwise; None where there is none before or after."""

    id: str
    kind: Kind
    before: Sentence | None
    after: Sentence | None


@dataclass(frozen=True)
class Impact:
    """A purpose, provision, right … that changed: its section and id, and the clauses that speak of it."""

    kind: Kind
    section: str
    name: str
    clauses: tuple[str, ...]
    widened: tuple[str, ...] = ()
    """Kinds of data that it names now and did not name before."""


@dataclass(frozen=True)
class Concerned:
    """
    A field of the data map whose content was given under an older version: about whom.

    `by_day`: the version in force on the day of acquisition counts, so only rows from before the newer version.
    """

    field: str
    title: Bilingual | None
    person_kind: str | None
    by_day: bool


@dataclass(frozen=True)
class Difference:
    """All that changed from one version to another, and the fields that were collected under the older one."""

    before: date
    after: date
    sentences: tuple[SentenceChange, ...]
    impacts: tuple[Impact, ...]
    concerned: tuple[Concerned, ...]


def sentence_changes(before: Page, after: Page) -> tuple[SentenceChange, ...]:
    """Return every sentence that differs, in the order of the newer page; those that are gone at the end."""
    old = {one.id: one for one in before.sentences}
    new = {one.id: one for one in after.sentences}
    found = [
        SentenceChange(name, "changed" if name in old else "added", old.get(name), one)
        for name, one in new.items()
        if old.get(name) != one
    ]
    return (
        *found,
        *(SentenceChange(name, "removed", one, None) for name, one in old.items() if name not in new),
    )


def impacts(before: Policy, after: Policy) -> Iterator[Impact]:
    """Yield the purposes, provisions, rights … that a later version adds, changes or takes away."""
    for section in SECTIONS:
        old, new = getattr(before.form, section), getattr(after.form, section)
        for name, one in new.items():
            if name not in old:
                yield Impact("added", section, name, tuple(one.clauses), _kinds(one))
            elif old[name] != one:
                more = tuple(kind for kind in _kinds(one) if kind not in _kinds(old[name]))
                yield Impact("changed", section, name, tuple(one.clauses), more)
        for name, one in old.items():
            if name not in new:
                yield Impact("removed", section, name, tuple(one.clauses))


def _kinds(declared: object) -> tuple[str, ...]:
    return tuple(getattr(declared, "uses", ())) + tuple(getattr(declared, "fields", ()))


def concerned(datamap: DataMap, version: date) -> Iterator[Concerned]:
    """Yield the fields about people whose content was, or may have been, given under the version of that day."""
    for address, collection in datamap.collections.items():
        if collection.not_personal is not None:
            continue
        for path, field in collection.by_path.items():
            under = field.origin.collected_under
            if field.not_personal is None and under in (version, "acquired_at"):
                name = f"{address}:{path}"
                yield Concerned(name, field.title, collection.person_kind, by_day=under == "acquired_at")
