"""Before a store is read its tables are compared with the data map; what differs stops the reading, by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled, disclosed, planned
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.operations import StoreDrifted, require_as_declared, stretch
from yakusoku.stores.ports import StoreTable

_AS_DECLARED = (
    "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90))",
    "CREATE TABLE letter (no integer NOT NULL PRIMARY KEY, person_id integer, note varchar(90))",
    "CREATE TABLE shop (id bigint)",
)


def _map() -> DataMap:
    return datamap(
        collection("d.person", field("id", key=True), field("email", identity="email", data_type="string")),
        collection(
            "d.letter",
            field("no", key=True),
            field("person_id", "from d.person.id"),
            field("note", data_type="string"),
        ),
        collection("d.shop", field("id"), not_personal="a list"),
    )


def _looked(mapped: DataMap) -> None:
    require_as_declared(mapped, planned(mapped, "email"))


def test_tables_that_are_as_declared_pass(filled: Filled) -> None:
    filled.run(*_AS_DECLARED)

    _looked(_map())


def test_a_column_that_nobody_declared_stops_no_search_and_stands_in_no_answer(filled: Filled) -> None:
    filled.run(
        *_AS_DECLARED,
        "ALTER TABLE letter ADD COLUMN secret varchar(90)",
        "INSERT INTO person VALUES (1, 'a')",
        "INSERT INTO letter VALUES (1, 1, 'n', 'nobody asked for it')",
    )

    _looked(_map())
    found = disclosed(_map(), email="a")

    assert found["d:letter"].rows.reveal() == ((1, 1, "n"),)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("ALTER TABLE letter RENAME TO letters", "The store main has no table letter. There is letters."),
        ("DROP TABLE letter", "The store main has no table letter."),
        ("ALTER TABLE letter DROP COLUMN note", "The table of d:letter has no column note."),
        (
            "ALTER TABLE letter RENAME COLUMN note TO notes",
            "The table of d:letter has no column note. There is notes.",
        ),
        ("ALTER TABLE letter DROP COLUMN person_id", "The table of d:letter has no column person_id."),
        ("ALTER TABLE person DROP COLUMN email", "The table of d:person has no column email."),
    ],
)
def test_what_is_gone_or_has_another_name_stops_the_search_by_name(
    filled: Filled, statement: str, words: str
) -> None:
    filled.run(*_AS_DECLARED, statement)

    with pytest.raises(StoreDrifted) as refusal:
        _looked(_map())

    assert words in refusal.value.wrong.say()
    assert "`yakusoku doctor` shows every difference" in refusal.value.do.say()
    assert refusal.value.store == "main"


def test_a_key_whose_type_is_another_stops_the_search(filled: Filled) -> None:
    filled.run(
        _AS_DECLARED[0],
        "CREATE TABLE letter (no integer NOT NULL PRIMARY KEY, person_id varchar(20), note varchar(90))",
    )

    with pytest.raises(StoreDrifted, match="The column person_id of d:letter is declared as integer and is"):
        _looked(_map())


def test_a_day_that_became_a_moment_stops_the_search(filled: Filled) -> None:
    declared = replace(field("born", identity="born", data_type="string"), column_type="date")
    mapped = datamap(collection("d.person", field("id", key=True), declared))
    filled.run("CREATE TABLE person (id integer NOT NULL PRIMARY KEY, born timestamp)")

    with pytest.raises(StoreDrifted, match="The column born of d:person is declared as date and is"):
        require_as_declared(mapped, planned(mapped, "born"))


def test_further_differences_are_counted(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY)",
        "CREATE TABLE letter (no integer NOT NULL PRIMARY KEY)",
    )

    with pytest.raises(StoreDrifted, match=r"Further differences: 2\."):
        _looked(_map())


def test_the_difference_is_said_in_japanese_too(sqlite_only: Filled) -> None:
    sqlite_only.run(*_AS_DECLARED, "ALTER TABLE letter RENAME COLUMN note TO notes")

    with pytest.raises(StoreDrifted) as refusal:
        _looked(_map())

    said = refusal.value.say("ja")
    assert "d:letterの表に列noteがありません。" in said
    assert "notesならあります。" in said


def test_in_a_stretch_each_catalogue_is_read_once_unless_it_differed(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.run(*_AS_DECLARED)
    mapped, asked = _map(), []
    real = filled.store.tables

    def tables() -> tuple[StoreTable, ...]:
        asked.append(1)
        return real()

    monkeypatch.setattr(filled.store, "tables", tables)
    with stretch():
        filled.run("ALTER TABLE person RENAME COLUMN email TO mail")
        for _ in range(2):
            with pytest.raises(StoreDrifted):
                _looked(mapped)
        filled.run("ALTER TABLE person RENAME COLUMN mail TO email")
        _looked(mapped)
        _looked(mapped)
    assert len(asked) == 3
    _looked(mapped)
    assert len(asked) == 4
