"""What people do by hand to records that no program can change: asked for, reported, agreed to, told truthfully."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.operations.rights.by_hand import (
    FORMS,
    PDF,
    agreed,
    changing,
    found,
    handed,
    nothing_elsewhere,
    reported,
    returned,
    sent,
    sheet,
    with_places,
)
from tests.operations.rights.changing import again, outside_lines, vault_file, wish
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.answer import Addressee
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.models import Errand, Tombstone
from yakusoku.rights.operations import errands
from yakusoku.rights.rules import Measure, State
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

ENTRUSTEE = Addressee(
    name=Personal("架空文書保管株式会社"),
    postal_code=Personal("000-0001"),
    address=Personal(("東京都架空区二丁目3番",)),
)


def told(desk: Desk) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(vault_file(desk, "data.json"))
    return dict(whole["changed"])


def test_the_letter_waits_until_people_did_what_was_approved_and_a_second_person_agreed(at: At) -> None:
    desk = changing(at)

    [errand] = queries.errands(desk.request)
    assert (errand.kind, errand.section, errand.rows, errand.state) == ("erase", FORMS, 2, "open")
    assert desk.state == State.CHANGED
    assert desk.facts("rights:data:changed")["errands"] == 1
    assert "rights report" in queries.request(desk.request).next_step
    desk.work()
    assert desk.state == State.CHANGED

    reported(desk)
    assert "rights agree" in queries.request(desk.request).next_step
    assert agreed(desk) == 0
    desk.work()
    assert desk.state == State.EXECUTED
    assert FORMS in {one["section"] for one in told(desk)["done"]}
    assert desk.row.outcome == "full"


def test_without_a_find_no_errand_waits(at: At) -> None:
    desk = changing(at, found_there=False)
    assert queries.errands(desk.request) == ()
    assert desk.state == State.EXECUTED


def test_the_sheet_says_which_records_what_is_done_and_by_when(at: At) -> None:
    desk = changing(at)
    words = sheet(desk)
    for said in (
        "青木美咲",
        "東京都架空区一丁目",
        "文書管理グループ御中",
        "消去（裁断、削除等）",
        f"{desk.request}-1",
    ):
        assert said in words
    assert desk.facts("rights:errand:released")["number"] == 1


def test_a_report_needs_a_reason_a_day_and_somebody_who_may(at: At) -> None:
    desk = changing(at)
    before = desk.entries()
    for more in (
        {"reason": " "},
        {"done_on": desk.now.date() + timedelta(days=1)},
        {"done_on": desk.now.date() - timedelta(days=1)},
        {"number": 2},
        {"by": desk.suzuki},
        {"ground": "DISC-2"},
    ):
        with pytest.raises((errands.UnableToReport, UnableToReview, Exception), match="Unable to"):
            reported(desk, **more)
    assert desk.entries() == before


def test_who_reported_does_not_agree_and_the_database_says_so_too(at: At) -> None:
    desk = changing(at)
    both = desk.employ(Role.DESK, Role.APPROVER)
    reported(desk, by=both)
    with pytest.raises(errands.UnableToAgree, match="does not agree"):
        agreed(desk, by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Errand.objects.update(confirmed_by=both)


def test_what_cannot_be_done_is_left_on_a_ground_and_the_letter_says_so(at: At) -> None:
    desk = changing(at)
    reported(desk, ground="STOP5-3")
    assert agreed(desk) == 1
    [_, instead] = queries.errands(desk.request)
    assert (instead.kind, instead.section, instead.substitute, instead.rows) == ("restrict", FORMS, True, 2)
    assert "利用停止の表示" in sheet(desk, 2)
    with pytest.raises(errands.UnableToReport, match="takes the place"):
        reported(desk, 2, ground="STOP5-3")
    reported(desk, 2)
    assert agreed(desk, 2) == 0
    desk.work()

    assert desk.state == State.EXECUTED
    assert desk.row.outcome == "partial"
    changed = told(desk)
    assert FORMS not in {one["section"] for one in changed["done"]}
    assert [(one["rows"], one["ground"]) for one in changed["kept"] if one["section"] == FORMS] == [
        (2, "STOP5-3")
    ]


def test_a_report_that_is_not_accepted_waits_again(at: At) -> None:
    desk = changing(at)
    reported(desk, ground="STOP5-2")
    returned(desk)
    [errand] = queries.errands(desk.request)
    assert (errand.state, errand.ground) == ("open", "")
    [item] = [one for one in queries.items(desk.request) if one.section == FORMS]
    assert (item.decision, item.ground) == ("act", "")
    reported(desk)
    assert agreed(desk) == 0
    desk.work()
    assert desk.row.outcome == "full"


def test_an_entrustee_gets_a_letter_and_reports_after_it_left(at: At) -> None:
    desk = changing(at)
    given: dict[str, Any] = {"request_id": desk.request, "number": 1, "by": desk.sato, "now": desk.now}
    with pytest.raises(errands.UnableToSendErrand):
        sent(desk)
    errands.address_errand(who=ENTRUSTEE, **given)
    words = sheet(desk)
    assert "架空文書保管株式会社" in words
    assert "委託契約に基づき" in words
    with pytest.raises(errands.UnableToReport, match="did not leave"):
        reported(desk)
    sent(desk)
    [errand] = queries.errands(desk.request)
    assert (errand.entrusted, errand.sent_on) == (True, desk.now.date())
    assert desk.facts("rights:errand:dispatched")["method"] == "registered_post"
    reported(desk, proof=handed(PDF, "pdf"))
    assert len(desk.facts("rights:errand:answered")["proof"]) == 64
    assert agreed(desk) == 0


def test_a_correction_by_hand_says_what_stands_there_and_what_is_right(at: At) -> None:
    desk = at("")
    with_places(desk)
    desk.datamap("jcom-manual.yaml", 'title: {en: "Address"', 'fact: city, title: {en: "Address"')
    desk.asks("A-CORR", wish=wish(city="札幌市中央区"))
    found(desk, handed("氏名・フリガナ,住所\n青木 美咲,架空区\n青木 美咲,札幌市中央区\n"))
    nothing_elsewhere(desk)
    desk.decide()
    desk.approve()
    desk.work()

    [errand] = queries.errands(desk.request)
    assert (errand.kind, errand.rows) == ("correct", 1)
    words = sheet(desk)
    assert "訂正後の内容住所架空区札幌市中央区" in words.replace("氏名・フリガナ青木美咲", "")
    reported(desk)
    agreed(desk)
    desk.work()
    assert FORMS in {one["section"] for one in told(desk)["done"]}


def test_restriction_and_stop_of_provision_are_errands_and_no_stop_of_a_row_without_a_key(at: At) -> None:
    desk = changing(at, measure=Measure.STOP_PROVISION)
    [errand] = queries.errands(desk.request)
    assert errand.kind == "stop_provision"
    assert "第三者に提供しない" in sheet(desk)
    assert FORMS not in {
        one.section for one in queries.restrictions(controller="jcom", request_id=desk.request)
    }
    reported(desk)
    agreed(desk)
    desk.work()
    assert desk.state == State.EXECUTED


def test_sheets_and_finds_go_when_the_case_is_closed(at: At) -> None:
    desk = changing(at)
    reported(desk, proof=handed(PDF, "pdf"))
    agreed(desk)
    desk.work()
    desk.dispatch()
    for one in queries.recipients(desk.request):
        assert not one.must
    desk.close()
    desk.work()
    names = vault.names(case_id=desk.request)
    assert not [name for name in names if name.startswith(("errand-", "enclosed-", "found-"))]


def test_what_was_noted_twice_is_done_once(at: At) -> None:
    desk = changing(at)
    desk.work()
    assert desk.tags().count("rights:data:changed") == 1
    assert len(queries.errands(desk.request)) == 1
    reported(desk)
    with pytest.raises(errands.UnableToReport):
        reported(desk)
    agreed(desk)
    with pytest.raises(errands.UnableToAgree):
        agreed(desk)


def test_who_erased_by_hand_looks_again_when_a_backup_brings_the_person_back(at: At) -> None:
    desk = at("")
    backup = desk.store("customers").read_bytes()
    desk = changing(at, desk=desk)
    reported(desk)
    agreed(desk)
    desk.work()
    [stone] = Tombstone.objects.all()
    assert stone.places == [FORMS]
    [line] = outside_lines(desk)
    assert line["places"] == [FORMS]

    again(desk)
    assert queries.errands(stone.pk) == ()
    desk.store("customers").write_bytes(backup)
    again(desk)
    again(desk)

    [errand] = queries.errands(stone.pk)
    assert (errand.kind, errand.section, errand.owner) == ("again", FORMS, "文書管理グループ")
    assert [one.request_id for one in queries.by_hand()] == [stone.pk]
    desk.request = stone.pk
    words = sheet(desk)
    assert "再消去" in words
    assert "復元できない方法で消去する" in words
    with pytest.raises(errands.UnableToReport, match="no ground"):
        reported(desk, ground="STOP5-3")
    reported(desk)
    returned(desk)
    reported(desk)
    assert agreed(desk) == 0
    assert queries.by_hand() == ()


def test_marks_that_people_made_are_taken_off_when_the_stop_is_lifted(at: At) -> None:
    desk = changing(at, measure=Measure.STOP_PROVISION)
    assert "文書番号を記した提供停止の表示" in sheet(desk)
    reported(desk)
    agreed(desk)
    desk.work()
    desk.dispatch()
    desk.close()
    desk.work()

    desk.propose_lifting()
    desk.approve_lifting()
    desk.work()

    [_, errand] = queries.errands(desk.request)
    assert (errand.kind, errand.section, errand.rows, errand.state) == ("lift", FORMS, 2, "open")
    assert desk.facts("rights:lifting:finished")["errands"] == 1
    assert f"{desk.request}-1」を記した" in sheet(desk, 2)
    reported(desk, 2)
    assert agreed(desk, 2) == 0
    assert desk.state == State.CLOSED
    assert queries.by_hand() == ()
