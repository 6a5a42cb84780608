"""A correction asks about every column of the same kind of data that no fact names; nothing is left in silence."""

from __future__ import annotations

import json

import pytest

from tests.operations.rights import rows
from tests.operations.rights.changing import NEW, finish, vault_file, wish
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import queries
from yakusoku.rights.operations.columns import UnableToDecideColumn
from yakusoku.rights.operations.prepare import UnableToApprove
from yakusoku.rights.operations.review import UnableToPrepare

SECTION, COLUMN = "jcom_customers.subscriber", "service_area"


def asked_about(at: At) -> Desk:
    """Return a desk whose correction of a city meets a column of the same kind that names no fact."""
    desk = at("")
    desk.datamap(
        "jcom-customers.yaml", "      - name: service_area\n        data_categories: [",
        "      - name: service_area\n        data_categories: [user.contact.address.city, ",
    )  # fmt: skip
    desk.asks("A-CORR", wish=wish())
    return desk


def test_nothing_is_prepared_before_each_such_column_was_decided_on(at: At) -> None:
    desk = asked_about(at)
    [one] = queries.columns(desk.request)
    assert (one.section, one.column, one.rows, one.decided) == (SECTION, COLUMN, 1, False)
    assert queries.request(desk.request).next_step.startswith(
        f"yakusoku rights column {desk.request} --section {SECTION} --column {COLUMN}"
    )
    with pytest.raises(UnableToPrepare, match=f"named by no fact: {SECTION}.{COLUMN}"):
        desk.decide()
    desk.column(SECTION, COLUMN)
    desk.decide()


def test_a_copy_is_corrected_with_its_fact(at: At) -> None:
    desk = asked_about(at)
    desk.column(SECTION, COLUMN, fact="city", reason="サービス地域欄に市区町村が入力されている。")
    desk.decide()
    before = rows.everything(desk.home.folder)
    finish(desk)
    assert rows.changed(before, rows.everything(desk.home.folder)) == {"subscriber": 1}
    table = "SELECT city, service_area FROM subscriber WHERE family_name = ? AND given_name = ?"
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(desk.store("customers"))) as store:
        held = store.execute(table, (cast.AOKI.family_name, cast.AOKI.given_name)).fetchall()
    assert held == [(NEW["city"], NEW["city"])]


def test_what_is_no_copy_stays_and_the_person_reads_that_it_was_looked_at(at: At) -> None:
    desk = asked_about(at)
    desk.column(SECTION, COLUMN)
    desk.decide()
    finish(desk)
    said = json.loads(vault_file(desk, "data.json"))["paragraphs"]
    [told] = [one for one in said if one["code"] == "looked-at"]
    assert told["article"] == "A34(3)"
    assert "They hold something else" in told["says"]["en"]
    assert desk.row.outcome == "full"


def test_who_decided_on_a_column_does_not_approve_and_another_decision_is_another_answer(at: At) -> None:
    from yakusoku.staff.rules import Role

    desk = asked_about(at)
    both = desk.employ(Role.DESK, Role.APPROVER)
    desk.column(SECTION, COLUMN, by=both)
    desk.decide()
    digest = desk.row.answer_digest
    with pytest.raises(UnableToApprove, match="who decided on an item"):
        desk.approve(by=both)
    desk.send_back()
    desk.column(SECTION, COLUMN, fact="city")
    desk.prepare()
    assert desk.row.answer_digest != digest
    finish(desk)


def test_only_what_is_asked_about_can_be_decided_with_a_fact_that_is_corrected_and_a_reason(at: At) -> None:
    desk = asked_about(at)
    with pytest.raises(UnableToDecideColumn, match=r"subscriber\.street is not asked about"):
        desk.column(SECTION, "street")
    with pytest.raises(UnableToDecideColumn, match="email is not among what is corrected"):
        desk.column(SECTION, COLUMN, fact="email")
    with pytest.raises(UnableToDecideColumn, match="a reason is missing"):
        desk.column(SECTION, COLUMN, reason="-")


def test_a_collection_left_on_a_ground_is_not_asked_about_and_the_reason_is_told(at: At) -> None:
    desk = asked_about(at)
    sections = [one.section for one in queries.findings(desk.request) if one.rows]
    desk.decide(**{section.replace(".", "__"): "CORR-3" for section in sections})
    finish(desk)
    said = {one["code"]: one for one in json.loads(vault_file(desk, "data.json"))["paragraphs"]}
    assert said["inquired"]["article"] == "A34(2)"
    assert said["not-corrected"]["article"] == "A36"
    kept = json.loads(vault_file(desk, "data.json"))["changed"]["kept"]
    assert {one["reason"]["en"] for one in kept} == {"Inquiry showed that the content is true."}


def test_a_search_that_is_thrown_away_forgets_what_was_decided(at: At) -> None:
    desk = asked_about(at)
    desk.column(SECTION, COLUMN)
    desk.search_again()
    desk.search()
    desk.work()
    assert [one.decided for one in queries.columns(desk.request)] == [False]
