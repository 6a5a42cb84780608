"""Whose rows are these: candidates for the desk alone, and links with a reason."""

from __future__ import annotations

import dataclasses
import json

import pytest

from tests.operations.rights.desk import asked
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import queries
from yakusoku.rights.models import PersonLink
from yakusoku.rights.operations.identify import UnableToLink
from yakusoku.rights.queries import UnableToChoose
from yakusoku.stores.candidates import Agreement
from yakusoku.stores.ports import StoreUnavailable
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault


def test_the_best_candidate_agrees_in_all_that_was_given_with_name_and_address_among_it(at: At) -> None:
    desk = at("need_id")
    best = desk.candidates()[0]
    assert (best.dataset, best.collection) == ("jcom_customers", "subscriber")
    names = ["address", "birth_date", "name", "phone_number", "postal_code"]
    assert [fact.name for fact in best.facts] == names
    assert {fact.agreement for fact in best.facts} == {Agreement.SAME}


def test_nothing_of_a_candidate_is_printed_by_accident(at: At) -> None:
    best = at("need_id").candidates()[0]
    for words in (cast.AOKI.family_name, cast.AOKI.birth_date.isoformat(), cast.AOKI.telephone or "-"):
        assert words not in repr(best)


def test_a_candidate_keeps_its_code_when_others_come(at: At) -> None:
    desk = at("need_id")
    before = {
        one.code: one.candidate.key.reveal() for one in queries.offered(request_id=desk.request, by=desk.sato)
    }
    desk.amend(asked=asked(family_kana="アオキ", email="baba@example.jp", full_name="青木 真由美"))
    after = {
        one.code: one.candidate.key.reveal() for one in queries.offered(request_id=desk.request, by=desk.sato)
    }
    assert before.items() <= after.items()


def test_a_code_that_is_no_candidates_is_refused(at: At) -> None:
    desk = at("need_id")
    with pytest.raises(UnableToChoose, match="there is no candidate 123456"):
        queries.candidate(request_id=desk.request, code="123456", by=desk.sato)


def test_a_confirmed_candidate_is_marked(at: At) -> None:
    desk = at("ready")
    first, *others = queries.offered(request_id=desk.request, by=desk.sato)
    assert first.confirmed
    assert not any(one.confirmed for one in others)


def test_a_link_is_noted_with_its_reason_sealed(at_both: At) -> None:
    desk = at_both("need_id")
    desk.link(reason="  氏名が一致。婚姻により改姓。 ")
    link = PersonLink.objects.get()
    reason = vault.unseal(
        case_id=desk.request, label="reason:jcom_customers.subscriber", sealed=bytes(link.reason)
    )
    assert reason.decode() == "氏名が一致。婚姻により改姓。"
    facts = desk.facts("rights:person:linked")
    assert (facts["dataset"], facts["collection"], facts["score"]) == ("jcom_customers", "subscriber", 95)
    assert "改姓" not in json.dumps(facts)


def test_confirming_twice_notes_it_once(at_both: At) -> None:
    desk = at_both("need_id")
    desk.link()
    desk.link(reason="もう一度確認した。")
    assert PersonLink.objects.count() == 1
    assert desk.tags().count("rights:person:linked") == 1


def test_a_person_with_rows_in_two_places_is_linked_to_both(at: At) -> None:
    desk = at("need_id")
    desk.link()
    other = dataclasses.replace(desk.candidates()[0], identities={"subscriber_no": Personal("00000000001")})
    desk.link(candidate=other)
    assert PersonLink.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "   ", "同一\n", "ok"])
def test_a_link_without_a_reason_is_refused(at: At, reason: str) -> None:
    desk = at("need_id")
    with pytest.raises(UnableToLink, match="a reason is missing"):
        desk.link(reason=reason)
    assert not PersonLink.objects.exists()


def test_a_row_from_which_no_search_can_begin_is_refused(at: At) -> None:
    desk = at("need_id")
    with pytest.raises(UnableToLink, match="no identity that a search can begin from"):
        desk.link(candidate=dataclasses.replace(desk.candidates()[0], identities={}))


def test_a_row_that_differs_more_than_it_agrees_may_be_linked_and_counts_for_nothing(at: At) -> None:
    desk = at("need_id")
    desk.link(candidate=dataclasses.replace(desk.candidates()[0], score=-15))
    assert desk.facts("rights:person:linked")["score"] == 0


def test_a_store_that_is_down_is_said_and_nothing_is_left_out(at: At) -> None:
    desk = at("need_id")
    desk.store("customers").unlink()
    with pytest.raises(StoreUnavailable, match="jcom-customers"):
        desk.candidates()
