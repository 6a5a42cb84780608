"""Answers that leave electronically: encrypted, with a passphrase told by another way; portability; another method."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pypdf
import pypdfium2
import pytest

from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights.models import OtherMethod, Passphrase
from yakusoku.rights.operations.dispatch import UnableToDispatch
from yakusoku.rights.operations.passphrase import UnableToTellPassphrase
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.operations.say import UnableToSay
from yakusoku.rights.operations.triage import UnableToTriage
from yakusoku.rights.rules import Dispatching, Outcome, State, Telling
from yakusoku.rights.settled import UnableToClose

BILLING = "jcom_customers.billing"


def made(at: At, right: str = "G-ACC", **more: Any) -> Desk:
    """Return a desk with an answer by electronic record that is ready to leave."""
    desk = at("")
    under_gdpr(desk)
    desk.asks(right, method="electronic", **more)
    desk.review_all()
    desk.say_all()
    desk.prepare()
    desk.approve()
    desk.work()
    return desk


def read(desk: Desk, locked: bytes, words: str = "") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(locked), password=words or desk.open_passphrase())


class TestLocked:
    def test_it_is_one_file_that_nobody_reads_without_the_passphrase(self, at: At) -> None:
        desk = made(at)
        files = desk.release()
        assert list(files) == ["answer.pdf"]
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(files["answer.pdf"])
        with pytest.raises(pypdf.errors.WrongPasswordError):
            read(desk, files["answer.pdf"], "AAAA-BBBB-CCCC-DDDD-EEEE")
        assert b"data.json" not in files["answer.pdf"]
        words = desk.open_passphrase()
        assert re.fullmatch(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}", words)
        opened = pypdfium2.PdfDocument(files["answer.pdf"], password=words)
        assert "JCOM" in opened[0].get_textpage().get_text_range()

    def test_everything_that_the_package_holds_is_within(self, at: At) -> None:
        desk = made(at)
        opened = read(desk, desk.release()["answer.pdf"])
        names = set(opened.attachments)
        assert {"README.txt", "letter.html", "data.json", "columns.csv", "proof.txt"} <= names
        assert json.loads(opened.attachments["data.json"][0])["request"]["method"] == "electronic"

    def test_it_is_the_strong_kind_of_encryption(self, at: At) -> None:
        desk = made(at)
        locked = pypdf.PdfReader(io.BytesIO(desk.release()["answer.pdf"]))
        encryption: Any = locked.trailer["/Encrypt"]
        assert (encryption["/V"], encryption["/Length"]) == (5, 256)

    def test_the_passphrase_stays_the_same_however_often_it_is_opened(self, at: At) -> None:
        desk = made(at)
        first = desk.release()["answer.pdf"]
        again = desk.release()["answer.pdf"]
        assert first != again
        assert read(desk, first).pages
        assert read(desk, again).pages
        assert desk.tags().count("rights:passphrase:released") == 2

    def test_the_ledger_and_the_row_hold_no_passphrase(self, at: At) -> None:
        desk = made(at)
        desk.release()
        words = desk.open_passphrase()
        assert words not in repr(list(Passphrase.objects.values()))
        assert desk.facts("rights:passphrase:released") == {}


class TestTold:
    def test_it_is_told_by_another_way_before_the_request_is_closed(self, at: At) -> None:
        desk = made(at)
        desk.release()
        desk.dispatch(method=Dispatching.ELECTRONIC)
        with pytest.raises(UnableToClose, match="not told the passphrase"):
            desk.close()
        desk.passphrase_told()
        assert desk.facts("rights:passphrase:dispatched")["method"] == "telephone"
        desk.close()
        assert desk.state == State.CLOSED

    def test_what_left_by_post_has_its_passphrase_told_by_telephone(self, at: At) -> None:
        desk = made(at)
        desk.release()
        desk.dispatch()
        with pytest.raises(UnableToTellPassphrase, match="left by post"):
            desk.passphrase_told(Telling.POST)
        desk.passphrase_told()

    def test_an_answer_on_paper_has_none_and_leaves_by_no_wire(self, at: At) -> None:
        desk = at("executed")
        assert set(desk.release()) == {"letter.pdf", "package.zip"}
        with pytest.raises(UnableToTellPassphrase, match="has no passphrase"):
            desk.open_passphrase()
        with pytest.raises(UnableToDispatch, match="asked for as paper does not leave as electronic"):
            desk.dispatch(method=Dispatching.ELECTRONIC)

    def test_nothing_is_told_before_the_answer_left(self, at: At) -> None:
        desk = made(at)
        desk.release()
        with pytest.raises(Exception, match="at another stage"):
            desk.passphrase_told()


class TestPortability:
    def carried(self, at: At, **more: Any) -> Desk:
        desk = at("")
        under_gdpr(desk)
        for clause in ("JC-A2.1", "JC-A3.1", "JC-A3.2", "JC-A3.6", "JC-A4.1"):
            basis = "contract" if clause != "JC-A4.1" else "legitimate_interests"
            desk.policy(f"    clauses: [{clause}]\n", f"    basis: [{basis}]\n    clauses: [{clause}]\n")
        desk.asks("G-POR", method="electronic", **more)
        return desk

    def test_what_was_provided_or_observed_on_contract_is_carried_over_and_nothing_derived(
        self, at: At
    ) -> None:
        desk = self.carried(at)
        desk.review_all()
        desk.prepare()
        data, words = _locked(desk)
        subscriber = next(one for one in data["sections"] if one["key"] == "jcom_customers.subscriber")
        columns = {one["name"] for one in subscriber["columns"]}
        assert "family_name" in columns
        assert "subscriber_no" not in columns, "the company made it"
        outside = next(one for one in data["paragraphs"] if one["code"] == "outside")
        assert "It does not reach these items" in outside["says"]["en"]
        assert "移行" in words

    def test_a_column_of_which_nobody_can_tell_keeps_the_answer_back(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)  # no purpose of this text names a basis
        desk.asks("G-POR", method="electronic")
        desk.review_all()
        unclear = _unclear(desk)
        assert unclear
        with pytest.raises(UnableToPrepare, match="neither policy nor data map says"):
            desk.prepare()
        section, _, name = unclear[0].rpartition(".")
        desk.review(section, field=name)
        assert unclear[0] not in _unclear(desk)

    def test_paper_is_no_form_that_programs_read(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.receive("E-2")
        desk.decide_regime()
        with pytest.raises(UnableToTriage, match=r"not given as paper\. Choose one of: electronic, direct"):
            desk.triage(right="G-POR")

    def test_straight_to_another_controller_is_a_way_of_its_own(self, at: At) -> None:
        desk = self.carried(at)
        desk.request = ""
        desk.asks("G-POR", ref="E-9", method="direct")
        desk.review_all()
        desk.prepare()
        desk.approve()
        desk.work()
        desk.release()
        with pytest.raises(UnableToDispatch, match="It leaves as one of: direct_transmission"):
            desk.dispatch()
        desk.dispatch(method=Dispatching.DIRECT, tracking="RECEIPT-0815")
        assert desk.state == State.NOTIFIED


def _unclear(desk: Desk) -> tuple[str, ...]:
    from yakusoku.rights import carried

    return carried.unclear(desk.row)


def _locked(desk: Desk) -> tuple[dict[str, Any], str]:
    """Approve, let the letter be made, and return the data and the words of the encrypted answer."""
    desk.approve()
    desk.work()
    opened = read(desk, desk.release()["answer.pdf"])
    data: dict[str, Any] = json.loads(opened.attachments["data.json"][0])
    return data, "".join(page.extract_text() for page in opened.pages)


class TestOtherMethod:
    def test_where_the_chosen_way_is_too_hard_it_is_answered_in_writing_and_told(self, at: At) -> None:
        desk = at("received")
        desk.triage(method="electronic")
        desk.identify()
        desk.pay()
        desk.link()
        desk.search()
        desk.work()
        assert desk.other_method() == "paper"
        assert desk.facts("rights:request:changed")["method"] == "paper"
        desk.review_all()
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        assert data["request"]["method"] == "paper"
        told = next(one for one in data["paragraphs"] if one["code"] == "other-method")
        assert told["article"] == "A33(3)"
        assert "媒体の複製装置が故障しています" in words
        assert OtherMethod.objects.get().chosen == "electronic"

    def test_who_asked_for_paper_gets_paper_anyway(self, at: At) -> None:
        desk = at("review")
        with pytest.raises(UnableToSay, match="no other way of answering A-DISC"):
            desk.other_method()

    def test_where_law_gives_no_fallback_there_is_none(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("G-ACC", method="electronic")
        with pytest.raises(UnableToSay, match="no other way of answering G-ACC"):
            desk.other_method()

    def test_the_approval_is_of_the_words_that_are_said(self, at: At) -> None:
        desk = at("received")
        desk.triage(method="electronic")
        desk.identify()
        desk.pay()
        desk.link()
        desk.search()
        desk.work()
        desk.other_method()
        desk.review_all()
        desk.prepare()
        OtherMethod.objects.update(digest="0" * 64)
        with pytest.raises(Exception, match="changed after the answer was prepared"):
            desk.approve()
