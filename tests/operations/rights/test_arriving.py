"""Ways of arrival, requests that may be the same, and what arrives and is no request to answer here."""

from __future__ import annotations

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights.desk import asked
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import queries
from yakusoku.rights.cases import UnableToMove
from yakusoku.rights.models import Contact, End
from yakusoku.rights.operations.ending import UnableToEnd
from yakusoku.rights.operations.receive import UnableToReceive
from yakusoku.rights.rules import Channel, State
from yakusoku.staff.rules import Role
from yakusoku.vault import operations as vault


class TestWays:
    @pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.FAX, Channel.INTERNET])
    def test_whatever_arrives_is_received_and_dated(self, at: At, channel: Channel) -> None:
        desk = at("")
        desk.receive("M-1", channel=channel)
        assert (desk.state, desk.row.channel) == (State.RECEIVED, channel)
        assert desk.facts("rights:request:received")["channel"] == channel

    def test_where_the_text_names_no_way_every_one_is_open(self, at: At) -> None:
        desk = at("")
        desk.receive("M-1", channel=Channel.EMAIL)
        assert queries.way(desk.request) is None
        desk.triage()
        found = queries.way(desk.request)
        assert found is not None
        assert (found.named, found.opened) == ((), True)

    @pytest.mark.parametrize(
        ("channel", "opened"),
        [(Channel.POST, True), (Channel.EMAIL, False), (Channel.FAX, False), (Channel.FORWARDED, True)],
    )
    def test_the_desk_is_told_of_a_way_that_the_text_does_not_open(
        self, at: At, channel: Channel, opened: bool
    ) -> None:
        desk = at("")
        desk.policy("    law_codes: [A-DISC]\n", "    law_codes: [A-DISC]\n    channels: [post, counter]\n")
        party = "北海航空貨物株式会社" if channel is Channel.FORWARDED else ""
        desk.receive("M-1", channel=channel, party=party)
        desk.triage()
        found = queries.way(desk.request)
        assert found is not None
        assert (found.named, found.opened) == (("counter", "post"), opened)

    def test_the_company_through_which_it_came_is_named_and_sealed(self, at: At) -> None:
        desk = at("")
        with pytest.raises(UnableToReceive, match="through which company"):
            desk.receive("M-1", channel=Channel.FORWARDED)
        with pytest.raises(UnableToReceive, match="or it came through none"):
            desk.receive("M-1", party="北海航空貨物株式会社")
        desk.receive("M-1", channel=Channel.FORWARDED, party="北海航空貨物株式会社")
        sealed = bytes(desk.row.forwarding.party)
        assert (
            vault.unseal(case_id=desk.request, label="forwarding", sealed=sealed).decode()
            == "北海航空貨物株式会社"
        )


class TestDoubles:
    def test_requests_that_gave_the_same_are_found_and_no_value_is_kept(self, at: At) -> None:
        desk = at("")
        first = desk.receive("M-1")
        second = desk.receive("M-2", channel=Channel.EMAIL)
        [found] = queries.doubles_of(second)
        assert (found.request_id, found.agrees) == (first, ("address", "name", "phone"))
        assert cast.AOKI.name not in repr(list(Contact.objects.values()))

    def test_another_writing_of_the_same_is_the_same(self, at: At) -> None:
        desk = at("")
        first = desk.receive("M-1", asked=asked(telephone="090-9999-0000"))
        person = asked(telephone="０９０ ９９９９ ００００")
        second = desk.receive("M-2", asked=person)
        assert [one.request_id for one in queries.doubles_of(second)] == [first]

    def test_a_name_alone_is_not_enough_and_a_closed_request_is_none(self, at: At) -> None:
        desk = at("")
        desk.receive("M-1", asked=asked(cast.BABA))
        first = desk.receive("M-2")
        second = desk.receive("M-3")
        assert [one.request_id for one in queries.doubles_of(second)] == [first]
        desk.request = first
        desk.withdraw()
        assert queries.doubles_of(second) == ()

    def test_what_was_amended_is_compared(self, at: At) -> None:
        desk = at("")
        desk.receive("M-1")
        second = desk.receive("M-2", asked=asked(cast.BABA))
        assert queries.doubles_of(second) == ()
        desk.amend(asked=asked())
        assert len(queries.doubles_of(second)) == 1

    def test_the_earlier_arrival_is_kept_with_its_clock_and_the_later_ends(self, at: At) -> None:
        desk = at("")
        first = desk.receive("M-1")
        desk.later(days=3)
        second = desk.receive("M-2")
        desk.triage()
        assert desk.same(first) == (first, second)
        assert desk.state == State.ENDED
        assert desk.facts("rights:request:linked")["kept"] == first
        found = queries.end_of(second)
        assert found is not None
        assert (found.kind, found.kept) == ("duplicate", first)
        assert queries.request(first).state == State.RECEIVED
        assert [one.request_id for one in queries.running_clocks()] == [first]
        with pytest.raises(UnableToMove):
            desk.triage()

    def test_two_rights_are_two_requests(self, at: At) -> None:
        desk = at("")
        first = desk.receive("M-1")
        desk.triage()
        second = desk.receive("M-2")
        desk.triage(right="A-STOPP")
        with pytest.raises(UnableToEnd, match="assigned to different rights"):
            desk.same(first)
        with pytest.raises(UnableToEnd, match="not two requests of one company"):
            desk.same(second)

    def test_an_answered_request_takes_no_other_in(self, at: At) -> None:
        desk = at("notified")
        first = desk.request
        desk.receive("M-9")
        with pytest.raises(UnableToMove):
            desk.same(first)


class TestOthers:
    def test_an_inquiry_ends_with_its_day_and_its_reason_sealed(self, at: At) -> None:
        desk = at("received")
        desk.inquiry()
        assert (desk.state, desk.row.closed_at) == (State.ENDED, desk.now)
        assert desk.facts("rights:inquiry:answered") == {"on": desk.now.date().isoformat()}
        assert desk.intents("rights.papers") == ["waiting"]
        assert "上司".encode() not in bytes(End.objects.get().reason)
        assert queries.request(desk.request).next_step == ""

    def test_a_request_for_another_company_is_passed_on_and_the_person_told(self, at: At) -> None:
        desk = at("received")
        number = desk.pass_on()
        assert desk.state == State.ENDED
        [content] = desk.open_letter(number).values()
        words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
        assert "北海航空貨物株式会社" in words
        assert cast.AOKI.name in words
        desk.posted(number)
        assert queries.letters(desk.request)[0].sent_on == desk.now.date()

    def test_spam_ends_only_when_a_second_person_agreed(self, at: At) -> None:
        desk = at("received")
        desk.spam()
        assert desk.state == State.RECEIVED
        assert [one.request_id for one in queries.running_clocks()] == [desk.request]
        chief = desk.employ(Role.DESK, Role.APPROVER)
        desk.spam(by=chief)
        with pytest.raises(UnableToEnd, match="nobody else proposed"):
            desk.settle_spam(by=chief)
        desk.settle_spam()
        assert desk.state == State.ENDED
        found = queries.end_of(desk.request)
        assert found is not None
        assert (found.noted_by, found.approved_by) == (chief, desk.suzuki)

    def test_what_is_no_spam_goes_on(self, at: At) -> None:
        desk = at("received")
        desk.spam()
        desk.settle_spam(agreed=False)
        assert queries.end_of(desk.request) is None
        assert desk.triage() == State.NEED_ID

    @pytest.mark.parametrize("deed", ["inquiry", "pass_on", "spam"])
    def test_what_has_a_right_is_none_of_these(self, at: At, deed: str) -> None:
        desk = at("need_id")
        with pytest.raises(UnableToMove):
            getattr(desk, deed)()

    @pytest.mark.parametrize("deed", ["inquiry", "pass_on", "spam"])
    def test_each_has_its_reason(self, at: At, deed: str) -> None:
        desk = at("received")
        with pytest.raises(UnableToEnd, match="a reason is missing"):
            getattr(desk, deed)(reason=" ")
        with pytest.raises(UnableToEnd, match="is not named"):
            desk.pass_on(party=" ")
        assert desk.state == State.RECEIVED

    def test_the_database_holds_no_double_without_the_other(self, at: At) -> None:
        desk = at("received")
        desk.inquiry()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE rights_end SET kind = 'duplicate'")
