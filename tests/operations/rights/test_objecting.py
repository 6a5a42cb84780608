"""Objections and withdrawals of consent: stopped on arrival, weighed by staff, and never refused for marketing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError

from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.desk import Desk, asked
from tests.operations.rights.stages import At
from yakusoku.consent import models as consent
from yakusoku.consent import queries as choices
from yakusoku.consent.chosen import About, Arrived, Whom
from yakusoku.consent.keys import Given
from yakusoku.consent.operations import recording
from yakusoku.consent.rules import Kind, Turn
from yakusoku.examples.people import cast
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.models import RightsRequest, StoppedUse
from yakusoku.rights.operations import reopen
from yakusoku.rights.operations.dispatch import UnableToDispatch
from yakusoku.rights.operations.triage import UnableToTriage
from yakusoku.rights.rules import Outcome, State
from yakusoku.rights.stopping import UnableToStopUses

MARKETING = {"right": "G-OBJ", "law_case": "OBJ-marketing"}
OWN = {
    "right": "G-OBJ",
    "law_case": "OBJ-own",
    "uses": ("purposes.surveys-events", "purposes.call-recording"),
}
CONSENT = {"right": "G-WDR", "uses": ("purposes.prizes",)}


def taken(at: At, **facts: str) -> Desk:
    """Return a desk with an arrival under the GDPR, of a text that names the bases of some purposes."""
    desk = at("")
    under_gdpr(desk)
    for clause, basis in (
        ("JC-A3.5", "legitimate_interests"),
        ("JC-A4.1", "public_task"),
        ("JC-A3.3", "consent"),
    ):
        desk.policy(f"    clauses: [{clause}]\n", f"    basis: [{basis}]\n    clauses: [{clause}]\n")
    desk.receive("E-5", asked=asked(cast.AOKI, **facts))
    desk.decide_regime()
    return desk


def stands_still(desk: Desk, purpose: str) -> bool:
    """Return whether the person is no longer addressed for a purpose, by the telephone number that was given."""
    given = asked()
    row = choices.Row((Given("phone_number", given.facts["telephone"]),), name=given.name)
    return bool(choices.stopped([row], controller="jcom", way="telephone", purpose=purpose, as_of=desk.now))


def to_review(desk: Desk) -> None:
    desk.link()
    desk.recognize()
    desk.search()
    desk.work()


class TestMarketing:
    def test_it_stops_at_triage_before_anybody_is_asked_who_they_are(self, at: At) -> None:
        desk = taken(at)
        assert not stands_still(desk, "promotion")
        assert desk.triage(**MARKETING) == State.NEED_ID
        assert stands_still(desk, "promotion")
        assert stands_still(desk, "publications")
        assert not stands_still(desk, "billing")
        since = set(StoppedUse.objects.values_list("since", flat=True))
        assert since == {desk.row.received_at}

    @pytest.mark.parametrize("ground", ["OBJ-1", "OBJ-2", "OBJ-3", "OBJ-4"])
    def test_no_ground_of_law_refuses_it(self, at: At, ground: str) -> None:
        desk = taken(at)
        desk.triage(**MARKETING)
        to_review(desk)
        with pytest.raises(UnableToReview, match=f"{ground} is no ground in the case OBJ-marketing"):
            desk.review("purposes.promotion", ground=ground)

    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_the_answer_names_each_use_that_stopped(self, at: At, language: str) -> None:
        desk = taken(at)
        RightsRequest.objects.update(language=language)
        desk.triage(**MARKETING)
        to_review(desk)
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        assert "purposes.promotion" in [one["code"] for one in data["items"]]
        assert {"ja": "異議のお申立て", "en": "Yourobjection"}[language] in words
        desk.dispatch()
        desk.close()

    def test_a_mailbox_that_nobody_can_read_keeps_the_rest_from_nothing(self, at: At) -> None:
        desk = taken(at, email="nobody at all")
        desk.triage(**MARKETING)
        assert stands_still(desk, "promotion")

    def test_a_second_attempt_records_no_second_objection(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = taken(at)
        with monkeypatch.context() as dies:
            dies.setattr("yakusoku.rights.operations.triage._keep", _dies)
            with pytest.raises(RuntimeError):
                desk.triage(**MARKETING)
        assert desk.state == State.RECEIVED
        assert stands_still(desk, "promotion")
        before = consent.Choice.objects.count()
        desk.later(minutes=1)
        desk.triage(**MARKETING)
        assert consent.Choice.objects.count() == before


def _dies(*_: Any) -> None:
    raise RuntimeError("the process died")


class TestOwnSituation:
    def test_the_uses_stand_still_while_staff_weigh_them(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        assert stands_still(desk, "surveys-events")
        to_review(desk)
        desk.review("purposes.call-recording", ground="OBJ-2")
        assert desk.prepare() == Outcome.PARTIAL
        data, words = desk.answered()
        assert [one["code"] for one in data["items"]] == ["purposes.surveys-events"]
        assert data["withheld"][0]["article"] == "G21(1)"
        assert data["withheld"][0]["title"]["ja"] in words
        assert "電話による問い合わせ内容の確認" in words
        assert "検討の間は停止しておりました" in words
        assert stands_still(desk, "call-recording")

    def test_all_refused_names_every_ground_and_the_remedies(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        to_review(desk)
        for use in OWN["uses"]:
            desk.review(use, ground="OBJ-1")
        assert desk.prepare() == Outcome.REFUSED
        data, words = desk.answered()
        assert len(data["withheld"]) == 2
        assert "監督機関" in words

    @pytest.mark.parametrize(
        ("more", "wrong"),
        [
            ({"uses": ()}, "no use that this right reaches: -"),
            (
                {"uses": ("purposes.billing",)},
                r"reaches: purposes\.billing\. Name at least one of: purposes\.surveys",
            ),
            ({"uses": ("purposes.nothing",)}, "reaches: purposes\\.nothing"),
            ({"law_case": ""}, "not said whether the objection is against direct marketing"),
        ],
    )
    def test_what_rests_on_another_basis_is_no_matter_of_an_objection(
        self, at: At, more: dict[str, Any], wrong: str
    ) -> None:
        desk = taken(at)
        with pytest.raises(UnableToStopUses, match=wrong):
            desk.triage(**{**OWN, **more})
        assert desk.state == State.RECEIVED
        assert not consent.Choice.objects.exists()


def _again(desk: Desk, **more: Any) -> None:
    """Let the same person object once more, in a request of its own."""
    desk.receive("E-6", asked=asked(cast.AOKI))
    desk.decide_regime()
    desk.triage(**{**OWN, **more})


def _apart(desk: Desk, purpose: str) -> None:
    """Let the person object by telephone, in no request."""
    said = asked()
    recording.record(
        controller="jcom",
        about=About(Kind.OBJECTION, f"purposes.{purpose}"),
        turn=Turn.MADE,
        whom=Whom((Given("phone_number", said.facts["telephone"]),), name=said.name),
        arrived=Arrived("telephone", "call-center", desk.now, reference="CALL-1"),
        by="call-center",
        now=desk.now,
    )


def _reopen(desk: Desk, because: str) -> None:
    """Let the ended request go on."""
    reopen.reopen_request(
        request_id=desk.request,
        because=because,
        reason="電話で申出があったため。",
        by=desk.sato,
        now=desk.now,
    )


def _refused(desk: Desk, *purposes: str) -> None:
    """Refuse what was objected to for these purposes, and let the answer leave."""
    to_review(desk)
    for one in purposes:
        desk.review(f"purposes.{one}", ground="OBJ-2")
    desk.prepare()
    desk.approve()
    desk.work()
    desk.dispatch()


class TestWhatWasRefusedGoesOn:
    def test_from_the_moment_at_which_the_answer_left_and_not_before(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        to_review(desk)
        desk.review("purposes.call-recording", ground="OBJ-2")
        desk.prepare()
        desk.approve()
        desk.work()
        assert desk.state == State.EXECUTED
        assert stands_still(desk, "call-recording")
        before, entries = desk.now, desk.entries()
        desk.later(hours=1)
        desk.dispatch()
        assert not stands_still(desk, "call-recording")
        assert stands_still(desk, "surveys-events")
        assert desk.entries() == entries + 1
        assert desk.facts("rights:answer:dispatched")["go_on"] == 1
        [ended] = consent.EndedChoice.objects.all()
        assert (ended.request, ended.because, ended.ended_by) == (desk.request, "refused", desk.sato)
        uses = {one.scope: (one.ended_at, one.ended_because) for one in StoppedUse.objects.all()}
        assert uses == {
            "purposes.call-recording": (desk.now, "refused"),
            "purposes.surveys-events": (None, ""),
        }
        desk.now = before
        assert stands_still(desk, "call-recording"), "it stood still on that day"

    def test_an_objection_made_otherwise_stands(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        _apart(desk, "call-recording")
        _refused(desk, "call-recording", "surveys-events")
        assert stands_still(desk, "call-recording")
        assert not stands_still(desk, "surveys-events")

    def test_of_two_requests_the_other_one_stops_until_it_is_refused_too(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        first = desk.request
        desk.later(hours=1)
        _again(desk)
        second, desk.request = desk.request, first
        _refused(desk, "call-recording")
        assert stands_still(desk, "call-recording")
        desk.request = second
        _refused(desk, "call-recording")
        assert not stands_still(desk, "call-recording")

    def test_one_that_had_arrived_before_and_is_assigned_later_stops_all_the_same(self, at: At) -> None:
        desk = taken(at)
        first = desk.request
        desk.receive("E-6", asked=asked(cast.AOKI))
        desk.decide_regime()
        second, desk.request = desk.request, first
        desk.triage(**OWN)
        desk.later(hours=1)
        _refused(desk, "call-recording")
        assert not stands_still(desk, "call-recording")
        desk.request = second
        desk.triage(**OWN)
        assert stands_still(desk, "call-recording")

    def test_a_dispatch_that_is_refused_lets_nothing_go_on(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        to_review(desk)
        desk.review("purposes.call-recording", ground="OBJ-2")
        desk.prepare()
        desk.approve()
        desk.work()
        with pytest.raises(UnableToDispatch):
            desk.dispatch(tracking="?")
        assert stands_still(desk, "call-recording")
        assert not consent.EndedChoice.objects.exists()

    def test_what_ended_is_never_changed_or_removed(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**MARKETING)
        desk.withdraw()
        with pytest.raises(DatabaseError, match="only grows"):
            consent.EndedChoice.objects.update(because="other")
        with pytest.raises(DatabaseError, match="only grows"):
            consent.EndedChoice.objects.all()._raw_delete("default")


class TestWithdrawnRequests:
    @pytest.mark.parametrize("objection", [MARKETING, OWN])
    def test_what_the_request_stopped_goes_on_in_the_deed_that_ends_it(
        self, at: At, objection: dict[str, Any]
    ) -> None:
        desk = taken(at)
        desk.triage(**objection)
        stopped = StoppedUse.objects.count()
        entries = desk.entries()
        desk.withdraw()
        assert desk.entries() == entries + 1
        assert desk.facts("rights:request:withdrawn") == {"go_on": stopped}
        assert not any(stands_still(desk, one) for one in ("promotion", "call-recording"))
        assert set(StoppedUse.objects.values_list("ended_because", flat=True)) == {"withdrawn"}

    def test_a_stop_of_advertising_that_was_asked_for_otherwise_stands(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**MARKETING)
        given = asked()
        recording.stop(
            controller="jcom", way="telephone", by="call-center", now=desk.now,
            whom=Whom((Given("phone_number", given.facts["telephone"]),), name=given.name),
            arrived=Arrived("telephone", "call-center", desk.now, reference="CALL-2"),
        )  # fmt: skip
        desk.withdraw()
        assert stands_still(desk, "promotion")

    def test_a_consent_that_was_withdrawn_is_not_given_anew(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**CONSENT)
        desk.withdraw()
        assert not consent.EndedChoice.objects.exists()
        assert "go_on" not in desk.facts("rights:request:withdrawn")

    def test_who_comes_back_is_stopped_again_and_again_let_go(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**OWN)
        for _ in range(2):
            desk.later(hours=1)
            desk.withdraw()
            assert not stands_still(desk, "call-recording")
            desk.later(hours=1)
            _reopen(desk, "came_back")
            assert desk.facts("rights:request:reopened")["stopped"] == 2
            assert stands_still(desk, "call-recording")
        assert consent.EndedChoice.objects.count() == 4


def test_a_refused_objection_stands_still_again_when_the_person_complains(at: At) -> None:
    desk = taken(at)
    desk.triage(**OWN)
    _refused(desk, "call-recording")
    desk.later(days=1)
    _reopen(desk, "complaint")
    assert stands_still(desk, "call-recording")
    assert not StoppedUse.objects.filter(ended_at__isnull=False).exists()


class TestWithdrawal:
    def test_the_use_stops_and_a_check_on_erasure_is_opened(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**CONSENT)
        assert [one.scope for one in choices.checks(controller="jcom")] == ["purposes.prizes"]
        to_review(desk)
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        assert [one["code"] for one in data["items"]] == ["purposes.prizes"]
        assert "撤回前の取扱いの適法性は" in words

    def test_law_gives_no_ground_to_refuse_it(self, at: At) -> None:
        desk = taken(at)
        desk.triage(**CONSENT)
        to_review(desk)
        with pytest.raises(UnableToReview, match="no lawful ground"):
            desk.review("purposes.prizes", ground="OBJ-1")

    def test_only_what_rests_on_consent_can_be_withdrawn(self, at: At) -> None:
        desk = taken(at)
        with pytest.raises(UnableToStopUses, match=r"Name at least one of: purposes\.prizes, special_care\."):
            desk.triage(right="G-WDR", uses=("purposes.billing",))

    def test_special_care_with_consent_can_be_withdrawn(self, at: At) -> None:
        desk = taken(at)
        desk.triage(right="G-WDR", uses=("special_care.business-with-consent",))
        assert StoppedUse.objects.get().scope == "special_care.business-with-consent"


def test_uses_are_named_for_these_rights_alone(at: At) -> None:
    desk = taken(at)
    with pytest.raises(UnableToTriage, match="A-DISC is not about single uses"):
        desk.triage(uses=("purposes.billing",))
