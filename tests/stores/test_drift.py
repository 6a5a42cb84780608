"""Drift: what the tables and the data map say differently."""

from __future__ import annotations

from pathlib import Path

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.queries import drift
from yakusoku.terms.telling import tell_all


def _map() -> DataMap:
    return datamap(
        collection("d.person", field("id", key=True), field("email", identity="email", data_type="string")),
        collection("d.shop", field("id"), not_personal="a list"),
        collection("d.paper", field("letter"), manual="reception"),
    )


def _kinds() -> list[tuple[str, str | None]]:
    return [(finding.kind, finding.read) for finding in drift(_map())]


def test_tables_that_are_as_declared_have_nothing_to_say(filled: Filled) -> None:
    filled.run("CREATE TABLE person (id integer, email varchar(90))", "CREATE TABLE shop (id bigint)")

    assert _kinds() == []


def test_every_difference_is_found(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE person (id text, mail text)",
        "CREATE TABLE survey (answer text)",
    )

    assert sorted(_kinds(), key=str) == [
        ("stores.missing-column", "email"),
        ("stores.missing-table", "shop"),
        ("stores.type-differs", "integer"),
        ("stores.undeclared-column", "mail"),
        ("stores.undeclared-table", "survey"),
    ]


def test_a_difference_tells_the_next_step_in_both_languages(sqlite_only: Filled) -> None:
    sqlite_only.run(
        "CREATE TABLE person (id integer, email text, note text)", "CREATE TABLE shop (id bigint)"
    )

    findings = drift(_map())

    assert "The column note of d:person is not in the data map." in tell_all(findings)
    assert "d:personの列noteがデータマップにありません。" in tell_all(findings, "ja")


def test_a_schema_is_part_of_the_name(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE SCHEMA sales", "CREATE TABLE sales.bill (id bigint)", "CREATE TABLE bill (id text)"
    )
    declared = datamap(
        collection("d.bill", field("id", key=True, identity="no"), schema="sales"),
        collection("e.bill", field("id", key=True, identity="no", data_type="string"), schema="public"),
    )

    assert drift(declared) == []


def test_a_store_that_does_not_answer_is_a_finding(sqlite_only: Filled) -> None:
    Path(sqlite_only.url.removeprefix("sqlite:///")).unlink()

    (finding,) = drift(_map())

    assert finding.kind == "stores.unreachable"
    assert "does not answer" in finding.says.say()
