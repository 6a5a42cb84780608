"""Rows are looked up by plain columns, so that an index answers, and few of them are ever in memory."""

from __future__ import annotations

import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from bench.candidates import index, request_of

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled
from tests.stores.samples import in_sqlite
from yakusoku.datamap.parts import DataMap
from yakusoku.examples import companies
from yakusoku.stores.asking import Question
from yakusoku.stores.candidates import Candidate, whole_facts
from yakusoku.stores.dialects import dialect
from yakusoku.stores.queries import find_candidates
from yakusoku.terms.personal import Personal


@pytest.mark.parametrize("code", companies.codes())
def test_an_index_answers_every_condition(code: str, tmp_path: Path) -> None:
    samples = in_sqlite(companies.company(code), tmp_path, people=60)
    index(samples.datamap, samples.urls)
    facts = whole_facts(request_of(samples.cast("aoki")))
    asked = 0
    for one in samples.datamap.collections.values():
        question = Question(dialect("sqlite"), one, {})
        question.ask(facts)
        if one.walked and any(each.identity for each in one.fields) and question.conditions:
            sql = question.sql(tuple(each.name for each in one.fields))
            with closing(sqlite3.connect(samples.urls[one.store].removeprefix("sqlite:///"))) as file:
                steps = [
                    str(row[3]) for row in file.execute(f"EXPLAIN QUERY PLAN {sql}", question.parameters)
                ]
            assert any("USING INDEX who_" in step or "USING COVERING INDEX" in step for step in steps), steps
            assert not [step for step in steps if step.startswith("SCAN t")], steps
            asked += 1
    assert asked > 1


def test_no_function_is_called_on_a_column() -> None:
    question = Question(
        dialect("postgresql"), _map().collections[next(iter(_map().collections))], {"born": "date"}
    )
    question.ask(whole_facts({key: Personal(value) for key, value in _GIVEN.items()}))
    where = question.sql(("no",)).partition("WHERE")[2].partition("ORDER BY")[0]

    assert 't."born" = ANY($1::date[])' in where
    assert question.parameters[0] == ["1980-04-01"]
    assert not {"REPLACE(", "LOWER(", "CAST(", "LIKE"} & set(where.replace("(", "( ").split())


def test_a_column_that_is_neither_text_nor_date_is_compared_as_text() -> None:
    question = Question(
        dialect("postgresql"), _map().collections[next(iter(_map().collections))], {"tel": "integer"}
    )
    question.ask(whole_facts({"telephone": Personal("09011112222")}))

    assert 'CAST(t."tel" AS TEXT)' in question.conditions[0]


def test_dates_and_whole_numbers_are_looked_up_in_every_database(filled: Filled) -> None:
    filled.run("CREATE TABLE person (no integer PRIMARY KEY, name varchar(40), born date, tel varchar(40))")
    filled.write(
        "INSERT INTO person VALUES (?, ?, ?, ?)",
        [(7, "髙橋　花子", "1980-04-01", None), (8, "高橋 太郎", "1975-01-31", "０９０－１１１１－２２２２")],
    )
    born = {"full_name": Personal("佐藤 花子"), "birth_date": Personal("1980年4月1日")}

    assert [one.key.reveal() for one in find_candidates(_map("integer"), born)] == [(7,)]
    assert [
        one.key.reveal() for one in find_candidates(_map("integer"), {"subscriber_no": Personal("8")})
    ] == [(8,)]
    called = {"telephone": Personal("+81 90 1111 2222")}
    assert [one.key.reveal() for one in find_candidates(_map("integer"), called)] == [(8,)]


def test_of_very_many_namesakes_the_best_are_kept(sqlite_only: Filled) -> None:
    _crowd(sqlite_only, 1_200)
    found = _found()

    assert len(found) == 500
    assert [one.key.reveal() for one in found if str(one.standing) == "proposed"] == [("N00700",)]
    assert found[0].key.reveal() == ("N00700",)


def test_memory_does_not_grow_with_the_rows_that_are_found(
    sqlite_only: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yakusoku.stores.adapters.sqlite.BATCH", 200)
    peaks = []
    for people in (1_000, 4_000):
        _crowd(sqlite_only, people)
        tracemalloc.start()
        _found()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.3 * peaks[0], peaks


_GIVEN = {"full_name": "佐藤 一郎", "birth_date": "1980-04-01", "telephone": "090-1111-2222"}


def _map(number: str = "string") -> DataMap:
    return datamap(
        collection(
            "d.person",
            field("no", key=True, identity="subscriber_no", data_type=number),
            field("name", data_type="string", fact="full_name"),
            field("born", data_type="string", fact="birth_date"),
            field("tel", data_type="string", fact="phone_number"),
        )
    )


def _crowd(store: Filled, people: int) -> None:
    """Fill a table with people of one name; one of them has the birthday and the telephone."""
    store.run("DROP TABLE IF EXISTS person", "CREATE TABLE person (no text, name text, born text, tel text)")
    rows = [
        (f"N{one:05d}", "佐藤　一郎", f"19{one % 79:02d}-01-01", f"070-0000-{one:04d}")
        for one in range(people)
    ]
    rows[700] = ("N00700", "佐藤 一郎", "1980-04-01", "090-1111-2222")
    store.write("INSERT INTO person VALUES (?, ?, ?, ?)", rows)


def _found() -> tuple[Candidate, ...]:
    return find_candidates(_map(), {key: Personal(value) for key, value in _GIVEN.items()})
