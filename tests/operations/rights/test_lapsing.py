"""Nobody answers: a reminder that leaves time, an end with a letter, and a way back."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from pydantic import ValidationError

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import ports, queries
from yakusoku.rights.cases import UnableToMove
from yakusoku.rights.operations import lapse, reopen
from yakusoku.rights.operations.lapse import UnableToLapse
from yakusoku.rights.rules import State
from yakusoku.site.settings import RightsSection


def remind(desk: Desk, days: int = 14) -> int:
    return lapse.write_reminder(
        request_id=desk.request, reply_by=desk.now.date() + timedelta(days=days), by=desk.sato, now=desk.now
    )


def let_lapse(desk: Desk) -> int:
    return lapse.let_lapse(request_id=desk.request, by=desk.sato, now=desk.now)


def words(desk: Desk, number: int) -> str:
    [content] = desk.open_letter(number).values()
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def reminded(at: At, state: str = "need_fee") -> Desk:
    desk = at(state)
    desk.posted(remind(desk))
    desk.later(days=15)
    return desk


def test_who_does_not_pay_after_a_reminder_is_told_that_the_request_ended(at: At) -> None:
    desk = reminded(at)
    suit = desk.row.suit_open_on
    number = let_lapse(desk)
    assert desk.state == State.ENDED
    assert desk.row.suit_open_on == suit
    said = words(desk, number)
    assert "手数料のお支払いを確認できませんでした" in said
    found = queries.end_of(desk.request)
    assert found is not None
    assert (found.kind, found.letter) == ("lapsed", number)
    desk.posted(number)
    assert queries.request(desk.request).next_step == ""


def test_who_comes_back_goes_on(at: At) -> None:
    desk = reminded(at)
    let_lapse(desk)
    to = reopen.reopen_request(
        request_id=desk.request, because="came_back", reason="入金の連絡あり。", by=desk.sato, now=desk.now
    )
    assert to == State.NEED_ID
    assert desk.identify() == State.NEED_FEE
    desk.pay()
    assert desk.state == State.READY


def test_papers_are_reminded_of_only_when_their_day_has_passed(at: At) -> None:
    desk = at("need_id")
    with pytest.raises(UnableToLapse, match="nothing that the person was asked for is late"):
        remind(desk)
    desk.ask()
    desk.asked()
    with pytest.raises(UnableToLapse, match="nothing that the person was asked for is late"):
        remind(desk)
    desk.later(days=60)
    assert "書類" in words(desk, remind(desk))


def test_a_reminder_leaves_two_weeks(at: At) -> None:
    desk = at("need_fee")
    with pytest.raises(UnableToLapse, match="leaves less than 14 days"):
        remind(desk, days=13)
    assert remind(desk) == 1


def test_nothing_lapses_before_the_reminder_left_and_its_day_passed(at: At) -> None:
    desk = at("need_fee")
    with pytest.raises(UnableToLapse, match="no reminder left"):
        let_lapse(desk)
    number = remind(desk)
    desk.later(days=20)
    with pytest.raises(UnableToLapse, match="no reminder left"):
        let_lapse(desk)
    desk = at("need_fee")
    desk.posted(remind(desk))
    desk.later(days=14)
    with pytest.raises(UnableToLapse, match="its day has not passed"):
        let_lapse(desk)
    assert number == 1


def test_what_came_after_the_reminder_keeps_the_request(at: At) -> None:
    from yakusoku.rights.operations.payments import take_other_amount

    desk = reminded(at)
    take_other_amount(request_id=desk.request, yen=500, paid_on=desk.now.date(), by=desk.sato, now=desk.now)
    with pytest.raises(UnableToLapse, match="something came from the person"):
        let_lapse(desk)
    assert desk.state == State.NEED_FEE


@pytest.mark.parametrize("state", ["received", "ready", "review"])
def test_only_what_waits_for_the_person_is_reminded_of(at: At, state: str) -> None:
    desk = at(state)
    with pytest.raises(UnableToMove):
        remind(desk)
    with pytest.raises(UnableToMove):
        let_lapse(desk)


def test_a_home_may_give_people_more_time_and_never_less_than_two_weeks(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at("need_fee")
    with pytest.raises(UnableToLapse, match="less than 14 days"):
        remind(desk, days=13)
    monkeypatch.setattr(ports._ports, "reply_days", read(reply_days=30).reply_days)
    with pytest.raises(UnableToLapse, match="less than 30 days"):
        remind(desk, days=29)
    remind(desk, days=30)
    with pytest.raises(ValidationError, match="reply_days"):
        read(reply_days=13)


def read(**chosen: int) -> RightsSection:
    return RightsSection(**chosen)
