"""Tables and data of a package: safe to open, exact to read back, and with their meaning beside them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules import rights_package_content as cast_of
from yakusoku.rights.answer import Section, Value
from yakusoku.rights.package import cells, tables
from yakusoku.terms.bilingual import Language

TOKYO = timezone(timedelta(hours=9))
DANGEROUS = (
    "=1+1",
    "+81-3",
    "-2",
    "@x",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "　=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "'x",
)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def of(*values: Value) -> Section:
    return replace(cast_of.inquiries(), rows=cast_of.sealed(*((date(2026, 1, 5), value) for value in values)))


def data(**changed: Any) -> dict[str, Any]:
    read_back: dict[str, Any] = json.loads(tables.data_json(cast_of.answer(**changed)))
    return read_back


@pytest.mark.parametrize("value", DANGEROUS)
def test_a_text_that_could_be_a_formula_is_guarded(value: str) -> None:
    assert cells.spread(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "x=1", "髙﨑", "1-2", "(=1)"])
def test_any_other_text_stays_as_it_is(value: str) -> None:
    assert cells.spread(value) == value


@given(st.text(st.characters(codec="utf-8")))
def test_taking_one_apostrophe_away_gives_the_original(value: str) -> None:
    spread = cells.spread(value)
    assert spread.removeprefix("'") == value
    assert not spread.lstrip(" \u3000").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_are_not_guarded() -> None:
    assert [cells.spread(value) for value in (-5, -1.5, Decimal("-2.50"))] == ["-5", "-1.5", "-2.50"]


def test_a_table_is_for_spreadsheets() -> None:
    made = tables.section_csv(of('改行\nと"引用"', None, True), "ja")
    assert made.startswith(b'\xef\xbb\xbf"')
    assert made.endswith(b"\r\n")
    assert read(made) == [
        ["受付日", "内容"],
        ["2026-01-05", '改行\nと"引用"'],
        ["2026-01-05", ""],
        ["2026-01-05", "true"],
    ]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), max_size=4))
def test_any_text_reads_back_from_a_table(values: list[str]) -> None:
    rows = read(tables.section_csv(of(*values), "en"))[1:]
    assert [row[1].removeprefix("'") for row in rows] == values


def test_every_column_has_its_meaning_in_both_languages() -> None:
    rows = read(tables.columns_csv(cast_of.answer()))
    assert rows[0][:6] == ["file", "dataset", "collection", "column", "title_ja", "title_en"]
    assert len(rows) - 1 == sum(len(section.columns) for section in cast_of.answer().sections)
    assert ["生年月日", "Date of birth"] in [row[4:6] for row in rows]


def test_data_are_canonical() -> None:
    made = tables.data_json(cast_of.answer())
    again = json.dumps(json.loads(made), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert made == again.encode()


def test_data_say_what_is_withheld_and_why() -> None:
    calls, score = data()["withheld"]
    assert (calls["section"], calls["column"], calls["ground"]) == ("jcom_desk.calls", None, "DISC-1")
    assert (score["column"], score["article"], score["clause"]) == ("fraud_score", "A33(2)(ii)", "JC-D1.5")
    assert set(calls["reason"]) == {"en", "ja"}


def test_data_name_the_file_of_each_section() -> None:
    sections = data()["sections"]
    assert sections[1]["file"] == "02-jcom_billing-invoices.csv"
    assert sections[1]["count"] == len(sections[1]["rows"]) == 24
    assert sections[0]["columns"][1]["meaning"]["ja"] == "ご契約者のお名前"


@pytest.mark.parametrize(
    ("value", "machine"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2**53, "9007199254740992"),
        (-(2**53) + 1, -9007199254740991),
        (1.5, 1.5),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (Decimal("1.10"), "1.10"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC), "2026-11-23T01:02:03+00:00"),
        ("髙", "髙"),
    ],
)
def test_a_value_for_programs_is_exact(value: Value, machine: object) -> None:
    assert cells.machine(value) == machine
    assert json.loads(json.dumps(cells.machine(value), allow_nan=False)) == machine


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        (None, "ja", "（登録なし）"),
        (None, "en", "(no record)"),
        ("", "ja", "（空欄）"),
        (" \u3000", "en", "(blank)"),
        (True, "ja", "はい"),
        (False, "en", "No"),
        (date(2026, 1, 5), "ja", "2026/01/05"),
        (date(2026, 1, 5), "en", "2026-01-05"),
        (datetime(2026, 1, 5, 9, 30, tzinfo=UTC), "ja", "2026-01-05 09:30:00 UTC"),
        (datetime(2026, 1, 5, 9, 30, 1, 500, tzinfo=TOKYO), "ja", "2026-01-05 09:30:01 +09:00"),
        (datetime.fromisoformat("2026-01-05T09:30"), "en", "2026-01-05 09:30:00"),
        (12.0, "ja", "12"),
        (12.25, "ja", "12.25"),
        (1e300, "en", "1e+300"),
        (Decimal("1.10"), "ja", "1.10"),
        (1000000, "ja", "1000000"),
    ],
)
def test_a_value_for_readers(value: Value, language: Language, words: str) -> None:
    assert cells.read(value, language) == words


@pytest.mark.parametrize(
    ("dataset", "name"),
    [
        ("jcom_tv", "07-jcom_tv-inquiries.csv"),
        ("../../etc", "07-etc-inquiries.csv"),
        ("顧客", "07-inquiries.csv"),
    ],
)
def test_a_file_name_is_safe_everywhere(dataset: str, name: str) -> None:
    assert tables.csv_name(7, replace(cast_of.inquiries(), dataset=dataset)) == name


def test_two_sections_never_share_a_file() -> None:
    names = [tables.csv_name(at, replace(cast_of.inquiries(), dataset="x" * 90)) for at in range(1, 4)]
    assert all(one != other for one, other in pairwise(names))
