"""A paper that does not suffice, the letter that asks for another one, doubt, and the days on which a request waits."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.models import Doubt, IdentityCheck, PaperRequest
from yakusoku.rights.operations.ask_papers import UnableToAsk
from yakusoku.rights.operations.papers import Bears, UnableToIdentify
from yakusoku.rights.operations.recognize import UnableToDoubt
from yakusoku.rights.rules import Measure, State
from yakusoku.vault import operations as vault


def test_a_paper_found_insufficient_no_longer_counts_and_is_replaced(at: At) -> None:
    desk = at("need_fee")
    assert desk.insufficient() == State.NEED_ID
    assert desk.identify() == State.NEED_FEE
    assert [one.rejected_because for one in queries.papers(desk.request)] == [Insufficient.UNREADABLE, ""]
    assert desk.facts("rights:paper:returned") == {
        "document": "qualification_certificate", "reason": "unreadable", "whose": "person",
    }  # fmt: skip


def test_a_paper_that_was_refused_on_arrival_is_noted_once_without_a_copy(at: At) -> None:
    desk = at("need_id")
    desk.insufficient("insurance_card", why=Insufficient.ENDED)
    with pytest.raises(UnableToIdentify, match="noted before"):
        desk.insufficient("insurance_card", why=Insufficient.ENDED)
    assert not IdentityCheck.objects.get().image_name


class TestTheLetter:
    def test_it_is_sealed_sent_and_the_request_waits_until_a_paper_comes(self, at: At) -> None:
        desk = at("need_id")
        desk.insufficient("insurance_card", why=Insufficient.ENDED)
        letter = desk.ask()
        assert letter.startswith(b"%PDF-")
        kept = PaperRequest.objects.get()
        assert vault.get(case_id=desk.request, name=kept.letter_name) == letter
        assert kept.letter_digest == hashlib.sha256(letter).hexdigest()
        assert kept.missing == [["person", "identity"]]
        assert queries.waits(desk.request) == ()
        desk.asked()
        sent = desk.now.date()
        desk.later(days=3)
        desk.identify()
        assert [(one.asked_on, one.answered_on) for one in queries.waits(desk.request)] == [
            (sent, sent + timedelta(days=3))
        ]

    def test_asking_twice_on_a_day_makes_one_letter(self, at: At) -> None:
        desk = at("need_id")
        assert desk.ask() == desk.ask()
        assert PaperRequest.objects.count() == 1

    def test_it_goes_with_the_copies_of_papers(self, at: At) -> None:
        desk = at("need_id")
        desk.ask()
        desk.withdraw()
        desk.work()
        assert [
            name for name in vault.names(case_id=desk.request) if name.startswith(("ask-", "paper-"))
        ] == []

    def test_what_cannot_be_asked_for_is_refused(self, at: At) -> None:
        desk = at("need_id")
        with pytest.raises(UnableToAsk, match="not after today"):
            desk.ask(reply_by=desk.now.date())
        with pytest.raises(UnableToAsk, match="no letter waits"):
            desk.asked()
        desk.ask()
        with pytest.raises(UnableToAsk, match="before the letter was made or after today"):
            desk.asked(sent_on=date(2026, 1, 1))

    def test_where_only_a_word_is_missing_no_letter_is_made(self, at: At) -> None:
        desk = at("")
        desk.receive("E-2")
        desk.triage(right="A-STOP5", measure=Measure.ERASE)
        with pytest.raises(UnableToAsk, match="nothing is missing that a letter can ask for"):
            desk.ask()


class TestDoubt:
    def test_on_recorded_doubt_a_paper_is_asked_for_and_nobody_is_recognized_without(self, at: At) -> None:
        desk = at("")
        desk.receive("E-2")
        desk.triage(right="A-STOP5", measure=Measure.ERASE)
        assert desk.doubt() == State.NEED_ID
        with pytest.raises(UnableToIdentify, match=r"a doubt is recorded\. \[PPC General Guideline"):
            desk.recognize()
        assert desk.identify() == State.READY

    def test_a_doubt_after_recognizing_sends_the_request_back_and_its_end_lets_it_go_on(self, at: At) -> None:
        desk = at("")
        desk.receive("E-2")
        desk.triage(right="A-STOP5", measure=Measure.ERASE)
        desk.recognize()
        assert desk.doubt() == State.NEED_ID
        assert desk.end_doubt() == State.READY
        assert bytes(Doubt.objects.get().reason).find("筆跡".encode()) == -1

    def test_there_is_no_doubt_where_the_text_asks_anyway_nor_an_end_without_one(self, at: At) -> None:
        desk = at("need_id")
        with pytest.raises(UnableToDoubt, match="asks for proof of identity anyway"):
            desk.doubt()
        with pytest.raises(UnableToDoubt, match="no doubt is recorded"):
            desk.end_doubt()

    def test_the_means_are_those_of_the_law(self, at: At) -> None:
        desk = at("")
        desk.receive("E-2")
        desk.triage(right="A-STOP5", measure=Measure.ERASE)
        with pytest.raises(UnableToIdentify, match="no way in which somebody is known"):
            desk.recognize(means="registered_email")
        desk.recognize(means="registered_login")
        assert IdentityCheck.objects.get().means == "registered_login"


def test_a_paper_whose_last_day_has_passed_is_refused_with_clause_and_article(at: At) -> None:
    desk = at("need_id")
    with pytest.raises(
        UnableToIdentify, match=r"valid until 2026-10-31 only\. \[JC-D2\.5, PPC General Guideline"
    ):
        desk.identify(bears=Bears(valid_until=date(2026, 10, 31)))
