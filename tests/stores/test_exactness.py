"""Equality is ours, not the database's: what only a collation or a conversion matched is a candidate."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled, disclosed, keys
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.values import key_part


def _people(data_type: str = "string") -> DataMap:
    return datamap(
        collection("d.p", field("id", key=True), field("email", identity="email", data_type=data_type)),
        collection("d.bill", field("no", key=True), field("p_id", "from d.p.id")),
    )


def test_k_a_column_that_ignores_case_gives_candidates_and_no_hits(sqlite_only: Filled) -> None:
    sqlite_only.run(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, email TEXT COLLATE NOCASE)",
        "CREATE TABLE bill (no INTEGER PRIMARY KEY, p_id INTEGER)",
        "INSERT INTO p VALUES (1, 'taro@example.jp'), (2, 'TARO@example.jp'), (3, 'Taro@Example.jp'), (4, 'other')",
        "INSERT INTO bill VALUES (10, 1), (20, 2), (30, 3)",
    )

    found = disclosed(_people(), email="taro@example.jp")

    assert keys(found["d:p"]) == [1]
    assert [row[0] for row in found["d:p"].candidates.reveal()] == [2, 3]
    assert keys(found["d:bill"]) == [10]


def test_k_a_nondeterministic_collation_gives_candidates_and_no_hits(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
        "CREATE TABLE p (id bigint PRIMARY KEY, email text COLLATE folding)",
        "CREATE TABLE bill (no bigint PRIMARY KEY, p_id bigint)",
        "INSERT INTO p VALUES (1, 'taro@example.jp'), (2, 'TARO@example.jp'), (3, 'táro@example.jp'), (4, 'other')",
        "INSERT INTO bill VALUES (10, 1), (20, 2), (30, 3)",
    )

    found = disclosed(_people(), email="taro@example.jp")

    assert keys(found["d:p"]) == [1]
    assert [row[0] for row in found["d:p"].candidates.reveal()] == [2, 3]
    assert keys(found["d:bill"]) == [10]


def test_k_a_number_column_that_swallows_a_zero_gives_a_candidate(sqlite_only: Filled) -> None:
    sqlite_only.run(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, email INTEGER)",
        "CREATE TABLE bill (no INTEGER PRIMARY KEY, p_id INTEGER)",
        "INSERT INTO p VALUES (1, 123)",
    )

    found = disclosed(_people(), email="0123")

    assert found["d:p"].count == 0
    assert found["d:p"].candidate_count == 1


def test_k_a_word_in_a_number_column_never_matches_everybody(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE p (id bigint PRIMARY KEY, email text)", "CREATE TABLE bill (no bigint, p_id bigint)"
    )
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, "0"), (2, "abc"), (3, "")])

    assert keys(disclosed(_people(), email="0")["d:p"]) == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("が", "か\u3099"),  # one letter, or a letter and a voicing mark
        ("ABC", "ＡＢＣ"),
        ("高橋", "髙橋"),
        ("a", "a "),
        ("straße", "strasse"),
        ("葛\U000e0100城", "葛城"),  # the same shape with a selector of its variant
    ],
)
def test_k_text_is_compared_to_the_letter(filled: Filled, one: str, other: str) -> None:
    filled.run(
        "CREATE TABLE p (id bigint PRIMARY KEY, email text)", "CREATE TABLE bill (no bigint, p_id bigint)"
    )
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, one), (2, other)])

    assert keys(disclosed(_people(), email=one)["d:p"]) == [1]
    assert keys(disclosed(_people(), email=other)["d:p"]) == [2]


def test_keys_kept_as_uuid_and_day_are_looked_up_by_their_own_type(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE TABLE p (id uuid PRIMARY KEY, born date)",
        "INSERT INTO p VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '1980-04-01'),"
        " ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12', '1980-04-02')",
    )
    from dataclasses import replace

    planted = datamap(
        collection(
            "d.p",
            replace(field("id", key=True, identity="who", data_type="string"), column_type="uuid"),
            replace(field("born", identity="born", data_type="string"), column_type="date"),
        )
    )

    assert disclosed(planted, who="A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")["d:p"].count == 1
    assert disclosed(planted, born="1980-04-02")["d:p"].count == 1


@pytest.mark.parametrize(
    ("value", "kind", "key"),
    [
        ("12", "integer", 12),
        (12.0, "integer", 12),
        (12.5, "integer", None),
        ("1e3", "integer", None),
        (" 12", "integer", None),
        ("１２", "integer", None),
        (2**63, "integer", None),
        (-(2**63), "integer", -(2**63)),
        (True, "integer", None),
        (0, "text", "0"),
        ("", "text", ""),
        (1.5, "text", None),
        ("a\x00b", "text", None),
        ("\ud800", "text", None),
        (None, "text", None),
        ("no uuid", "uuid", None),
        ("1980-02-30", "date", None),
    ],
)
def test_a_value_is_a_key_of_its_kind_or_none(value: object, kind: str, key: object) -> None:
    assert key_part(value, kind) == key  # type: ignore[arg-type]  # the words of the cases
