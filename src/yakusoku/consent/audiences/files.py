"""Rows of a file: CSV made plain or Parquet, asked where they lie, with the register or a collection beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from yakusoku.consent.audiences.beside import Saying, Spool, person, said
from yakusoku.consent.audiences.collections import Known, StoreRows
from yakusoku.consent.audiences.gathering import PART, Digest
from yakusoku.consent.audiences.printing import MALFORMED, ODD, TWICE, fitting, truth_of
from yakusoku.consent.audiences.settling import Settled, UnableToMakeAudience
from yakusoku.consent.audiences.sheets import Sheet, plain
from yakusoku.consent.folding import UnableToRead
from yakusoku.consent.keys import Key, Keyed
from yakusoku.consent.matching import Register, acting
from yakusoku.consent.numbers import UNREAD, Numbering, Person, Reached
from yakusoku.decisions.facts import family, known
from yakusoku.stores.dialects import quoted
from yakusoku.stores.files import Plain, PlainKind, RowFile, ask
from yakusoku.terms.text import text

_AT_ONCE = 2_000
_YES, _NO = "'1', 'true', 'yes', 'はい'", "'0', 'false', 'no', 'いいえ'"


class FileRows:
    """The rows of one file, while it is open."""

    def __init__(self, rows: RowFile, kind: PlainKind, key: str, sheet: Sheet | None) -> None:
        """Hold an open file; `sheet` is what was seen of a CSV file."""
        self._rows, self._kind, self.key, self.sheet = rows, kind, key, sheet
        self.require(key)

    def require(self, *columns: str) -> None:
        """Let columns pass that the file has. :raises UnableToMakeAudience: if it lacks one"""
        for column in columns:
            if column not in self._rows.families:
                raise UnableToMakeAudience(
                    text("the file has no column “{column}”, or several.", column=column),
                    do=text("Name the columns as its first line does: {headings}.",
                            headings=", ".join(self._rows.families)[:400]),
                )  # fmt: skip

    def columns(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """Return facts as columns of the statement. :raises UnableToMakeAudience: if one cannot hold its fact"""
        self.require(*chosen.values())
        return {fact: self._column(fact, column) for fact, column in chosen.items()}

    def _column(self, fact: str, name: str) -> str:
        column = f"t.{quoted(name)}"
        if self._kind == "parquet":
            return fitting(fact, column, self._rows.families[name], "duckdb", name=name)
        return worded(column, known()[family(fact)].holds)

    def stand_chosen(
        self,
        controller: str,
        settled: Settled,
        known_by: Known,
        saying: Saying,
        progress: Callable[[str, int], None],
    ) -> str:
        """Put beside each row what the register says of it, and return how the two are joined."""
        self.require(*known_by.columns)
        keyed = Keyed(controller)
        people = (
            [person(row[0], row[1:], known_by.words) for row in batch[at : at + _AT_ONCE]]
            for batch in self._rows.read(known_by.columns)
            for at in range(0, len(batch), _AT_ONCE)
        )
        self._stand(settled, said(people, lambda some: looked_up(controller, keyed, some), saying, _s := Spool()), _s,
                    "BIGINT", progress)  # fmt: skip
        return " LEFT JOIN b ON b.place = t.place"

    def stand_collection(
        self, rows: StoreRows, settled: Settled, known_by: Known, saying: Saying, numbering: Numbering,
        progress: Callable[[str, int], None],
    ) -> str:  # fmt: skip
        """Put beside what the register says of every row of a collection whose ids the file holds."""
        spool = Spool()
        nothing = (False, *(None for _ in settled.chosen))

        def every() -> Iterator[int]:
            with rows.snapshot() as snapshot:
                seen = 0
                for batch in rows.people(snapshot, known_by):
                    found = zip(batch, numbering.reached(batch), strict=True)
                    spool.add([(str(one.key), *(saying.of(of_one) or nothing)) for one, of_one in found])
                    seen += len(batch)
                    yield seen

        self._stand(settled, every(), spool, "VARCHAR", progress)
        return f" LEFT JOIN b ON b.place = CAST(t.{quoted(self.key)} AS VARCHAR)"

    def _stand(
        self, settled: Settled, passes: Iterator[int], spool: Spool, place: str, progress: Callable[[str, int], None]
    ) -> None:  # fmt: skip
        try:
            for seen in passes:
                progress("bound", seen)
            self._rows.keep([place, *("BOOLEAN" for _ in settled.chosen)], spool.batches())
        finally:
            spool.close()

    def judge(
        self, settled: Settled, columns: Mapping[str, str], *, join: str, every: bool
    ) -> dict[int, int]:
        """Give each row its reason, and return how many have which."""
        code = truth_of(settled, columns, "duckdb", every=every)
        return self._rows.judge(self.key, code, join=join, odd=ODD, codes=(TWICE, MALFORMED))

    def places(self, code: int, most: int) -> list[int]:
        """Return the lines (of a Parquet file, the rows) with a code, the first ones."""
        return self._rows.places(code, most)

    def write(self, out: Path, kind: PlainKind) -> None:
        """Write the ids that are allowed."""
        self._rows.write(out, kind, self.key)

    def digest(self) -> str:
        """Return the digest of the ids that are allowed."""
        made = Digest()
        for part in self._rows.parts(PART):
            made.part(part)
        return made.hexdigest()


def worded(column: str, holds: str) -> str:
    """Return how a text of a CSV file is read as a fact: `typed` says the same of one text."""
    trimmed = f"trim({column}, ' \u3000\t')"
    if holds == "truth":
        return f"(CASE WHEN lower({trimmed}) IN ({_YES}) THEN TRUE WHEN lower({trimmed}) IN ({_NO}) THEN FALSE END)"
    if holds == "word":
        return f"NULLIF({trimmed}, '')"
    form = "[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/)[0-9]{1,2}"
    return f"(CASE WHEN regexp_full_match({trimmed}, '{form}') THEN TRY_CAST(replace({trimmed}, '/', '-') AS DATE) END)"


@contextmanager
def file_rows(file: Path, folder: Path, *, key: str, columns: Sequence[str]) -> Iterator[FileRows]:
    """
    Open a file by its ending, `.parquet` or CSV; `columns` are those that are read beside the ids.

    :raises UnableToMakeAudience: if a CSV file cannot be read; :raises UnableToAskFile: if the engine is missing
    """
    if file.suffix.lower() == ".parquet":
        with ask(Plain(file, "parquet"), folder) as rows:
            yield FileRows(rows, "parquet", key, None)
        return
    wanted = tuple(dict.fromkeys((key, *columns)))
    made = folder / "plain.csv"
    sheet = plain(file, made, wanted)
    with ask(Plain(made, "csv", ("place", *wanted)), folder) as rows:
        yield FileRows(rows, "csv", key, sheet)


def looked_up(controller: str, keyed: Keyed, people: Sequence[Person]) -> list[Reached]:
    """Return what the register says of people who have no numbers, looked up by digest."""
    keys: list[tuple[Key, ...]] = []
    for one in people:
        try:
            keys.append(tuple(keyed.of(given, name=one.row.name) for given in one.row.given))
        except UnableToRead:
            keys.append(())
    register = Register(controller, {key for of_one in keys for key in of_one})
    return [Reached(False, *acting(register, of_one)) if of_one else UNREAD for of_one in keys]
