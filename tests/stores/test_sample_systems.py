"""Every company of the samples: data map and tables agree, rows hang together, and a search finds just one person's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from tests.stores.samples import Samples, contents, in_sqlite, map_of, on_server
from yakusoku.datamap import graph
from yakusoku.datamap.checks import check
from yakusoku.examples import companies
from yakusoku.examples.systems.tables import Column, Table
from yakusoku.policy import queries as policies
from yakusoku.policy.checks.uses import check_uses
from yakusoku.stores import queries, registry
from yakusoku.terms.telling import tell_all

PEOPLE = 150
CODES = companies.codes()
DATA = Path(str(files("yakusoku.examples") / "data"))


@pytest.fixture(scope="module", params=CODES)
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """One company's stores in SQLite, filled once and only read."""
    return in_sqlite(companies.company(request.param), tmp_path_factory.mktemp(request.param), people=PEOPLE)


@pytest.fixture(scope="module", params=[(kind, code) for kind in ("postgres", "mariadb") for code in CODES])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samples]:
    """One company's stores on a server, filled once and only read."""
    kind, code = request.param
    server = request.getfixturevalue(f"{kind}_server")
    made = on_server(companies.company(code), tmp_path_factory.mktemp(code), server.create, people=PEOPLE)
    yield made
    for url in made.urls.values():
        server.drop(url)


def _drift(samples: Samples) -> str:
    registry.wire(dict(samples.urls))
    found = queries.drift(samples.datamap)
    registry.wire({})
    return tell_all(found)


def _referred(samples: Samples, table: Table, column: Column) -> Table:
    """Return the table that a column points to: of its own store, else the only one of that name."""
    assert column.of
    named = [one for one in samples.company.tables if one.name == column.of[0]]
    own = [one for one in named if one.store == table.store]
    [found] = own or named
    return found


def test_the_data_map_has_no_error_and_no_advice(samples: Samples) -> None:
    policy = policies.load(DATA / samples.company.code / "policies").versions[-1]

    found = check(samples.datamap, stores=tuple(samples.company.stores), purposes=set(policy.purposes))

    assert tell_all(found) == ""


def test_the_data_map_is_what_the_tables_are(samples: Samples) -> None:
    assert _drift(samples) == ""


def test_the_data_map_is_what_the_tables_are_on_a_server(served: Samples) -> None:
    assert _drift(served) == ""


def test_every_table_is_declared_once(samples: Samples) -> None:
    declared = [
        (one.store, one.address.collection)
        for one in samples.datamap.collections.values()
        if one.manual is None
    ]

    assert sorted(declared) == sorted((one.store, one.name) for one in samples.company.tables)


def test_keys_of_the_data_map_are_those_of_the_tables(samples: Samples) -> None:
    for one in samples.datamap.collections.values():
        if one.walked:
            [table] = [
                each
                for each in samples.company.tables
                if (each.store, each.name) == (one.store, one.address.collection)
            ]
            assert one.key == tuple(column.name for column in table.key), str(table)


def test_every_collection_about_people_is_reached_or_searched_by_hand(samples: Samples) -> None:
    walked = graph.walk(samples.datamap, samples.datamap.identities)
    reached = {visit.address for visit in walked.visits} | set(walked.tasks)

    assert reached == {
        one.address for one in samples.datamap.collections.values() if one.not_personal is None
    }


def test_what_no_purpose_covers_is_known_and_has_a_reason(samples: Samples) -> None:
    policy = policies.load(DATA / samples.company.code / "policies").versions[-1]

    unserved = {finding.read for finding in check_uses(policy, samples.datamap)}

    assert unserved == set(samples.company.unserved)
    assert all(samples.company.unserved.values())


def test_the_counts_that_fill_returns_are_those_of_the_tables(samples: Samples) -> None:
    assert samples.filled.people == PEOPLE + 6 == len(samples.truths)
    for table in samples.company.tables:
        [(count,)] = samples.ask(table.store, f'SELECT count(*) FROM "{table.name}"')
        assert samples.filled.rows[table] == count, str(table)
        assert count, str(table)


def test_every_value_that_points_elsewhere_stands_there(samples: Samples) -> None:
    for table in samples.company.tables:
        for column in table.columns:
            if column.of:
                there = set(samples.column(_referred(samples, table, column), column.of[1]))
                here = {value for value in samples.column(table, column.name) if value is not None}
                assert here <= there, f"{table}.{column.name}"


def test_columns_are_empty_only_where_they_may_be(samples: Samples) -> None:
    for table in samples.company.tables:
        for column in table.columns:
            if column.empty:
                values = samples.column(table, column.name)
                assert any(value is not None for value in values), f"{table}.{column.name} is always empty"


def test_every_row_is_somebodys_and_nobody_elses(samples: Samples) -> None:
    claimed = Counter(row for truth in samples.truths for row in samples.rows_of(truth))
    lists = {str(table) for table, _ in samples.company.lists}

    assert set(claimed.values()) == {1}
    for table in samples.company.tables:
        if str(table) not in lists:
            owned = sum(1 for store, name, _ in claimed if (store, name) == (table.store, table.name))
            assert owned == samples.filled.rows[table], str(table)


def test_equal_seeds_give_equal_rows_in_every_database(samples: Samples, tmp_path: Path) -> None:
    again = in_sqlite(samples.company, tmp_path, people=PEOPLE)
    other = tmp_path / "other"
    other.mkdir()
    another = in_sqlite(samples.company, other, people=PEOPLE, seed=2)

    assert dict(contents(again)) == dict(contents(samples))
    assert again.truth.read_bytes() == samples.truth.read_bytes()
    assert another.truth.read_bytes() != samples.truth.read_bytes()


def test_a_server_holds_the_same_rows_as_files(served: Samples, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    filed = in_sqlite(served.company, folder, people=PEOPLE)

    assert dict(contents(served)) == dict(contents(filed))
    assert served.truth.read_bytes() == filed.truth.read_bytes()


def _misses(samples: Samples, *, among: int) -> list[str]:
    """Return what a search fails to find of the cast and of each `among`th person, or finds of somebody else."""
    wrong = []
    for number, truth in enumerate(samples.truths):
        if truth.cast or number % among == 0:
            found, theirs = samples.disclosed(samples.identities_of(truth)), samples.rows_of(truth)
            if found != theirs:
                wrong.append(
                    f"{truth.person} {truth.cast}: {found - theirs} too many, {theirs - found} missing"
                )
    return wrong


def test_a_search_finds_all_of_one_persons_rows_and_nobody_elses(samples: Samples) -> None:
    assert _misses(samples, among=7) == []


def test_a_search_on_a_server_finds_the_same(served: Samples) -> None:
    assert _misses(served, among=60) == []


@pytest.mark.parametrize("code", CODES)
def test_every_company_has_a_place_that_people_search_with_an_owner(code: str) -> None:
    manual = [one.manual for one in map_of(code).collections.values() if one.manual]

    assert manual
    assert all(one.owner for one in manual)
