"""Errors of a model become findings: few, in order, and with the word that was meant."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from yakusoku.terms import yamlfile
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import Strict, nearest, validate


class Control(Strict):
    """A control with parameters."""

    control: str
    with_: dict[str, int] = Field(default={}, alias="with")


class Clause(Strict):
    """A clause."""

    says: Bilingual
    kept_by: tuple[str | Control, ...] = ()


class Whole(Strict):
    """A file."""

    yakusoku: Literal[1]
    day: date = date(2020, 4, 1)
    opens: time = time(9)
    fee: Annotated[int, Field(ge=0)] = 0
    only: bool = False
    right: Literal["disclosure", "correction"] = "disclosure"
    names: tuple[str, ...] = ()
    clauses: dict[str, Clause] = {}
    days: dict[date, int] = {}


def findings(words: str) -> list[Finding]:
    """Return what is wrong with a file of these words."""
    return validate(Whole, yamlfile.parse(f"yakusoku: 1\n{words}".encode(), "f.yaml"))[1]


def only(words: str) -> Finding:
    """Return the one thing that is wrong."""
    found = findings(words)
    assert len(found) == 1, [str(one.says) for one in found]
    return found[0]


def test_a_right_file_is_its_model() -> None:
    document = yamlfile.parse(
        b"yakusoku: 1\nday: 2020-04-01\nopens: 09:00\ndays: {2020-04-01: 3}\n", "f.yaml"
    )

    whole, found = validate(Whole, document)

    assert found == []
    assert whole is not None
    assert whole.days == {date(2020, 4, 1): 3}


def test_an_unknown_key_names_the_nearest() -> None:
    found = only("clause: {}\n")

    assert (found.kind, found.nearest, str(found.where)) == ("policy.unknown-key", "clauses", "f.yaml:2:1")


def test_a_misspelled_key_is_told_once_and_not_as_missing_too() -> None:
    found = only("clauses:\n  A:\n    sayz: {en: x, ja: y}\n")

    assert (found.kind, found.nearest) == ("policy.unknown-key", "says")


def test_a_missing_key_stands_where_it_should_be_written() -> None:
    found = only("clauses:\n  A:\n    kept_by: []\n")

    assert (found.kind, found.where.line) == ("policy.missing-key", 3)


def test_a_missing_wording_is_named_by_its_language() -> None:
    assert only("clauses:\n  A: {says: {en: x}}\n").kind == "policy.missing-japanese"
    assert only("clauses:\n  A: {says: {ja: x}}\n").kind == "policy.missing-english"


def test_a_union_is_told_by_the_form_that_fits() -> None:
    found = only("clauses:\n  A: {says: {en: x, ja: y}, kept_by: [{contol: rights.fee}]}\n")

    assert (found.kind, found.nearest) == ("policy.unknown-key", "control")


def test_a_union_that_nothing_fits_is_told_once() -> None:
    assert only("clauses:\n  A: {says: {en: x, ja: y}, kept_by: [3]}\n").kind == "policy.wrong-form"


def test_a_wrong_key_of_a_group_is_told_at_the_key() -> None:
    found = only("days:\n  soon: 3\n")

    assert (found.kind, found.read, str(found.where)) == ("policy.not-a-date", "soon", "f.yaml:3:3")


def test_each_type_says_what_it_expects() -> None:
    found = findings("day: soon\nopens: late\nfee: -1\nonly: no\nright: disclosur\nnames: one\nclauses: []\n")

    assert [one.kind.removeprefix("policy.") for one in found] == [
        "not-a-date",
        "not-a-time",
        "out-of-range",
        "not-a-truth",
        "not-allowed",
        "not-a-list",
        "not-a-group",
    ]
    assert [one.where.line for one in found] == [2, 3, 4, 5, 6, 7, 8]
    assert found[4].nearest == "disclosure"


def test_a_file_that_is_no_group_of_keys_is_told_so() -> None:
    document = yamlfile.parse(b"- one\n- two\n", "f.yaml")

    assert validate(Whole, document, "datamap")[1][0].kind == "datamap.not-keys"


def test_no_number_becomes_text_and_no_text_a_number() -> None:
    assert only('fee: "3"\n').kind == "policy.not-a-number"
    assert only("names: [3]\n").kind == "policy.not-a-text"


def test_the_nearest_word_is_close_or_none() -> None:
    assert nearest("pasport", ["passport", "pension_book"]) == "passport"
    assert nearest("customer_center", ["customer-center"]) == "customer-center"
    assert nearest("zebra", ["passport"]) is None
