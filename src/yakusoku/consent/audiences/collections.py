"""Rows of a collection: where they lie, by what people are known in them, and the one statement that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from yakusoku.consent.audiences.beside import Saying, Spool, person, said
from yakusoku.consent.audiences.gathering import Gathering
from yakusoku.consent.audiences.printing import BESIDE, fitting, truth_of
from yakusoku.consent.audiences.settling import Settled, UnableToMakeAudience
from yakusoku.consent.numbers import Numbering, Person
from yakusoku.datamap.parts import DataMap, Field
from yakusoku.decisions.queries import Question
from yakusoku.decisions.table import touches
from yakusoku.decisions.trees import Value
from yakusoku.stores import registry
from yakusoku.stores.dialects import Dialect, KeyKind, dialect
from yakusoku.stores.ports import DialectName, Family, Snapshot, Store
from yakusoku.terms.text import text

_AUTOMATIC = ("email", "phone_number")


@dataclass(frozen=True)
class Known:
    """By what a person is known in a row: columns by identity, and those of the name."""

    identities: tuple[tuple[str, str], ...]
    name: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All of these columns, in the order in which they are read."""
        return (*(column for _, column in self.identities), *self.name)

    @property
    def words(self) -> tuple[str, ...]:
        """The identities, in the same order."""
        return tuple(identity for identity, _ in self.identities)


class StoreRows:
    """The rows of one collection of a store."""

    def __init__(self, datamap: DataMap, address: str, *, key: str = "") -> None:
        """
        Take a collection by its address `dataset:collection`; `key` is the column of the ids, else the primary key.

        :raises UnableToMakeAudience: if there is no such collection, nobody connects its store, or it has no such key
        """
        found = {str(one): collection for one, collection in datamap.collections.items()}
        if address not in found or found[address].manual is not None:
            raise UnableToMakeAudience(
                text("the data map has no collection {collection} of a store.", collection=address),
                do=text("Name it as dataset:collection; `yakusoku datamap` lists them."),
            )
        self.address, self.collection = address, found[address]
        keys = (key,) if key else self.collection.key
        if len(keys) != 1:
            raise UnableToMakeAudience(
                text("{collection} has no key of one column.", collection=address),
                do=text("Name the column of the ids with --id."),
            )
        self.key = keys[0]
        self._store: Store = registry.get(self.collection.store)
        self._speech: Dialect = dialect(self.dialect)
        self._families = self._read_families()
        self.require(self.key)

    @property
    def dialect(self) -> DialectName:
        """Which SQL the store understands."""
        return self._store.dialect

    def require(self, *columns: str) -> None:
        """Let columns pass that the table has. :raises UnableToMakeAudience: if it lacks one"""
        for column in columns:
            if column not in self._families:
                raise UnableToMakeAudience(
                    text("{collection} has no column {column}.", collection=self.address, column=column),
                    do=text("Name a column of that table."),
                )

    def known(self, chosen: Mapping[str, str], name: tuple[str, ...]) -> Known:
        """Return by what people are known: what is chosen, else mailboxes and numbers as the data map marks them."""
        fields = self.collection.fields
        marked = [(one.identity, one.name) for one in fields if one.identity in _AUTOMATIC]
        named = [one.name for one in fields if one.fact == "full_name"]
        named = named or [
            one.name for wanted in ("family_name", "given_name") for one in fields if one.fact == wanted
        ]
        addressed = [("address", one.name) for one in fields if one.fact == "address"]
        pairs = dict.fromkeys(
            [*((identity, column) for column, identity in chosen.items()), *marked, *addressed]
        )
        known = Known(tuple((str(identity), column) for identity, column in pairs), name or tuple(named))
        self.require(*known.columns)
        return known

    def facts(self, question: Question) -> tuple[dict[str, Value], dict[str, str]]:
        """Return what the data map tells: facts of all rows, and columns of facts (when collected, restricted)."""
        told: dict[str, Value] = {}
        columns: dict[str, str] = {}
        if self.collection.restrict_column:
            columns["restriction"] = self.collection.restrict_column
        origins = {(one.origin.collected_under, one.origin.acquired_at) for one in self._asked(question)}
        if len(origins) == 1:
            under, column = origins.pop()
            if isinstance(under, date):
                told["collected_under"] = under.isoformat()
            if column:
                columns["collected_on"] = column
        return told, {fact: column for fact, column in columns.items() if self._fits(fact, column)}

    def columns(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """Return facts as columns of the statement. :raises UnableToMakeAudience: if one cannot hold its fact"""
        self.require(*chosen.values())
        return {
            fact: fitting(
                fact, self._speech.column(column), self._families[column], self.dialect, name=column
            )
            for fact, column in chosen.items()
        }

    def _fits(self, fact: str, column: str) -> bool:
        """Return whether a column that the data map names can hold a fact; where it cannot, the fact is not known."""
        try:
            self.columns({fact: column})
        except UnableToMakeAudience:
            return False
        return True

    def judge(
        self,
        settled: Settled,
        columns: Mapping[str, str],
        gathering: Gathering,
        *,
        acting: tuple[Numbering, Known, Saying] | None,
        progress: Callable[[str, int], None],
    ) -> None:
        """Ask the store by one statement; with `acting`, what choices say stands beside rows of the same moment."""
        with self._store.snapshot() as snapshot:
            if acting is not None:
                self._stand(snapshot, settled, *acting, progress)
            for batch in snapshot.read(
                self._statement(settled, columns, beside=acting is not None), ("id", "code")
            ):
                gathering.take([(key, int(str(code))) for key, code in batch])
                progress("asked", gathering.rows)

    def people(self, snapshot: Snapshot, known: Known) -> Iterator[list[Person]]:
        """Yield who is in the rows, in no order."""
        read = (self.key, *known.columns)
        names = tuple(f"c{number}" for number in range(len(read)))
        columns = ", ".join(
            f"{self._speech.column(column)} AS {name}" for column, name in zip(read, names, strict=True)
        )
        for batch in snapshot.read(" ".join((f"SELECT {columns}", f"FROM {self._table} AS t")), names):
            yield [person(_plain(row[0]), row[1:], known.words) for row in batch]

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open one moment of the store."""
        return self._store.snapshot()

    def _stand(
        self, snapshot: Snapshot, settled: Settled, numbering: Numbering, known: Known, saying: Saying,
        progress: Callable[[str, int], None],
    ) -> None:  # fmt: skip
        spool = Spool()
        try:
            for seen in said(self.people(snapshot, known), numbering.reached, saying, spool):
                progress("bound", seen)
            made, into = self._beside(len(settled.chosen))
            snapshot.keep(made, into, (_for(self.dialect, batch) for batch in spool.batches()))
        finally:
            spool.close()

    def _beside(self, facts: int) -> tuple[str, str]:
        """Return how the table of ours is made, its key of the type and collation of theirs, and how it is filled."""
        no = {"sqlite": "0", "mariadb": "NULLIF(0, 0)"}.get(
            self.dialect, "FALSE"
        )  # a column that may be empty
        read = [f"{self._speech.column(self.key)} AS place", f"{no} AS unread"]
        read += [f"{no} AS f{number}" for number in range(1, facts + 1)]
        select = " ".join((f"SELECT {', '.join(read)}", f"FROM {self._table} AS t WHERE 1 = 0"))
        marks = {"sqlite": "?", "mariadb": "%s"}.get(self.dialect, "")
        values = " ".join((f"INSERT INTO {BESIDE}", f"VALUES ({', '.join([marks] * (facts + 2))})"))
        if self.dialect == "postgresql":
            return f"CREATE TEMPORARY TABLE {BESIDE} AS {select}", f"COPY {BESIDE} FROM STDIN"
        if self.dialect == "mariadb":
            return f"CREATE TEMPORARY TABLE {BESIDE} (INDEX (place)) AS {select}", values
        return f"CREATE TEMPORARY TABLE {BESIDE} AS {select}", values

    def _statement(self, settled: Settled, columns: Mapping[str, str], *, beside: bool) -> str:
        key = self._speech.column(self.key)
        code = truth_of(settled, columns, self.dialect)
        join = f" LEFT JOIN {BESIDE} AS b ON b.place = {key}" if beside else ""
        kinds: dict[Family, KeyKind] = {"integer": "integer", "text": "text"}
        order = self._speech.ordered(self.key, kinds.get(self._families[self.key]))
        return " ".join(
            (f"SELECT {key} AS id, {code} AS code", f"FROM {self._table} AS t{join} ORDER BY {order}")
        )

    @property
    def _table(self) -> str:
        schema = None if self.dialect == "sqlite" else self.collection.schema
        return self._speech.table(schema, self.collection.address.collection)

    def _asked(self, question: Question) -> list[Field]:
        """Return the fields that hold data of the kinds that are asked about."""
        wanted = question.categories
        return [
            one
            for one in self.collection.by_path.values()
            if any(touches(wanted, kind) for kind in one.categories)
        ]

    def _read_families(self) -> dict[str, Family]:
        for table in self._store.tables():
            if table.is_called(self.collection.schema, self.collection.address.collection):
                return {column.name: column.family for column in table.columns}
        raise UnableToMakeAudience(
            text("the store has no table for {collection}.", collection=self.address),
            do=text("Run `yakusoku doctor`: it compares the data map with the tables of the store."),
        )


def _plain(key: object) -> object:
    return key if isinstance(key, int | str) or key is None else str(key)


def _for(name: DialectName, batch: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    if name == "postgresql":
        return batch
    return [tuple(int(one) if isinstance(one, bool) else one for one in row) for row in batch]
