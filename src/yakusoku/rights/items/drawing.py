"""What points are drawn from, and what is drawn: sentences with clause and article, or nothing, and staff say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yakusoku.datamap.categories import catalogue, covers
from yakusoku.rights.answer import Paragraph
from yakusoku.terms.bilingual import Bilingual

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection, Field
    from yakusoku.laws.rights import RightLaw
    from yakusoku.policy.form.purposes import Purpose
    from yakusoku.policy.queries import Policy

_PERSONAL = ("user", "jp")


@dataclass(frozen=True)
class Held:
    """A collection that holds rows of the person, with the columns that were found."""

    collection: Collection
    fields: tuple[Field, ...]

    @property
    def title(self) -> Bilingual:
        """Return what a reader calls it."""
        name = str(self.collection.address)
        return self.collection.title or Bilingual(name, name)


@dataclass(frozen=True)
class Ground:
    """What points are drawn from: the law of the right, the policy of the day of arrival, and what is held."""

    law: RightLaw
    policy: Policy
    held: tuple[Held, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return every column that is about the person."""
        return tuple(one for each in self.held for one in each.fields if kinds_of(one))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of data that are held, sorted."""
        return tuple(sorted({kind for one in self.fields for kind in kinds_of(one)}))


@dataclass(frozen=True)
class Drawn:
    """
    A point of the answer. Without a sentence the policy says nothing about it, and staff say what is so.

    `apart`: it can be withheld by itself on a ground of the right; `sure`: staff cannot say anything else. `may_lack`:
    where nobody says anything it does not exist, and that is told. `held_back`: what it is called where it is refused.
    """

    code: str
    title: Bilingual
    article: str
    says: tuple[Paragraph, ...] = ()
    apart: bool = False
    may_lack: bool = False
    held_back: Bilingual | None = None
    sure: bool = field(default=False, compare=False)


def kinds_of(column: Field) -> tuple[str, ...]:
    """Return the kinds of data about a person that a column holds; none for what only runs the system."""
    if column.not_personal is not None:
        return ()
    return tuple(one for one in column.categories if one.split(".")[0] in _PERSONAL)


def named(kinds: Iterable[str]) -> Bilingual:
    """Return the names of kinds of data, as a list in words."""
    names = [catalogue()[kind].name if kind in catalogue() else Bilingual(kind, kind) for kind in kinds]
    return listed(dict.fromkeys(names))


def listed(words: Iterable[Bilingual]) -> Bilingual:
    """Return words as a list."""
    each = list(words)
    return Bilingual("; ".join(one.en for one in each), "、".join(one.ja for one in each))


def sentence(code: str, says: Bilingual, *, clauses: Sequence[str] = (), article: str) -> Paragraph:
    """Return a sentence with what it rests on; a phrase of the text becomes a sentence by its stop."""
    return Paragraph(
        code=code,
        says=Bilingual(_stopped(says.en, "."), _stopped(says.ja, "。")),
        clause=", ".join(clauses) or None,
        article=article,
    )


def _stopped(words: str, stop: str) -> str:
    return words if words.endswith((stop, "」")) else words + stop


def purposes_of(ground: Ground) -> Iterator[tuple[str, Purpose]]:
    """Yield the purposes that use what is held: those the data map declares of a column, else those of its kinds."""
    wanted = {name for one in ground.fields for name in serving(ground.policy, one)}
    for name, purpose in ground.policy.form.purposes.items():
        if name in wanted:
            yield name, purpose


def serving(policy: Policy, column: Field) -> tuple[str, ...]:
    """Return the purposes that a column serves: declared in the data map, else those that use its kinds of data."""
    known = policy.form.purposes
    declared = tuple(one for one in column.origin.purposes if one in known)
    if declared:
        return declared
    return tuple(
        name
        for name, one in known.items()
        if any(covers(use, kind) for use in one.uses for kind in kinds_of(column))
    )


def unserved(ground: Ground) -> tuple[str, ...]:
    """Return the kinds of data that are held and that no published purpose uses."""
    bare = (one for one in ground.fields if not serving(ground.policy, one))
    return tuple(sorted({kind for one in bare for kind in kinds_of(one)}))
