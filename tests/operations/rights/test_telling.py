"""Answers that tell: access under the GDPR with every point of Article 15, and the notice of purposes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.desk_told import stated
from tests.operations.rights.stages import At
from yakusoku.laws import queries as laws
from yakusoku.rights import itemizing, queries
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.models import RightsRequest, Statement
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.operations.say import UnableToSay
from yakusoku.rights.rules import Outcome, State

NOTES = "rights:item:added"


def access(at: At, **more: Any) -> Desk:
    """Return a desk with a request for access under review."""
    desk = at("")
    under_gdpr(desk)
    desk.asks("G-ACC", **more)
    return desk


def purposes(at: At) -> Desk:
    """Return a desk with a request for the purposes under review."""
    desk = at("")
    desk.receive("E-3")
    desk.triage(right="A-PURP")
    desk.link()
    desk.recognize()
    desk.pay()
    desk.search()
    desk.work()
    return desk


def points(data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {one["code"]: one["says"] for one in data["items"]}


class TestAccess:
    def test_every_point_of_the_law_is_in_the_answer_with_its_clause_or_article(self, at: At) -> None:
        desk = access(at)
        desk.review_all()
        silent = desk.say_all()
        assert "ACC-automated" in silent
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        told = points(data)
        wanted = {one.code for one in laws.right("G-ACC", as_of=desk.row.received_on).contents} - {
            "ACC-whether",
            "ACC-copy",
        }
        assert wanted <= told.keys()
        assert all(each["article"] for says in told.values() for each in says)
        assert {each["clause"] for each in told["ACC-purposes"]} - {None}
        assert {each["clause"] for each in told["ACC-recipients"]} - {None}
        assert data["sections"]
        assert "専ら自動化された処理による決定は行っていません" in words
        assert "監督機関" in words

    def test_a_point_on_which_the_policy_is_silent_keeps_the_answer_back_until_staff_say_what_is_so(
        self, at: At
    ) -> None:
        desk = access(at)
        desk.review_all()
        with pytest.raises(UnableToPrepare, match=r"says nothing about: .*ACC-automated"):
            desk.prepare()
        assert "rights say" in queries.request(desk.request).next_step
        desk.say_all()
        assert queries.request(desk.request).next_step.startswith("yakusoku rights prepare")
        assert desk.prepare() == Outcome.FULL

    def test_what_staff_say_is_sealed_and_the_ledger_holds_its_point_and_a_keyed_digest(self, at: At) -> None:
        desk = access(at)
        desk.say("ACC-automated")
        assert set(desk.facts(NOTES)) == {"item", "digest"}
        kept = Statement.objects.get()
        assert "自動化".encode() not in bytes(kept.says)
        assert itemizing.read(desk.row, kept).ja.startswith("お客様に関し")

    def test_saying_it_again_replaces_what_was_said_and_only_under_review(self, at: At) -> None:
        desk = access(at)
        desk.review_all()
        desk.say_all()
        desk.say("ACC-automated", stated=stated(ja="自動審査を行っています。"))
        desk.prepare()
        assert Statement.objects.filter(item="ACC-automated").count() == 1
        with pytest.raises(Exception, match="at another stage"):
            desk.say("ACC-automated")
        _, words = desk.answered()
        assert "自動審査を行っています" in words

    @pytest.mark.parametrize(
        ("item", "said", "wrong"),
        [
            ("ACC-nothing", stated(), "no point of this answer"),
            ("ACC-automated", stated(reason="？"), "a reason is missing"),
            ("ACC-automated", stated(ja="\U0001f600"), "no glyph"),
        ],
    )
    def test_what_cannot_be_said_is_refused(self, at: At, item: str, said: Any, wrong: str) -> None:
        desk = access(at)
        with pytest.raises(UnableToSay, match=wrong):
            desk.say(item, stated=said)
        assert not Statement.objects.exists()

    def test_where_a_copy_would_harm_others_the_points_are_told_all_the_same(self, at: At) -> None:
        desk = access(at)
        for finding in queries.findings(desk.request):
            desk.review(finding.section, ground="ACC-1")
        desk.say_all()
        assert desk.prepare() == Outcome.PARTIAL
        data, _ = desk.answered()
        assert data["sections"] == []
        assert len(data["withheld"]) == 6
        assert "ACC-purposes" in points(data)

    def test_an_excessive_request_is_refused_as_a_whole(self, at: At) -> None:
        desk = access(at)
        for finding in queries.findings(desk.request):
            desk.review(finding.section, ground="ACC-2")
        assert desk.prepare() == Outcome.REFUSED
        data, words = desk.answered()
        assert "items" not in data
        assert "監督機関" in words

    def test_nothing_held_is_the_whole_answer(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.receive("E-2")
        desk.decide_regime()
        desk.triage(right="G-ACC")
        desk.link()
        desk.recognize()
        with closing(sqlite3.connect(desk.store("customers"))) as store:
            store.execute("DELETE FROM subscriber")
            store.commit()
        desk.search()
        desk.work()
        assert desk.prepare() == Outcome.NOT_HELD
        data, words = desk.answered()
        assert "items" not in data
        assert "取り扱っておりません" in words

    def test_a_letter_in_english_says_the_same(self, at: At) -> None:
        desk = access(at)
        RightsRequest.objects.update(language="en")
        desk.review_all()
        desk.say_all()
        desk.prepare()
        _, words = desk.answered()
        assert "Whatyouhavearighttoknow" in words
        assert "Nodecisionaboutyouismadebyautomatedmeansalone" in words

    def test_the_answer_is_approved_with_what_staff_said(self, at: At) -> None:
        desk = access(at)
        desk.review_all()
        desk.say_all()
        desk.prepare()
        Statement.objects.update(digest="0" * 64)
        with pytest.raises(Exception, match="changed after the answer was prepared"):
            desk.approve()
        assert desk.state == State.DECIDED


class TestPurposes:
    def test_each_published_purpose_of_what_is_held_is_told_with_its_clause_and_nothing_is_shown(
        self, at: At
    ) -> None:
        desk = purposes(at)
        desk.say_all()
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        told = points(data)
        assert data["sections"] == []
        assert all(each["clause"] for code, says in told.items() if code != "PURP-rest" for each in says)
        assert "利用目的の通知について" in words
        assert data["request"]["fee"]["amount"] == 1100

    def test_one_purpose_can_be_withheld_on_a_ground_of_this_right_and_no_other(self, at: At) -> None:
        desk = purposes(at)
        desk.say_all()
        code = itemizing.drawn(desk.row)[0].code
        with pytest.raises(UnableToReview, match="DISC-2 is no lawful ground"):
            desk.review(code, ground="DISC-2")
        desk.review(code, ground="PURP-3")
        assert desk.prepare() == Outcome.PARTIAL
        data, _ = desk.answered()
        assert code not in points(data)
        assert [one["section"] for one in data["withheld"]] == ["purposes"]
        assert code not in json.dumps(data)
        assert data["withheld"][0]["article"] == "A21(4)(ii)"

    def test_all_of_them_withheld_is_a_refusal_with_its_reasons(self, at: At) -> None:
        desk = purposes(at)
        desk.say_all()
        for one in itemizing.drawn(desk.row):
            if one.apart:
                desk.review(one.code, ground="PURP-2")
        assert desk.prepare() == Outcome.REFUSED
        data, words = desk.answered()
        assert "items" not in data
        assert "利用目的の通知はいたしません" in words

    def test_the_purposes_of_a_request_are_no_change_of_rows(self, at: At) -> None:
        desk = purposes(at)
        desk.say_all()
        desk.prepare()
        desk.answered()
        assert queries.buckets(desk.request, now=desk.now) == ()
        desk.dispatch()
        desk.close()
        assert desk.state == State.CLOSED
