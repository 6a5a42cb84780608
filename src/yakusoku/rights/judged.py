"""What becomes of rows that were found, as values: for one collection, and for all of a request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yakusoku.datamap.parts import Collection
from yakusoku.policy.keeping import Bucket, Fate
from yakusoku.rights.models import Finding
from yakusoku.rights.rules import Measure, Outcome
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

UNMARKED: tuple[Value, ...] = (None, "", 0, False)
"""What a column of restriction holds where nothing is restricted."""


@dataclass(frozen=True)
class Judged:
    """
    What becomes of the rows of one collection; rows by their number in the finding, from zero.

    `shared` rows are somebody else's, too, and left alone. `held_for` is whom the rows are held for, if not for us;
    `refused` is the ground on which staff decided to leave all of it. For an erasure `fates` says which rows share
    which fate; for a correction `puts` holds the copies and `wrong` says in which columns which rows differ.
    """

    finding: Finding
    collection: Collection
    rows: int
    shared: tuple[int, ...] = ()
    held_for: str = ""
    refused: str = ""
    fates: Mapping[Fate, tuple[int, ...]] = field(default_factory=dict)
    puts: Mapping[str, Personal[str]] = field(default_factory=dict)
    wrong: Mapping[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    marked: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """Name the collection as stores do: `dataset:collection`."""
        return str(self.collection.address)

    @property
    def ours(self) -> bool:
        """Return whether something is to be done here at all."""
        return bool(self.rows) and not self.held_for and not self.refused

    @property
    def corrected(self) -> tuple[int, ...]:
        """The rows in which some copy is corrected, in order."""
        return tuple(sorted({number for numbers in self.wrong.values() for number in numbers}))

    @property
    def alone(self) -> tuple[int, ...]:
        """The rows that are this person's alone, in order."""
        left = set(self.shared)
        return tuple(number for number in range(self.rows) if number not in left)

    @property
    def to_mark(self) -> tuple[int, ...]:
        """The rows that a restriction marks in the store, in order: this person's alone, and without a mark."""
        held = set(self.marked)
        return tuple(one for one in self.alone if one not in held) if self.collection.restrict_column else ()

    @property
    def to_keep(self) -> tuple[int, ...]:
        """The rows whose restriction is kept by Yakusoku: the store has no column for it, or holds another mark."""
        marked = set(self.to_mark)
        return tuple(one for one in self.alone if one not in marked)

    def in_bucket(self, bucket: Bucket) -> tuple[int, ...]:
        """Return the rows of a bucket, in order."""
        numbers = (one for fate, rows in self.fates.items() if fate.bucket is bucket for one in rows)
        return tuple(sorted(numbers))


@dataclass(frozen=True)
class Judgment:
    """All of it, in the order of the plan."""

    measure: Measure
    sections: tuple[Judged, ...]

    @property
    def ours(self) -> tuple[Judged, ...]:
        """The collections in which something is done."""
        return tuple(one for one in self.sections if one.ours)

    def count(self, bucket: Bucket) -> int:
        """Return how many rows fall into a bucket of an erasure."""
        return sum(len(one.in_bucket(bucket)) for one in self.ours)

    @property
    def outcome(self) -> Outcome:
        """Name the outcome: rows that we may not touch, or leave on a ground, make it a part or nothing."""
        held = [one for one in self.sections if one.rows and not one.held_for]
        if not held:
            return Outcome.NOT_HELD
        kept = sum(one.rows for one in held if one.refused)
        if self.measure is Measure.ERASE:
            done, partly = self.count(Bucket.ERASE), self.count(Bucket.MASK)
            kept += self.count(Bucket.KEEP)
        else:
            done, partly = sum(len(one.alone) for one in held if not one.refused), 0
        kept += sum(len(one.shared) for one in held if not one.refused)
        if not done and not partly:
            return Outcome.REFUSED
        return Outcome.PARTIAL if kept or partly else Outcome.FULL

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what will be done, row by row, in hex; it holds no value that is not keyed."""
        content = [self.measure.value, [_plain(one) for one in self.sections if one.rows]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _plain(one: Judged) -> list[object]:
    keyed = vault.digester(purpose="correction")
    puts = [[name, keyed(value.reveal().encode())] for name, value in sorted(one.puts.items())]
    fates = [
        [
            fate.bucket.value,
            fate.masked,
            [[g.because.rule, g.because.article, g.columns, str(g.until)] for g in fate.grounds],
            rows,
        ]
        for fate, rows in one.fates.items()
    ]
    return [one.address, one.finding.digest, one.rows, one.shared, one.held_for, one.refused,
            sorted(fates, key=str), puts, sorted(one.wrong.items()), one.marked]  # fmt: skip


def key_of(collection: Collection, columns: Sequence[str], line: Row) -> bytes:
    """Return a row's whole primary key in the one form that is digested."""
    key = [line[columns.index(name)] for name in collection.key]
    return json.dumps([str(collection.address), key], ensure_ascii=False).encode()
