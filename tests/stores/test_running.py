"""Running a plan: what is followed, what is not, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled, disclosed, keys, planned
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import operations
from yakusoku.stores.found import Found
from yakusoku.stores.ports import StoreRefused, StoreUnavailable
from yakusoku.stores.values import plain
from yakusoku.terms.personal import Personal


def _parent_and_child(data_type: str) -> DataMap:
    return datamap(
        collection(
            "d.parent",
            field("id", key=True, data_type=data_type),
            field("email", identity="email", data_type="string"),
        ),
        collection(
            "d.child",
            field("no", key=True),
            field("parent_id", "from d.parent.id", data_type=data_type),
        ),
    )


@pytest.mark.parametrize(("data_type", "column", "key"), [("integer", "bigint", 0), ("string", "text", "")])
def test_b_zero_and_the_empty_text_are_keys_like_any_other(
    filled: Filled, data_type: str, column: str, key: object
) -> None:
    filled.run(
        f"CREATE TABLE parent (id {column} PRIMARY KEY, email text)",
        f"CREATE TABLE child (no bigint PRIMARY KEY, parent_id {column})",
    )
    other = 7 if data_type == "integer" else "x"
    filled.write("INSERT INTO parent VALUES (?, ?)", [(key, "a@example.jp"), (other, "b@example.jp")])
    filled.write("INSERT INTO child VALUES (?, ?)", [(1, key), (2, other), (3, None)])

    found = disclosed(_parent_and_child(data_type), email="a@example.jp")

    assert keys(found["d:child"]) == [1]


def test_a_composite_key_of_which_a_part_is_zero_leads_to_its_own_rows_only(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE purchase (shop bigint, no text, email text, PRIMARY KEY (shop, no))",
        "CREATE TABLE line (id bigint PRIMARY KEY, shop bigint, no text)",
    )
    filled.write(
        "INSERT INTO purchase VALUES (?, ?, ?)",
        [
            (0, "10", "a@example.jp"),
            (1, "", "a@example.jp"),
            (1, "10", "b@example.jp"),
            (0, "", "b@example.jp"),
        ],
    )
    filled.write(
        "INSERT INTO line VALUES (?, ?, ?)",
        [(1, 0, "10"), (2, 1, "10"), (3, 1, ""), (4, 0, ""), (5, None, "10")],
    )
    planted = datamap(
        collection("d.purchase", field("shop", key=True), field("no", key=True, data_type="string"),
                   field("email", identity="email", data_type="string")),
        collection("d.line", field("id", key=True), field("shop", "from d.purchase.shop"),
                   field("no", "from d.purchase.no", data_type="string")),
    )  # fmt: skip

    found = disclosed(planted, email="a@example.jp")

    assert keys(found["d:line"]) == [1, 3]
    assert found["d:line"].candidate_count == 0


def test_g_keys_in_a_circle_are_followed_until_nothing_is_new(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE a (id bigint PRIMARY KEY, email text, from_b bigint)",
        "CREATE TABLE b (id bigint PRIMARY KEY, from_a bigint)",
    )
    filled.write(
        "INSERT INTO a VALUES (?, ?, ?)", [(1, "x", None), (2, None, 11), (3, None, 12), (4, None, 99)]
    )
    filled.write("INSERT INTO b VALUES (?, ?)", [(11, 1), (12, 2), (13, 3), (14, 4)])
    circle = datamap(
        collection(
            "d.a",
            field("id", key=True),
            field("email", identity="email", data_type="string"),
            field("from_b", "from d.b.id"),
        ),
        collection("d.b", field("id", key=True), field("from_a", "from d.a.id")),
    )

    found = disclosed(circle, email="x")

    assert keys(found["d:a"]) == [1, 2, 3]
    assert keys(found["d:b"]) == [11, 12, 13]


def test_several_identities_and_several_values_are_alternatives(filled: Filled) -> None:
    filled.run("CREATE TABLE p (id bigint PRIMARY KEY, email text, phone text)")
    filled.write(
        "INSERT INTO p VALUES (?, ?, ?)", [(1, "a", "1"), (2, "b", "2"), (3, "c", "3"), (4, "d", "4")]
    )
    planted = datamap(
        collection("d.p", field("id", key=True), field("email", identity="email", data_type="string"),
                   field("phone", identity="phone_number", data_type="string"))
    )  # fmt: skip

    assert keys(disclosed(planted, email=["a", "c"], phone_number="2")["d:p"]) == [1, 2, 3]


def test_h_rows_come_by_key_in_the_same_order_from_every_database(filled: Filled) -> None:
    filled.run("CREATE TABLE p (id text PRIMARY KEY, email text)")
    names = ["a", "B", "é", "ア", "あ", "-", "Z", "aa", "1"]
    filled.write("INSERT INTO p VALUES (?, ?)", [(one, "x") for one in names])
    planted = datamap(
        collection(
            "d.p",
            field("id", key=True, data_type="string"),
            field("email", identity="email", data_type="string"),
        )
    )

    assert keys(disclosed(planted, email="x")["d:p"]) == sorted(names)


def test_k_a_key_that_does_not_fit_its_column_is_refused_without_saying_it(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE parent (id text, email text)", "CREATE TABLE child (no bigint, parent_id bigint)"
    )
    filled.write("INSERT INTO parent VALUES (?, ?)", [("ABC-1980", "x")])
    planted = datamap(
        collection(
            "d.parent",
            field("id", key=True, data_type="string"),
            field("email", identity="email", data_type="string"),
        ),
        collection("d.child", field("no", key=True), field("parent_id", "from d.parent.id")),
    )

    with pytest.raises(
        StoreRefused, match="a key for d:child:parent_id is not of its type, integer"
    ) as caught:
        disclosed(planted, email="x")

    assert "1980" not in str(caught.value)


@pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
def test_a_blank_identity_is_refused_since_it_would_match_everybody_without_one(
    filled: Filled, blank: str
) -> None:
    filled.run(
        "CREATE TABLE parent (id bigint, email text)", "CREATE TABLE child (no bigint, parent_id bigint)"
    )

    with pytest.raises(StoreRefused, match="the identity email is blank"):
        disclosed(_parent_and_child("integer"), email=blank)


def test_a_step_without_keys_asks_nothing(sqlite_only: Filled) -> None:
    plan = planned(_parent_and_child("integer"), "email")
    empty = operations.run_step(plan, plan.steps[1], {}, identities={})

    assert (empty.count, empty.address) == (0, "d:child")
    assert sqlite_only.kind == "sqlite"


def test_a_step_of_another_plan_is_not_run(sqlite_only: Filled) -> None:
    plan, other = (
        planned(_parent_and_child("integer"), "email"),
        planned(_parent_and_child("string"), "email"),
    )

    with pytest.raises(ValueError, match="another plan"):
        operations.run_step(plan, other.steps[0], {}, identities={"email": Personal("x")})
    assert sqlite_only.kind == "sqlite"


def test_a_store_that_is_down_can_be_asked_again(sqlite_only: Filled) -> None:
    path = sqlite_only.url.removeprefix("sqlite:///")
    sqlite_only.run("CREATE TABLE parent (id bigint, email text)", "INSERT INTO parent VALUES (1, 'x')")
    plan = planned(_parent_and_child("integer"), "email")
    step, who = plan.steps[0], {"email": Personal("x")}
    from pathlib import Path

    Path(path).rename(f"{path}.away")
    with pytest.raises(StoreUnavailable):
        operations.run_step(plan, step, {}, identities=who)
    Path(f"{path}.away").rename(path)

    assert operations.run_step(plan, step, {}, identities=who).count == 1


def test_what_was_found_is_sealed_and_comes_back_from_its_bytes(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE parent (id bigint, email text)", "CREATE TABLE child (no bigint, parent_id bigint)"
    )
    filled.write("INSERT INTO parent VALUES (?, ?)", [(5, "山田@example.jp")])
    found = disclosed(_parent_and_child("integer"), email="山田@example.jp")["d:parent"]

    again = Found.from_bytes(found.to_bytes())

    assert "山田" not in repr(found)
    assert again == found
    assert again.digest == found.digest
    assert json.loads(found.to_bytes())["rows"] == [[5, "山田@example.jp"]]


def test_found_rows_serve_a_later_step_after_a_restart(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE parent (id bigint, email text)", "CREATE TABLE child (no bigint, parent_id bigint)"
    )
    filled.write("INSERT INTO parent VALUES (?, ?)", [(5, "x")])
    filled.write("INSERT INTO child VALUES (?, ?)", [(1, 5)])
    plan = planned(_parent_and_child("integer"), "email")
    kept = operations.run_step(plan, plan.steps[0], {}, identities={"email": Personal("x")}).to_bytes()

    child = operations.run_step(plan, plan.steps[1], {1: Found.from_bytes(kept)}, identities={})

    assert keys(child) == [1]


def test_values_of_every_type_have_one_plain_form(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE TABLE p (id bigint, email text, d date, z timestamptz, n numeric(10,2), u uuid, j jsonb, b bytea,"
        " a text[], y boolean, f float8)",
        "INSERT INTO p VALUES (1, 'x', '1980-04-01', '2026-11-23 10:00+09', 10.50,"
        " 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '{\"b\": 1, \"a\": \"あ\"}', '\\x00ff', '{a,b}', true, 'NaN')",
    )
    names = ["d", "z", "n", "u", "j", "b", "a", "y", "f"]
    planted = datamap(
        collection(
            "d.p",
            field("id", key=True),
            field("email", identity="email", data_type="string"),
            *map(field, names),
        )
    )

    found = disclosed(planted, email="x")["d:p"]

    assert found.rows.reveal() == (
        (1, "x", "1980-04-01", "2026-11-23T01:00:00+00:00", "10.50", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
         '{"a": "あ", "b": 1}', "base64:AP8=", '["a","b"]', True, "nan"),
    )  # fmt: skip
    assert plain(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "2026-01-02T03:04:00+00:00"
