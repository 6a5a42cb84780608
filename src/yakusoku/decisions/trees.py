"""
Conditions on facts, as small trees with three values: true, false, and not known.

Logic is Kleene's, as in SQL: what is not known stays so unless another part settles it. Only `True` ever permits.
A fact of the wrong kind (a word where a truth belongs) is not known. This is the meaning that `sql` must keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Value = bool | str | date | None
Facts: TypeAlias = Mapping[str, Value]
Truth = bool | None
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Constant:
    """What is settled without any fact."""

    is_so: Truth

    def truth(self, facts: Facts) -> Truth:
        """Return it."""
        return self.is_so


@dataclass(frozen=True, slots=True)
class Is:
    """
    A fact that is true or false.

    Where a scoped fact (`stop:email`) is absent, its family (`stop:*`) may say that all were looked up and none
    was found: false. A family can never say true.
    """

    fact: str
    family: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Settle the family once."""
        object.__setattr__(self, "family", f"{self.fact.partition(':')[0]}:*")

    def truth(self, facts: Facts) -> Truth:
        """Return what the facts say, or None."""
        value = facts.get(self.fact, _ABSENT)
        if value is True or value is False:
            return value
        return False if value is _ABSENT and facts.get(self.family) is False else None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A fact that is a word, and the words that serve."""

    fact: str
    words: frozenset[str]

    def truth(self, facts: Facts) -> Truth:
        """Return whether the word serves, or None where there is none."""
        value = facts.get(self.fact)
        return value in self.words if type(value) is str else None


@dataclass(frozen=True, slots=True)
class Between:
    """A fact that is a day, and the first and last day that serve; None has no end."""

    fact: str
    first: date | None
    last: date | None

    def truth(self, facts: Facts) -> Truth:
        """Return whether the day serves, or None where there is none."""
        value = facts.get(self.fact)
        if type(value) is not date:  # a datetime is no day
            return None
        return (self.first is None or self.first <= value) and (self.last is None or value <= self.last)


@dataclass(frozen=True, slots=True)
class Missing:
    """That a word is not there; never alone a reason to permit."""

    fact: str

    def truth(self, facts: Facts) -> Truth:
        """Return whether there is no word."""
        return type(facts.get(self.fact)) is not str


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary; what is not known stays so."""

    of: Tree

    def truth(self, facts: Facts) -> Truth:
        """Return the contrary."""
        value = self.of.truth(facts)
        return None if value is None else not value


@dataclass(frozen=True, slots=True)
class Every:
    """All parts must be so; one that is not settles it."""

    parts: tuple[Tree, ...]

    def truth(self, facts: Facts) -> Truth:
        """Return whether all are so."""
        whole: Truth = True
        for part in self.parts:
            value = part.truth(facts)
            if value is False:
                return False
            if value is None:
                whole = None
        return whole


@dataclass(frozen=True, slots=True)
class Some:
    """One part must be so; one that is settles it."""

    parts: tuple[Tree, ...]

    def truth(self, facts: Facts) -> Truth:
        """Return whether one is so."""
        whole: Truth = False
        for part in self.parts:
            value = part.truth(facts)
            if value is True:
                return True
            if value is None:
                whole = None
        return whole


Tree: TypeAlias = Constant | Is | OneOf | Between | Missing | Not | Every | Some


def every(*parts: Tree) -> Tree:
    """Return that all parts are so, without a frame around a single one."""
    return parts[0] if len(parts) == 1 else Every(parts)


def some(*parts: Tree) -> Tree:
    """Return that one part is so, without a frame around a single one."""
    return parts[0] if len(parts) == 1 else Some(parts)


def leaves(tree: Tree) -> Iterator[Tree]:
    """Yield the parts of a tree that have no parts."""
    match tree:
        case Not(of):
            yield from leaves(of)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield tree


def asked(tree: Tree) -> tuple[str, ...]:
    """Return the facts that a tree asks for, each once, in its order."""
    names = (leaf.fact for leaf in leaves(tree) if not isinstance(leaf, Constant | Not | Every | Some))
    return tuple(dict.fromkeys(names))


def settled(tree: Tree, facts: Facts, open_facts: frozenset[str]) -> Tree:
    """
    Return the tree with everything settled but the `open_facts`, which are left to be asked of each person.

    On any facts about one person that say nothing else, the result has the value that the whole tree has.
    """
    match tree:
        case Not(of):
            inner = settled(of, facts, open_facts)
            return Constant(Not(inner).truth({})) if isinstance(inner, Constant) else Not(inner)
        case Every(parts):
            return _joined(Every, [settled(part, facts, open_facts) for part in parts], facts)
        case Some(parts):
            return _joined(Some, [settled(part, facts, open_facts) for part in parts], facts)
        case Constant():
            return tree
        case _:
            return tree if tree.fact in open_facts else Constant(tree.truth(facts))


def _joined(kind: type[Every] | type[Some], parts: list[Tree], facts: Facts) -> Tree:
    """Drop what changes nothing; one part that settles the whole is the whole."""
    ends = kind is Some
    if any(isinstance(part, Constant) and part.is_so is ends for part in parts):
        return Constant(ends)
    kept = tuple(dict.fromkeys(part for part in parts if part != Constant(not ends)))
    if all(isinstance(part, Constant) for part in kept):
        return Constant(kind(kept).truth(facts))
    return kept[0] if len(kept) == 1 else kind(kept)
