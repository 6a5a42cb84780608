"""What people found by hand: taken in, sealed, reviewed and shown as rows that a program read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.operations.rights.by_hand import (
    FORMS,
    MAIL,
    PDF,
    PNG,
    SHEET,
    found,
    handed,
    nothing_elsewhere,
    places,
    searched,
    with_places,
)
from tests.operations.rights.changing import finish, vault_file
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.by_hand.trouble import UnableToReadFind
from yakusoku.rights.cases import UnableToMove
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.operations.beforehand import UnableToNoteTask
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.rules import State
from yakusoku.vault import operations as vault


def sealed(desk: Desk) -> list[str]:
    names = vault.names(case_id=desk.request)
    return sorted(name for name in names if name.startswith(("found-9", "enclosed-")))


def answered(desk: Desk) -> None:
    desk.review_all()
    desk.prepare()
    finish(desk)


def data(desk: Desk) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(vault_file(desk, "data.json"))
    return whole


def test_a_find_goes_into_letter_and_package_like_rows_that_were_read(at: At) -> None:
    desk = searched(at)

    taken = found(desk)

    assert (taken.rows, taken.enclosures, taken.again) == (2, 0, False)
    facts = desk.facts("rights:task:gathered")
    assert (facts["item"], facts["rows"], facts["files"]) == (FORMS, 2, 0)
    nothing_elsewhere(desk)
    answered(desk)
    [section] = [one for one in data(desk)["sections"] if one["key"] == FORMS]
    assert [one["name"] for one in section["columns"]] == ["name", "address", "signed_on"]
    assert section["rows"] == [
        ["青木 美咲", "東京都架空区一丁目", "2019-04-01"],
        ["青木 美咲", None, "2022-05-02"],
    ]
    assert section["columns"][0]["title"] == {"en": "Name and kana", "ja": "氏名・フリガナ"}
    assert MAIL in {one["section"] for one in data(desk)["not_held"]}
    assert "書類の保管場所" in vault_file(desk, "letter.html").decode()


def test_a_find_is_decided_on_before_an_answer_is_prepared(at: At) -> None:
    desk = searched(at)
    for finding in queries.findings(desk.request):
        desk.review(finding.section)
    found(desk)
    nothing_elsewhere(desk)

    with pytest.raises(UnableToPrepare, match=FORMS):
        desk.prepare()
    assert FORMS in queries.request(desk.request).next_step


def test_one_column_of_a_find_is_withheld_on_a_ground(at: At) -> None:
    desk = searched(at)
    found(desk)
    nothing_elsewhere(desk)
    desk.review_all()
    desk.review(FORMS, field="address", ground="DISC-1")
    desk.prepare()
    finish(desk)

    [section] = [one for one in data(desk)["sections"] if one["key"] == FORMS]
    assert [one["name"] for one in section["columns"]] == ["name", "signed_on"]
    assert desk.row.outcome == "partial"


def test_papers_and_recordings_lie_beside_the_letter_under_names_of_ours(at: At) -> None:
    desk = searched(at)
    taken = found(desk, handed(SHEET), handed(PDF, "pdf"), handed(PNG, "png"))
    assert (taken.rows, taken.enclosures) == (4, 2)
    nothing_elsewhere(desk)
    desk.review_all()
    desk.review(FORMS, field="enclosure-2", ground="DISC-1")
    desk.prepare()
    finish(desk)

    assert vault_file(desk, "jcom_archive-application_form-1.pdf") == PDF
    with pytest.raises(KeyError):
        vault_file(desk, "jcom_archive-application_form-2.png")
    letter = vault_file(desk, "letter.html").decode()
    assert "添付資料2" in letter
    assert "jcom_archive-application_form-1.pdf" in letter
    assert "jcom_archive-application_form-1.pdf" in vault_file(desk, "README.txt").decode("utf-8-sig")
    [section] = [one for one in data(desk)["sections"] if one["key"] == FORMS]
    assert [row[-1] for row in section["rows"]] == [None, None, "jcom_archive-application_form-1.pdf"]


def test_papers_alone_are_a_find(at: At) -> None:
    desk = searched(at)
    found(desk, handed(PDF, "pdf"))
    nothing_elsewhere(desk)
    answered(desk)
    assert desk.row.outcome == "full"
    assert vault_file(desk, "jcom_archive-application_form-1.pdf") == PDF


def test_a_find_can_be_replaced_before_the_answer_is_prepared_and_its_decisions_are_forgotten(at: At) -> None:
    desk = searched(at)
    found(desk, handed(SHEET), handed(PDF, "pdf"))
    before = sealed(desk)
    desk.review(FORMS)

    taken = found(desk, handed('[{"name": "青木 美咲"}]', "json"))

    assert (taken.rows, taken.again) == (1, True)
    assert not [one for one in queries.items(desk.request) if one.section == FORMS]
    after = sealed(desk)
    assert len(after) == 1
    assert not set(before) & set(after)
    assert desk.tags().count("rights:task:gathered") == 2


def test_nothing_found_takes_the_place_of_a_find_and_the_other_way_round(at: At) -> None:
    desk = searched(at)
    found(desk)
    desk.task(FORMS)
    assert sealed(desk) == []
    assert FORMS not in {one.section for one in queries.findings(desk.request)}
    with pytest.raises(UnableToNoteTask):
        desk.task(FORMS)
    assert found(desk).again


def test_after_the_preparation_a_find_is_taken_in_only_when_the_answer_was_sent_back(at: At) -> None:
    desk = searched(at)
    nothing_elsewhere(desk)
    desk.review_all()
    desk.prepare()
    with pytest.raises(UnableToMove):
        found(desk)
    desk.send_back()
    assert found(desk).rows == 2
    with pytest.raises(UnableToPrepare, match=FORMS):
        desk.prepare()


def test_a_find_outlives_a_search_that_is_thrown_away(at: At) -> None:
    desk = searched(at)
    found(desk)
    desk.search_again()
    desk.search()
    desk.work()
    assert desk.state == State.REVIEW
    assert {one.section: one.rows for one in queries.findings(desk.request)}[FORMS] == 2
    nothing_elsewhere(desk)
    answered(desk)


def test_a_find_can_come_before_the_stores_were_read(at: At) -> None:
    desk = at(State.READY)
    with_places(desk)
    desk.search()
    assert desk.state == State.SEARCHING
    found(desk)
    desk.work()
    assert desk.state == State.REVIEW
    assert FORMS not in places(desk)


def test_a_place_that_nobody_searches_and_a_role_that_may_not_are_refused(at: At) -> None:
    desk = searched(at)
    with pytest.raises(UnableToNoteTask, match="nobody searches"):
        found(desk, section="jcom_customers.subscriber")
    found(desk)
    with pytest.raises(UnableToReview, match="no field"):
        desk.review(FORMS, field="enclosure-1")


def test_a_file_that_cannot_be_taken_leaves_nothing(at: At) -> None:
    desk = searched(at)
    entries = desk.entries()
    with pytest.raises(UnableToReadFind):
        found(desk, handed(SHEET), handed(b"MZ\x90\x00", "pdf"))
    assert (desk.entries(), sealed(desk)) == (entries, [])


def test_an_enclosure_that_was_altered_stops_the_answer(at: At) -> None:
    desk = searched(at)
    found(desk, handed(PDF, "pdf"))
    nothing_elsewhere(desk)
    desk.review_all()
    [name] = [one for one in sealed(desk) if one.startswith("enclosed-")]
    vault.put(case_id=desk.request, name=name, content=PDF + b"other")
    with pytest.raises(Exception, match="differs from its digest"):
        desk.prepare()


def test_a_find_whose_files_are_gone_is_asked_for_again_with_a_new_search(at: At) -> None:
    desk = searched(at)
    found(desk)
    found(desk, handed(PDF, "pdf"), section=MAIL)
    for name in sealed(desk):
        if name.startswith(("found-9001", "enclosed-")):
            vault.drop(case_id=desk.request, name=name)
    desk.search_again()
    assert set(places(desk)) >= {FORMS, MAIL}
    assert not [one for one in queries.findings(desk.request) if one.section in (FORMS, MAIL)]
    desk.search()
    desk.work()
    assert found(desk).rows == 2
