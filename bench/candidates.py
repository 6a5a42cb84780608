"""
Who is this in the stores, measured on the truth file: wrong rows proposed, and rows missed by kind of hard case.

Everybody of a company asks once, with what a person knows of herself; who shares a mailbox or telephone gives that one.
Then everybody asks with little, name and telephone, and nobody else's row may be proposed either. Two people of one
name and birthday ask again with name and birthday alone, and must not be told apart.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import perf_counter

from yakusoku.datamap import queries as datamaps
from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.examples import companies
from yakusoku.examples.people.persons import Person
from yakusoku.examples.people.persons import people as crowd
from yakusoku.examples.people.spellings import Kind
from yakusoku.examples.people.truth import Key, Truth, facts, read_truth
from yakusoku.examples.systems.filling import fill
from yakusoku.stores import registry
from yakusoku.stores.candidates import Candidate, Standing, held_columns
from yakusoku.stores.queries import find_candidates
from yakusoku.terms.personal import Personal

AS_OF = date(2026, 11, 23)
PEOPLE = 5_000
_CROWDED, _CROWDS, _SEARCHES = "jal-membership", (5_000, 100_000), 200
_CONTACT_ALONE = "contact_alone"
_NUMBER_ALONE = "number_alone"
_PLAIN = "none"
_LITTLE = ("family_name", "given_name", "phone_number")
KINDS = (*map(str, Kind), _PLAIN, _CONTACT_ALONE, _NUMBER_ALONE)
"""Kinds of rows in the order of the table; the last two are tables that hold no name at all."""
_Row = tuple[str, str, Key]


@dataclass
class Tally:
    """What was counted over the people of one company or of all."""

    asked: int = 0
    rows: int = 0
    proposed: int = 0
    wrong: list[str] = field(default_factory=list)
    of_kind: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    namesakes: int = 0
    preferred: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        """Add what another counted."""
        self.asked, self.rows, self.proposed = (
            self.asked + other.asked, self.rows + other.rows, self.proposed + other.proposed,
        )  # fmt: skip
        self.namesakes += other.namesakes
        for mine, theirs in (
            (self.of_kind, other.of_kind),
            (self.missed, other.missed),
            (self.unseen, other.unseen),
        ):
            mine.update(theirs)
        self.wrong += other.wrong
        self.preferred += other.preferred
        self.seconds += other.seconds
        return self

    def miss_rate(self, kind: str) -> float:
        """Return which part of the rows of a kind was not proposed."""
        return self.missed[kind] / self.of_kind[kind] if self.of_kind[kind] else 0.0

    def lines(self) -> Iterator[str]:
        """Yield the table."""
        yield f"{'kind of hard case':22}{'rows':>8}{'missed':>8}{'rate':>8}{'of them not shown':>20}"
        for kind in KINDS:
            if self.of_kind[kind]:
                counts = f"{self.of_kind[kind]:8}{self.missed[kind]:8}{self.miss_rate(kind):8.1%}"
                yield f"{kind:22}{counts}{self.unseen[kind]:20}"


def run() -> Iterator[str]:
    """Yield the table over all companies, a line for each of them, and the speed."""
    total = Tally()
    with tempfile.TemporaryDirectory() as name:
        for code in companies.codes():
            folder = Path(name) / code
            folder.mkdir()
            tally = measure(code, folder, people=PEOPLE)
            yield f"{code:10}{said(tally)}"
            total += tally
    yield f"{'all':10}{said(total)}"
    yield from total.lines()
    yield from _speed()


def _speed() -> Iterator[str]:
    """Yield the time of one search among few people and among twenty times as many, beside a read by primary key."""
    with tempfile.TemporaryDirectory() as name:
        taken = [_searches(Path(name), people) for people in _CROWDS]
    for people, (search, read) in zip(_CROWDS, taken, strict=True):
        times = f"{1000 * search:6.2f} ms, one row by its key {1000 * read:6.2f} ms"
        yield f"{people:8,} members: a search {times}"
    yield f"{_CROWDS[1] // _CROWDS[0]} times the people: {taken[1][0] / taken[0][0]:.2f} times the time"


def _searches(folder: Path, people: int) -> tuple[float, float]:
    """Return the median time of a search among members, and of reading one of them by the driver."""
    file = folder / f"{people}.sqlite"
    datamap = DataMap(tuple(one for one in _map_of("jal").datasets if one.store == _CROWDED))
    [member] = _searched(datamap).values()
    columns = [column.name for column in member.fields if column.fact]
    with closing(sqlite3.connect(file)) as store:
        store.execute(f"CREATE TABLE member ({', '.join(columns)}, PRIMARY KEY (member_no))")
        marks = ", ".join("?" * len(columns))
        rows = (_member(one, columns) for one in crowd(1, people, as_of=AS_OF))
        store.executemany(f"INSERT INTO member VALUES ({marks})", rows)
        store.commit()
    urls = {_CROWDED: f"sqlite:///{file}"}
    index(datamap, urls)
    registry.wire(urls)
    some = list(crowd(1, _SEARCHES, first=people // 2, as_of=AS_OF))
    search = median(_timed(partial(find_candidates, datamap, request_of(_truth(one)))) for one in some)
    read = median(_timed(partial(_by_key, file, one.person_id)) for one in some)
    registry.wire({})
    return search, read


def _member(one: Person, columns: list[str]) -> list[str | None]:
    known = {**facts(one), "member_no": one.person_id}
    return [known[column] for column in columns]


def _truth(one: Person) -> Truth:
    return Truth(one.person_id, facts(one), ())


def _by_key(file: Path, key: str) -> object:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
        return store.execute("SELECT * FROM member WHERE member_no = ?", (key,)).fetchone()


def _timed(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def _map_of(code: str) -> DataMap:
    return datamaps.load(Path(str(files("yakusoku.examples") / "data" / code / "datamap")))[0]


def said(tally: Tally) -> str:
    """Return one line: how many asked, how many rows are theirs, proposed, wrong; and the time of one search."""
    time = 1000 * median(tally.seconds)
    return (
        f"{tally.asked:6} people, {tally.rows:6} rows, {tally.proposed:6} proposed, {len(tally.wrong)} wrong; "
        f"{tally.namesakes} namesakes, {len(tally.preferred)} preferred; {time:.1f} ms a search"
    )


def measure(code: str, folder: Path, *, people: int, every: int = 1, seed: int = 1) -> Tally:
    """Fill the systems of a company below `folder`, let each `every`th of its people ask, and count."""
    company = companies.company(code)
    urls = {name: f"sqlite:///{folder}/{file}" for name, file in company.stores.items()}
    truth = folder / "truth.jsonl"
    fill(company, urls, people=people, seed=seed, as_of=AS_OF, truth=truth)
    datamap = _map_of(code)
    index(datamap, urls)
    registry.wire(urls)
    tally, searched = Tally(), _searched(datamap)
    for number, one in enumerate(read_truth(truth)):
        if number % every == 0 or Kind.NAMESAKE in one.hard:
            _ask(tally, datamap, one, searched)
    registry.wire({})
    return tally


def index(datamap: DataMap, urls: Mapping[str, str]) -> None:
    """Make an index on every column by which people are looked for, as a company should have."""
    for one in _searched(datamap).values():
        with closing(sqlite3.connect(urls[one.store].removeprefix("sqlite:///"))) as file:
            table = one.address.collection
            for column in sorted(
                {column for ways in held_columns(one).values() for way in ways for column in way}
            ):
                file.execute(f'CREATE INDEX IF NOT EXISTS "who_{table}_{column}" ON "{table}" ("{column}")')
            file.commit()


def request_of(one: Truth) -> dict[str, Personal[str]]:
    """Return what a person gives: name, reading, birthday, address, a telephone number and a mailbox."""
    true = one.facts
    known = {
        "phone_number": true.get("shared_telephone") or true["mobile"] or true["telephone"],
        "email": true.get("shared_email") or true["email"],
        "address": f"{true['prefecture']}{true['city']}{true['street']} {true['building']}".rstrip(),
        **_name_and_birthday(one),
        "postal_code": true["postal_code"],
    }
    return {key: Personal(words) for key, words in known.items() if words}


def _name_and_birthday(one: Truth) -> dict[str, str | None]:
    names = ("family_name", "given_name", "family_kana", "given_kana", "birth_date")
    return {name: one.facts[name] for name in names}


def _searched(datamap: DataMap) -> dict[tuple[str, str], Collection]:
    """Return the collections in which candidates are looked for."""
    return {
        (one.store, one.address.collection): one
        for one in datamap.collections.values()
        if one.walked and any(column.identity for column in one.fields)
    }


def _ask(tally: Tally, datamap: DataMap, one: Truth, searched: Mapping[tuple[str, str], Collection]) -> None:
    began = perf_counter()
    found = {_row(each): each for each in find_candidates(datamap, request_of(one))}
    tally.seconds.append(perf_counter() - began)
    tally.asked += 1
    theirs = {(rows.store, rows.table, key) for rows in one.rows for key in rows.keys}
    proposed = {row for row, each in found.items() if each.standing is Standing.PROPOSED}
    little = _proposed(datamap, {key: value for key, value in request_of(one).items() if key in _LITTLE})
    tally.wrong += [
        f"{one.person}: {row[1]} {row[2]}" for row in sorted((proposed | little) - theirs, key=str)
    ]
    tally.proposed += len(proposed & theirs)
    for rows in one.rows:
        if (rows.store, rows.table) in searched:
            kinds = _kinds(one, rows.hard, searched[rows.store, rows.table])
            for key in rows.keys:
                row = (rows.store, rows.table, key)
                tally.rows += 1
                tally.of_kind.update(kinds)
                tally.missed.update(kinds if row not in proposed else ())
                tally.unseen.update(kinds if row not in found else ())
    if Kind.NAMESAKE in one.hard:
        _ask_by_name_alone(tally, datamap, one)


def _ask_by_name_alone(tally: Tally, datamap: DataMap, one: Truth) -> None:
    """Two of one name and birthday ask: neither's row may be proposed."""
    given = {key: Personal(words) for key, words in _name_and_birthday(one).items() if words}
    tally.namesakes += 1
    tally.preferred += [
        f"{one.person}: {row[1]} {row[2]}" for row in sorted(_proposed(datamap, given), key=str)
    ]


def _proposed(datamap: DataMap, given: Mapping[str, Personal[str]]) -> set[_Row]:
    return {_row(one) for one in find_candidates(datamap, given) if one.standing is Standing.PROPOSED}


def _kinds(one: Truth, hard: tuple[str, ...], collection: Collection) -> tuple[str, ...]:
    held = held_columns(collection).keys()
    if not {"name", "kana", "romaji"} & held:
        return (_CONTACT_ALONE if {"phone_number", "email"} & held else _NUMBER_ALONE,)
    return (*one.hard, *hard) or (_PLAIN,)


def _row(one: Candidate) -> _Row:
    key = tuple(part if isinstance(part, int) else str(part) for part in one.key.reveal())
    return one.store, one.collection, key[0] if len(key) == 1 else key
