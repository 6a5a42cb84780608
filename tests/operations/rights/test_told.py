"""Recipients are told, or spared for a reason; letters beside the answer; what holds a closing up."""

from __future__ import annotations

import json
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights.changing import finish, party, under_gdpr, vault_file, wish
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import queries
from yakusoku.rights.models import Letter, Recipient
from yakusoku.rights.operations.letters import UnableToNoteLetter, UnableToOpenLetter
from yakusoku.rights.operations.recipients import (
    UnableToNameRecipient,
    UnableToSpareRecipient,
    UnableToTellOfRecipients,
)
from yakusoku.rights.rules import Measure, State
from yakusoku.rights.settled import UnableToClose
from yakusoku.staff.queries import UnableToAct
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault


def erased(at: At, **more: Any) -> Desk:
    """Return a desk with an erasure under the GDPR whose rows are gone and whose letter is made."""
    desk = at("")
    under_gdpr(desk)
    desk.asks("G-ERA", measure=Measure.ERASE, law_case="ERA-a", **more)
    desk.decide()
    finish(desk)
    return desk


def numbers(desk: Desk, *, state: str = "open") -> list[int]:
    return [one.number for one in queries.recipients(desk.request) if one.state == state]


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


class TestRecipients:
    def test_everybody_to_whom_the_text_lets_such_data_go_is_asked_about_with_a_day(self, at: At) -> None:
        desk = erased(at)
        found = queries.recipients(desk.request)
        assert {one.source.partition(".")[0] for one in found} == {
            "provisions", "joint_use", "entrustments", "others",
        }  # fmt: skip
        assert {(one.must, one.article, one.due_on) for one in found} == {
            (True, "G19", desk.row.suit_open_on)
        }
        named = [one.source for one in found]
        assert named[-1] == "others", "staff also say whom the text does not speak of"
        assert len(set(named)) == len(named)
        assert queries.untold_recipients(controller="jcom")[0].days(desk.now.date()) == 0

    def test_a_request_is_not_closed_before_each_is_told_or_spared(self, at: At) -> None:
        desk = erased(at)
        desk.dispatch()
        with pytest.raises(UnableToClose, match="recipient 1 was not told yet"):
            desk.close()
        assert queries.request(desk.request).next_step == f"yakusoku rights recipients {desk.request}"
        *others, last = numbers(desk)
        desk.spare(*others)
        letter, new = desk.name_recipient(last, party())
        assert queries.request(desk.request).next_step.startswith(
            f"yakusoku rights posted {desk.request} --letter {letter} "
        )
        with pytest.raises(UnableToClose, match=f"recipient {new} was not told yet"):
            desk.close()
        desk.posted(letter)
        desk.close()
        assert desk.state == State.CLOSED
        assert queries.everything_open(controller="jcom") == ()
        assert [tag for tag in desk.tags() if "recipient" in tag or "letter" in tag] == [
            "rights:recipient:reviewed", "rights:recipient:added", "rights:letter:dispatched",
        ]  # fmt: skip

    def test_the_letter_holds_the_name_their_reference_and_kinds_of_data_and_nothing_else_of_the_person(
        self, at: At
    ) -> None:
        desk = erased(at)
        letter, _ = desk.name_recipient(numbers(desk)[-1], party())
        [(name, content)] = desk.open_letter(letter).items()
        assert name == f"recipient-{letter}.pdf"
        said = words(content)
        for there in (cast.AOKI.name, "KJ-20931", "氏名", "北海設備工事株式会社　御中", "消去"):
            assert there in said
        assert cast.AOKI.telephone is not None
        for absent in (cast.AOKI.telephone, cast.AOKI.street, desk.row.receipt_code, "生年月日"):
            assert absent not in said

    def test_of_a_correction_they_learn_what_is_right_of_what_they_were_given_alone(self, at: At) -> None:
        desk = at("")
        desk.asks("A-CORR", wish=wish())
        desk.decide()
        finish(desk)
        found = queries.recipients(desk.request)
        assert found
        assert {one.must for one in found} == {False}, "the Act does not ask for it: it is offered"
        assert "others" not in {one.source for one in found}
        city = ("user.contact.address.city",)
        letter, _ = desk.name_recipient(found[0].number, party(kinds=city, language="en"))
        said = words(desk.open_letter(letter)[f"recipient-{letter}.pdf"])
        assert "札幌市中央区" in said
        assert "大通西99丁目" not in said
        assert "as the law requires" not in said
        desk.dispatch()
        desk.close()
        assert desk.state == State.CLOSED

    def test_who_is_named_needs_kinds_that_were_changed_and_a_class_that_is_open(self, at: At) -> None:
        desk = erased(at)
        last = numbers(desk)[-1]
        with pytest.raises(UnableToNameRecipient, match="not known which kinds"):
            desk.name_recipient(last, party(kinds=()))
        with pytest.raises(UnableToNameRecipient, match="not known which kinds"):
            desk.name_recipient(last, party(kinds=("user.names",)))
        desk.spare(last)
        with pytest.raises(UnableToNameRecipient, match="no class of recipients that is open"):
            desk.name_recipient(last, party())
        with pytest.raises(UnableToAct):
            desk.name_recipient(numbers(desk)[0], party(), by=desk.tanaka)

    def test_sparing_needs_a_case_of_law_and_a_reason_which_is_sealed(self, at: At) -> None:
        desk = erased(at)
        first, second, *_, last = numbers(desk)
        with pytest.raises(UnableToSpareRecipient, match="inconvenient is no case"):
            desk.spare(first, because="inconvenient")
        with pytest.raises(UnableToSpareRecipient, match="a reason is missing"):
            desk.spare(first, reason="なし")
        _, new = desk.name_recipient(last, party())
        with pytest.raises(UnableToSpareRecipient, match="who was named was given the data"):
            desk.spare(new)
        desk.spare(first, second, new, because="impossible", reason="解散しており連絡先がない。")
        with pytest.raises(UnableToSpareRecipient, match="one of these does not wait"):
            desk.spare(first)
        row = Recipient.objects.get(number=new)
        assert row.reason is not None
        assert "解散".encode() not in bytes(row.reason)
        opened = vault.unseal(case_id=desk.request, label="spared", sealed=bytes(row.reason))
        assert opened.decode() == "解散しており連絡先がない。"

    def test_the_database_takes_no_recipient_as_told_without_a_letter(self, at: At) -> None:
        erased(at)
        with transaction.atomic(), connection.cursor() as cursor, pytest.raises(IntegrityError):
            cursor.execute(
                "UPDATE rights_recipient SET state = 'told', settled_on = due_on, settled_by = 'x'"
            )

    def test_a_correction_that_changes_nothing_asks_for_nobody(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("G-ERA", measure=Measure.ERASE, law_case="ERA-a")
        sections = [one.section for one in queries.findings(desk.request) if one.rows]
        desk.decide(**{section.replace(".", "__"): "ERA-0" for section in sections})
        finish(desk)
        assert queries.recipients(desk.request) == ()


class TestDays:
    def test_doctor_and_list_say_what_is_late(self, at: At) -> None:
        from yakusoku.promises.doctor.announced import look_at_announced
        from yakusoku.promises.doctor.lines import Verdict

        desk = erased(at)
        desk.dispatch()
        assert list(look_at_announced(desk.now)) == []
        desk.ask_recipients()
        desk.later(days=40)
        assert {one.is_late(desk.now.date()) for one in queries.untold_recipients(controller="jcom")} == {
            True
        }
        assert [(line.verdict, desk.request in line.says.say("en")) for line in look_at_announced(desk.now)] == [
            (Verdict.WRONG, True), (Verdict.LOOK, True),
        ]  # fmt: skip

    def test_rows_held_for_another_company_hold_the_closing_up_until_they_are_passed_on(self, at: At) -> None:
        desk = at("")
        clock = "      clock_starts: {event: inquiry-received, column: received_at}\n"
        desk.datamap("jcom-customers.yaml", clock, f"{clock}      retained: {{held_for: insurers}}\n")
        desk.asks("A-STOP5", measure=Measure.ERASE)
        desk.decide()
        finish(desk)
        desk.dispatch()
        with pytest.raises(UnableToClose, match=r"jcom_customers\.inquiry was not passed on"):
            desk.close()
        assert "hand-over" in queries.request(desk.request).next_step
        [waiting] = queries.open_hand_overs(controller="jcom")
        desk.later(days=3)
        assert waiting.days(desk.now.date()) == 3
        desk.hand_over("jcom_customers.inquiry")
        assert queries.open_hand_overs() == ()
        desk.close()


class TestThePersonAsks:
    def test_the_answer_tells_that_one_may_ask_and_a_letter_of_its_own_answers(self, at: At) -> None:
        desk = erased(at)
        said = json.loads(vault_file(desk, "data.json"))["paragraphs"]
        [told] = [one for one in said if one["code"] == "recipients"]
        assert told["article"] == "G19"
        assert "If you ask" in told["says"]["en"]
        desk.ask_recipients()
        with pytest.raises(UnableToTellOfRecipients, match="it was noted before"):
            desk.ask_recipients()
        with pytest.raises(UnableToTellOfRecipients, match="not every recipient is told yet"):
            desk.write_recipients()
        *others, last = numbers(desk)
        letter, new = desk.name_recipient(last, party())
        desk.posted(letter)
        desk.spare(*others[1:])
        desk.spare(others[0], because="disproportionate", reason="対象者が特定できない多数の配信先。")
        desk.dispatch()
        with pytest.raises(UnableToClose, match="the person asked who the recipients are"):
            desk.close()
        answer = desk.write_recipients()
        said_to_person = words(desk.open_letter(answer)[f"recipients-{answer}.pdf"])
        assert "北海設備工事株式会社" in said_to_person
        assert "過大な負担" in said_to_person
        assert queries.unanswered_questions(controller="jcom")[0].request_id == desk.request
        desk.posted(answer)
        desk.close()
        assert queries.recipients(desk.request)[new - 1].state == "told"

    def test_who_asked_before_is_told_in_the_answer_that_a_letter_follows(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("G-ERA", measure=Measure.ERASE, law_case="ERA-a")
        desk.ask_recipients()
        desk.decide()
        finish(desk)
        said = json.loads(vault_file(desk, "data.json"))["paragraphs"]
        [told] = [one for one in said if one["code"] == "recipients"]
        assert "in a letter of its own" in told["says"]["en"]


class TestLetters:
    def test_a_letter_leaves_once_with_a_number_and_a_day(self, at: At) -> None:
        desk = erased(at)
        letter, _ = desk.name_recipient(numbers(desk)[-1], party())
        with pytest.raises(UnableToNoteLetter, match="only letters, digits"):
            desk.posted(letter, tracking="?")
        with pytest.raises(UnableToNoteLetter, match="the day lies before"):
            desk.posted(letter, sent_on=desk.row.received_on.replace(year=2020))
        desk.posted(letter)
        with pytest.raises(UnableToNoteLetter, match="waits to leave"):
            desk.posted(letter)

    def test_an_erasure_destroys_earlier_letters_about_the_person(self, at: At) -> None:
        desk = at("")
        desk.asks("A-CORR", wish=wish())
        desk.decide()
        finish(desk)
        found = queries.recipients(desk.request)
        letter, _ = desk.name_recipient(found[0].number, party(kinds=("user.contact.address",)))
        first = desk.request
        assert desk.open_letter(letter)
        desk.dispatch()
        desk.close()
        desk.asks("A-STOP5", ref="E-3", measure=Measure.ERASE, law_case="STOP5-a")
        desk.decide()
        finish(desk)
        desk.request = first
        assert Letter.objects.filter(request_id=first).exists(), "that it was made stays"
        with pytest.raises(UnableToOpenLetter, match="or it was destroyed"):
            desk.open_letter(letter)

    def test_a_name_that_cannot_stand_on_an_envelope_is_refused_before_anything_is_noted(
        self, at: At
    ) -> None:
        from yakusoku.rights.package.building import UnableToBuild

        desk = erased(at)
        named = party()
        broken = party(who=type(named.who)(
            name=Personal(" "), postal_code=named.who.postal_code, address=named.who.address
        ))  # fmt: skip
        before = desk.entries()
        with pytest.raises(UnableToBuild, match="an empty or broken line"):
            desk.name_recipient(numbers(desk)[-1], broken)
        assert desk.entries() == before
