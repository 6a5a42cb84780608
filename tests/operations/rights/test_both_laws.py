"""Both laws at once: a ground under each or no refusal, the points of both answers, the duties of either."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.operations.rights.changing import finish, hold, under_gdpr
from tests.operations.rights.clocks import BOTH
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.models import ReviewItem
from yakusoku.rights.rules import Measure, Outcome, State

SUBSCRIBER = "jcom_customers.subscriber"


def disclosure(at: At) -> Desk:
    """Return a desk with a disclosure under review, to which both laws apply."""
    desk = at("")
    under_gdpr(desk)
    desk.receive("E-2")
    desk.regime(*BOTH)
    desk.triage(right="A-DISC")
    desk.link()
    desk.identify()
    desk.search()
    desk.work()
    return desk


def withheld(data: dict[str, Any]) -> dict[str, Any]:
    return {one["section"]: one for one in data["withheld"]}


class TestDisclosure:
    def test_the_points_of_access_are_told_beside_the_copy_and_no_fee_is_asked_for(self, at: At) -> None:
        desk = disclosure(at)
        assert queries.fee_of(desk.request) is None
        desk.review_all()
        assert "ACC-automated" in desk.say_all()
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        told = {one["code"] for one in data["items"]}
        assert told >= {"ACC-purposes", "ACC-categories", "ACC-rights", "ACC-automated"}
        assert data["sections"]
        assert data["request"]["right"]["laws"] == ["appi", "gdpr"]
        assert [one["article"] for one in data["paragraphs"] if one["code"] == "both-laws"] == ["G15(1)"]
        assert "保有個人データの開示について" in words
        assert "監督機関" in words

    def test_the_answer_waits_for_what_staff_have_to_say_under_the_other_law(self, at: At) -> None:
        desk = disclosure(at)
        desk.review_all()
        with pytest.raises(Exception, match="ACC-automated"):
            desk.prepare()

    def test_nothing_is_withheld_on_a_ground_of_one_law_alone(self, at: At) -> None:
        desk = disclosure(at)
        with pytest.raises(
            UnableToReview, match=r"G-ACC gives this, too, and no ground of it is named.*ACC-1, ACC-2"
        ):
            desk.review(SUBSCRIBER, ground="DISC-1")
        with pytest.raises(UnableToReview, match="STOP5-1 is no lawful ground for G-ACC"):
            desk.review(SUBSCRIBER, ground="DISC-1", also="STOP5-1")
        with pytest.raises(UnableToReview, match="ACC-1 is no lawful ground for A-DISC"):
            desk.review(SUBSCRIBER, ground="ACC-1", also="DISC-1")
        with pytest.raises(UnableToReview, match="DISC-3 rests on another law, which is not named"):
            desk.review(SUBSCRIBER, ground="DISC-3", also="ACC-1")
        assert not ReviewItem.objects.filter(request_id=desk.request).exists()

    def test_what_is_withheld_says_both_grounds_to_the_person_and_in_the_ledger(self, at: At) -> None:
        desk = disclosure(at)
        desk.review_all()
        desk.review(SUBSCRIBER, ground="DISC-1", also="ACC-1")
        assert desk.facts("rights:item:reviewed") == {
            "item": SUBSCRIBER, "decision": "withhold", "ground": "DISC-1", "also": "ACC-1",
        }  # fmt: skip
        desk.say_all()
        assert desk.prepare() == Outcome.PARTIAL
        data, words = desk.answered()
        left = withheld(data)[SUBSCRIBER]
        assert (left["ground"], left["also_ground"], left["article"]) == ("DISC-1", "ACC-1", "A33(2)(i)")
        assert "また、GDPRにおいても、" in left["reason"]["ja"]
        assert "(GDPR, Article 15, paragraph 4)" in left["reason"]["en"]
        assert "GDPRにおいても" in words
        assert data["request"]["suit_open_on"] is not None

    def test_the_evidence_counts_it_under_each_right(self, at: At) -> None:
        desk = disclosure(at)
        desk.review(SUBSCRIBER, ground="DISC-1", also="ACC-1")
        found = [(one.right, one.ground) for one in queries.withheld(controller="jcom")]
        assert found == [("A-DISC", "DISC-1"), ("G-ACC", "ACC-1")]

    def test_the_second_person_approves_both_grounds(self, at: At) -> None:
        desk = disclosure(at)
        desk.review_all()
        desk.say_all()
        desk.review(SUBSCRIBER, ground="DISC-1", also="ACC-1")
        desk.prepare()
        first = desk.row.answer_digest
        desk.send_back()
        desk.review(SUBSCRIBER, ground="DISC-1", also="ACC-2")
        desk.prepare()
        assert desk.row.answer_digest != first

    def test_an_excessive_request_needs_a_ground_of_the_act_as_well(self, at: At) -> None:
        desk = disclosure(at)
        for finding in queries.findings(desk.request):
            desk.review(finding.section, ground="DISC-2", also="ACC-2")
        assert desk.prepare() == Outcome.REFUSED
        data, _ = desk.answered()
        assert "items" not in data


def test_access_can_be_taken_to_court_where_a_part_is_withheld(at: At) -> None:
    desk = at("")
    under_gdpr(desk)
    desk.asks("G-ACC", scopes=BOTH)
    desk.review_all()
    desk.review(SUBSCRIBER, ground="ACC-1", also="DISC-1")
    desk.say_all()
    desk.prepare()
    data, words = desk.answered()
    assert data["request"]["suit_open_on"] == desk.row.suit_open_on.isoformat()
    assert "監督機関" in words


def test_where_one_law_applies_a_second_ground_is_refused(at: At) -> None:
    desk = at("")
    under_gdpr(desk)
    desk.asks("G-ACC")
    with pytest.raises(UnableToReview, match="Name a ground of G-ACC alone"):
        desk.review(SUBSCRIBER, ground="ACC-1", also="DISC-1")


def test_a_second_ground_is_never_kept_without_a_first(at: At) -> None:
    desk = disclosure(at)
    desk.review(SUBSCRIBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewItem.objects.filter(request_id=desk.request).update(also_ground="ACC-1")


class TestChanges:
    def test_what_a_statute_or_hold_keeps_is_kept_under_both_laws(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("A-STOP5", measure=Measure.ERASE, law_case="STOP5-a", scopes=BOTH)
        hold(desk, "jcom_customers:subscriber")
        desk.decide()
        finish(desk)
        data, words = desk.opened()
        kept = {one["also_ground"] for one in data["changed"]["kept"] if one["ground"] == "STOP5-2"}
        assert "ERA-5" in kept
        assert "また、GDPRにおいても、" in words

    def test_each_recipient_is_told_because_the_gdpr_says_so(self, at: At) -> None:
        desk = at("")
        desk.asks("A-STOP5", measure=Measure.RESTRICT, law_case="STOP5-c")
        desk.decide()
        finish(desk)
        assert not any(one.must for one in queries.recipients(desk.request))
        under_gdpr(desk)
        desk.asks("A-STOP5", ref="E-3", measure=Measure.RESTRICT, law_case="STOP5-c", scopes=BOTH)
        desk.decide()
        finish(desk)
        assert all(one.must for one in queries.recipients(desk.request))

    def test_the_person_is_told_before_a_cease_of_use_is_lifted(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("A-STOP5", measure=Measure.RESTRICT, law_case="STOP5-c", scopes=BOTH)
        desk.decide()
        finish(desk)
        desk.dispatch()
        desk.propose_lifting()
        with pytest.raises(Exception, match="the person was not told"):
            desk.approve_lifting()

    def test_a_collection_is_left_on_a_ground_of_each(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("G-ERA", law_case="ERA-b", scopes=BOTH)
        with pytest.raises(UnableToReview, match="A-STOP5 gives this, too"):
            desk.review(SUBSCRIBER, ground="ERA-5")
        desk.review(SUBSCRIBER, ground="ERA-5", also="STOP5-3")
        for finding in queries.findings(desk.request):
            if finding.rows and finding.section != SUBSCRIBER:
                desk.review(finding.section)
        desk.prepare()
        finish(desk)
        assert desk.state == State.EXECUTED
        data, _ = desk.opened()
        assert data["changed"]["restricted"] is True, "the Act's ground wants a substitute"
