"""After an answer left: it comes back, reaches somebody else, or the request goes on again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.operations.rights.changing import erasure, finish, wish
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.promises.doctor.unsettled import look_at_unsettled
from yakusoku.rights import cases, queries
from yakusoku.rights.answer import Addressee
from yakusoku.rights.cases import UnableToMove
from yakusoku.rights.models import Misdelivery, Returned
from yakusoku.rights.operations import offer, payments, reopen, returned
from yakusoku.rights.operations.dispatch import UnableToDispatch
from yakusoku.rights.operations.offer import UnableToAnswerOffer
from yakusoku.rights.operations.reopen import UnableToReopen
from yakusoku.rights.operations.returned import UnableToNoteReturn
from yakusoku.rights.rules import Channel, State
from yakusoku.terms.personal import Personal

FOUND = "電話で確認。転居先へ転送届あり。"


def comes_back(desk: Desk, **more: Any) -> None:
    given = {"because": "unknown", "returned_on": desk.now.date(), **more}
    returned.note_returned(request_id=desk.request, by=desk.sato, now=desk.now, **given)


def look(desk: Desk, **more: Any) -> None:
    given = {"then": "send", "found": FOUND, **more}
    returned.note_address(request_id=desk.request, by=desk.sato, now=desk.now, **given)


def astray(desk: Desk, **more: Any) -> int:
    given = {"what": "package", "to_whom": "隣家の別人", "noticed_on": desk.now.date(), **more}
    return returned.note_misdelivery(request_id=desk.request, by=desk.sato, now=desk.now, **given)


def again(desk: Desk, because: str = "complaint", reason: str = "別の契約が漏れていたとのお申出。") -> State:
    return reopen.reopen_request(
        request_id=desk.request, because=because, reason=reason, by=desk.sato, now=desk.now
    )


class TestReturned:
    @pytest.mark.parametrize("state", ["notified", "closed"])
    def test_it_waits_until_the_address_was_looked_into_and_leaves_with_a_new_proof(
        self, at: At, state: str
    ) -> None:
        desk = at(state)
        comes_back(desk)
        assert desk.state == State.EXECUTED
        assert desk.facts("rights:dispatch:returned")["because"] == "unknown"
        with pytest.raises(UnableToDispatch, match="nobody looked into the address"):
            desk.dispatch(tracking="514-22-9099")
        look(desk)
        assert FOUND.encode() not in bytes(Returned.objects.get().found or b"")
        desk.dispatch(tracking="514-22-9099")
        assert desk.state == State.NOTIFIED
        assert len(queries.dispatches(controller="jcom")) == 2
        [back] = queries.returned_answers(controller="jcom")
        assert (back.because, back.then) == ("unknown", "send")
        desk.close()

    def test_it_may_be_kept_to_be_fetched(self, at: At) -> None:
        desk = at("notified")
        comes_back(desk, because="not_collected")
        look(desk, then="pickup")
        with pytest.raises(UnableToNoteReturn, match="no answer came back that waits"):
            look(desk)
        [back] = queries.returned_answers(controller="jcom", request_id=desk.request)
        assert back.then == "pickup"

    @pytest.mark.parametrize("more", [{"because": "rain"}, {"returned_on": None}])
    def test_cause_and_day_are_those_of_the_post_office(self, at: At, more: dict[str, Any]) -> None:
        desk = at("notified")
        given = {**more}
        if "returned_on" in given:
            given["returned_on"] = desk.now.date() + timedelta(days=1)
        with pytest.raises(UnableToNoteReturn, match="the cause is none of"):
            comes_back(desk, **given)

    def test_what_never_left_does_not_come_back(self, at: At) -> None:
        desk = at("executed")
        with pytest.raises(UnableToMove):
            comes_back(desk)


class TestDoctor:
    def says(self, desk: Desk) -> list[str]:
        return [one.says.say("en") for one in look_at_unsettled(desk.now)]

    def test_it_asks_for_the_address_of_what_came_back(self, at: At) -> None:
        desk = at("notified")
        assert self.says(desk) == []
        comes_back(desk)
        assert self.says(desk) == [f"{desk.request}: the answer came back; look into the address."]
        look(desk)
        assert self.says(desk) == []

    def test_it_asks_for_money_that_goes_back_and_for_the_second_look(self, at: At) -> None:
        desk = at("need_fee")
        payments.take_other_amount(
            request_id=desk.request, yen=1500, paid_on=desk.now.date(), by=desk.sato, now=desk.now
        )
        assert self.says(desk) == [f"{desk.request}: money has to go back to the person."]
        desk = at("received")
        desk.spam()
        assert self.says(desk) == [f"{desk.request}: a second person has to look whether it is spam."]


class TestAstray:
    def test_it_is_noted_with_what_went_and_the_request_goes_on(self, at: At) -> None:
        desk = at("notified")
        assert astray(desk) == 1
        assert desk.state == State.NOTIFIED
        [found] = queries.misdeliveries(controller="jcom")
        assert (found.what, found.digest) == ("package", desk.row.package_digest)
        assert found.known_at == desk.now
        assert "隣家".encode() not in bytes(Misdelivery.objects.get().to_whom)
        assert desk.intents("mail.rights.misdelivered") == ["waiting"]
        desk.work()
        assert desk.intents("mail.rights.misdelivered") == ["done"]
        desk.close()

    @pytest.mark.parametrize("more", [{"what": "rumor"}, {"to_whom": " "}])
    def test_it_says_what_reached_whom(self, at: At, more: dict[str, str]) -> None:
        desk = at("notified")
        with pytest.raises(UnableToNoteReturn, match="it is not said what reached whom"):
            astray(desk, **more)
        with pytest.raises(UnableToNoteReturn, match="the days are not in order"):
            astray(desk, recovered_on=desk.now.date() - timedelta(days=1))
        assert not Misdelivery.objects.exists()


class TestReopening:
    def test_an_answered_request_is_searched_and_decided_anew(self, at: At) -> None:
        desk = at("closed")
        suit, sent = desk.row.suit_open_on, len(queries.dispatches(controller="jcom"))
        assert again(desk) == State.READY
        row = desk.row
        assert (row.approved_by, row.outcome, row.package_digest, row.closed_at) == ("", "", "", None)
        assert row.suit_open_on == suit
        assert queries.findings(desk.request) == ()
        assert len(queries.dispatches(controller="jcom")) == sent
        desk.search()
        desk.work()
        desk.review_all()
        desk.prepare()
        desk.approve()
        desk.work()
        desk.release()
        desk.dispatch(tracking="514-22-9100")
        assert desk.state == State.NOTIFIED
        assert [one.because for one in queries.reopenings(desk.request)] == ["complaint"]

    def test_who_withdrew_and_comes_back_goes_on_with_the_old_day(self, at: At) -> None:
        desk = at("need_id")
        received = desk.row.received_on
        desk.withdraw()
        assert again(desk, "came_back") == State.NEED_ID
        assert (desk.row.received_on, desk.row.closed_at) == (received, None)
        assert desk.request in [one.request_id for one in queries.running_clocks()]

    def test_what_was_held_for_an_inquiry_may_be_a_request_after_all(self, at: At) -> None:
        desk = at("received")
        desk.inquiry()
        assert again(desk, "error") == State.RECEIVED
        assert queries.end_of(desk.request) is None
        assert desk.triage() == State.NEED_ID

    def test_rows_that_were_changed_stay_changed(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        finish(desk)
        desk.dispatch()
        with pytest.raises(UnableToReopen, match=r"rows were changed.*new request"):
            again(desk)

    def test_an_open_request_does_not_go_on_again(self, at: At) -> None:
        desk = at("need_id")
        with pytest.raises(UnableToMove):
            again(desk)
        desk = at("closed")
        with pytest.raises(UnableToReopen, match="a reason is missing"):
            again(desk, reason=" ")
        with pytest.raises(UnableToReopen, match="the ground is none of"):
            again(desk, "mood")


class TestNewAddress:
    def moved(self, at: At) -> Desk:
        desk = at(State.NOTIFIED)
        day = desk.now.date()
        returned.note_returned(
            request_id=desk.request, because="moved", returned_on=day, by=desk.sato, now=desk.now
        )
        new = Addressee(
            name=Personal(cast.AOKI.name), postal_code=Personal("060-9999"),
            address=Personal(("北海道札幌市北区北99条西9丁目9番9号",)),
        )  # fmt: skip
        returned.note_address(
            request_id=desk.request,
            then="send",
            found="転居届の写しで確認。",
            new=new,
            by=desk.sato,
            now=desk.now,
        )
        return desk

    def test_its_correction_is_offered_and_nothing_is_changed_by_itself(self, at: At) -> None:
        desk = self.moved(at)
        [back] = queries.returned_answers(controller="jcom", request_id=desk.request)
        assert (back.offer, back.offered_case) == ("open", "")
        assert desk.facts("rights:dispatch:reviewed") == {"then": "send", "offer": "open"}
        kept = bytes(Returned.objects.get().address or b"")
        assert "札幌市".encode() not in kept
        assert "rights:data:changed" not in desk.tags()

    def test_who_takes_it_has_a_request_of_its_own_with_the_new_address(self, at: At) -> None:
        desk = self.moved(at)
        desk.later(days=3)
        made = offer.take_offer(
            request_id=desk.request, channel=Channel.TELEPHONE, arrival_ref="T-9", by=desk.sato, now=desk.now
        )
        [back] = queries.returned_answers(controller="jcom", request_id=desk.request)
        assert (back.offer, back.offered_case) == ("taken", made.request_id)
        assert desk.facts("rights:correction:answered") == {"decision": "taken", "kept": made.request_id}
        assert made.received_on == desk.now.date()
        asked = cases.asked(cases.case(made.request_id))
        assert asked.address.reveal() == ("北海道札幌市北区北99条西9丁目9番9号",)
        assert asked.facts.keys() == cases.asked(desk.row).facts.keys()
        with pytest.raises(UnableToAnswerOffer, match="no correction of an address is offered"):
            offer.decline_offer(request_id=desk.request, by=desk.sato, now=desk.now)
        desk.request = made.request_id
        assert desk.triage(right="A-CORR", wish=wish()) == State.NEED_ID

    def test_after_a_death_between_the_two_deeds_the_same_call_links_the_one_request(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = self.moved(at)
        given: dict[str, Any] = {
            "request_id": desk.request,
            "arrival_ref": "T-9",
            "by": desk.sato,
            "now": desk.now,
        }
        with monkeypatch.context() as dying:
            dying.setattr(offer, "_answer", lambda *row, **said: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                offer.take_offer(channel=Channel.POST, **given)
        made = offer.take_offer(channel=Channel.POST, **given)
        assert len(queries.requests()) == 2
        assert queries.returned_answers(controller="jcom")[0].offered_case == made.request_id

    def test_without_an_offer_nothing_is_taken_or_declined(self, at: At) -> None:
        desk = at(State.NOTIFIED)
        with pytest.raises(UnableToAnswerOffer):
            offer.decline_offer(request_id=desk.request, by=desk.sato, now=desk.now)
        assert "rights:correction:answered" not in desk.tags()
