"""Drafts of a data map: what tables show is written, what names suggest is marked, what nobody can see is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.datamap import categories
from yakusoku.datamap.drafting import ColumnSketch, TableSketch, draft, guess
from yakusoku.datamap.queries import load

PERSON = TableSketch(
    "customers",
    (
        ColumnSketch("customer_id", "integer", is_key=True),
        ColumnSketch("名前", "string"),
        ColumnSketch("e_mail", "string"),
        ColumnSketch("note", "string"),
    ),
)
ORDER = TableSketch(
    "orders",
    (
        ColumnSketch("order_no", "string", is_key=True),
        ColumnSketch("customer_id", "integer", refers=(None, "customers", "customer_id")),
    ),
)


@pytest.mark.parametrize(
    ("column", "category"),
    [
        ("email", "user.contact.email"),
        ("MailAddress", "user.contact.email"),
        ("contact_email", "user.contact.email"),
        ("tel", "user.contact.phone_number"),
        ("mobilePhone", "user.contact.phone_number"),
        ("電話番号", "user.contact.phone_number"),
        ("zip_code", "user.contact.address.postal_code"),
        ("郵便番号", "user.contact.address.postal_code"),
        ("address1", "user.contact.address"),
        ("住所", "user.contact.address"),
        ("name_kana", "jp.name_kana"),
        ("フリガナ", "jp.name_kana"),
        ("name", "user.name"),
        ("氏名", "user.name"),
        ("family_name", "user.name.last"),
        ("dob", "user.demographic.date_of_birth"),
        ("生年月日", "user.demographic.date_of_birth"),
        ("passport_no", "jp.identification_code.passport_number"),
        ("member_no", "user.unique_id"),
    ],
)
def test_a_name_suggests_a_kind_of_data(column: str, category: str) -> None:
    found = guess(column)
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    "column", ["item", "amount", "product_name", "filename", "status", "total", "description"]
)
def test_a_name_that_says_nothing_about_people_is_no_guess(column: str) -> None:
    assert guess(column) is None


def test_every_kind_that_is_guessed_is_known() -> None:
    from yakusoku.datamap.drafting import _patterns

    assert {found.category for _, found in _patterns()} <= categories.known()


def test_keys_references_and_guesses_are_written() -> None:
    (dataset,) = yaml.safe_load(draft(store="web-shop", company="example", tables=[PERSON, ORDER]))["dataset"]

    assert (dataset["fides_key"], dataset["yakusoku_meta"]["store"]) == ("web_shop", "web-shop")
    fields = {one["name"]: one for one in dataset["collections"][0]["fields"]}
    assert fields["customer_id"]["fides_meta"] == {
        "primary_key": True, "data_type": "integer", "identity": "customer_id",
    }  # fmt: skip
    assert fields["e_mail"]["fides_meta"]["identity"] == "email"
    assert "data_categories" not in fields["note"]
    assert dataset["collections"][1]["fields"][1]["fides_meta"]["references"] == [
        {"dataset": "web_shop", "field": "customers.customer_id", "direction": "from"}
    ]


def test_a_table_of_another_schema_has_a_dataset_of_its_own() -> None:
    there = TableSketch(
        "bills", (ColumnSketch("id", "integer", refers=(None, "customers", "customer_id")),), "sales"
    )

    first, second = yaml.safe_load(draft(store="s", company="c", tables=[PERSON, there]))["dataset"]

    assert (first["fides_key"], second["fides_key"]) == ("s", "s_sales")
    assert second["fides_meta"] == {"namespace": {"schema": "sales"}}
    assert second["collections"][0]["fields"][0]["fides_meta"]["references"][0]["dataset"] == "s"


def test_what_no_table_shows_is_asked_for_by_the_check(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(
        draft(store="shop", company="example", tables=[PERSON, ORDER]), "utf-8"
    )

    read, findings = load(tmp_path)

    assert {str(one) for one in read.collections} == {"shop:customers", "shop:orders"}
    asked = {one.kind for one in findings}
    assert {"datamap.missing-category", "datamap.missing-person-kind"} <= asked, asked
    assert not {kind for kind in asked if kind.startswith(("yaml", "shape", "file"))}, "it reads as it stands"


NAMES = st.text(min_size=1, max_size=12).filter(lambda name: name.isprintable())


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), NAMES)
def test_names_of_any_kind_are_read_back_as_they_are(columns: list[str], table: str) -> None:
    sketch = TableSketch(table, tuple(ColumnSketch(name, "string") for name in columns))

    (dataset,) = yaml.safe_load(draft(store="s", company="c", tables=[sketch]))["dataset"]

    (collection,) = dataset["collections"]
    assert collection["name"] == table
    assert [one["name"] for one in collection["fields"]] == columns
