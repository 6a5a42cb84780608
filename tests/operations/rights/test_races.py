"""Two members of staff, or a member and a worker, at one moment: one deed wins, and nothing is half done."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast
from yakusoku.rights import papers
from yakusoku.rights.models import Fee, Finding, IdentityCheck, PersonLink, RightsRequest
from yakusoku.rights.operations.identify import UnableToTakeFee
from yakusoku.rights.rules import State
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

ROUNDS = range(3)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do deeds in threads that begin together; return what each gave back, or its refusal."""
    gate = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def do(place: int) -> None:
        gate.wait()
        try:
            results[place] = deeds[place]()
        except UnableTo as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def refusals(results: list[Any]) -> list[UnableTo]:
    return [one for one in results if isinstance(one, UnableTo)]


@pytest.mark.parametrize("round_", ROUNDS)
class TestAtOnce:
    def test_two_that_approve(self, at_both: At, round_: int) -> None:
        desk = at_both("decided")
        other = desk.employ(Role.APPROVER)
        results = at_once(desk.approve, lambda: desk.approve(by=other))
        assert len(refusals(results)) == 1
        assert desk.tags().count("rights:answer:approved") == 1
        assert desk.intents("rights.build") == ["waiting"]

    def test_one_that_approves_and_one_that_sends_back(self, at_both: At, round_: int) -> None:
        desk = at_both("decided")
        other = desk.employ(Role.APPROVER)
        results = at_once(desk.approve, lambda: desk.send_back(by=other))
        assert len(refusals(results)) == 1
        approved = results[0] is None
        assert desk.state == (State.APPROVED if approved else State.REVIEW)
        assert desk.tags()[-1] == ("rights:answer:approved" if approved else "rights:answer:returned")

    def test_one_that_links_and_one_that_searches(self, at_both: At, round_: int) -> None:
        desk = at_both("ready")
        other = dataclasses.replace(
            desk.candidates()[0], identities={"subscriber_no": Personal("00000000001")}
        )
        results = at_once(lambda: desk.link(candidate=other), desk.search)
        linked = results[0] is None
        assert PersonLink.objects.count() == 1 + linked
        tags = desk.tags()
        if linked:
            assert tags.index("rights:search:started") > len(tags) - 2
        assert desk.state == State.SEARCHING

    def test_two_that_confirm_one_link(self, at_both: At, round_: int) -> None:
        desk = at_both("need_id")
        best = desk.candidates()[0]
        results = at_once(*[lambda: desk.link(candidate=best)] * 3)
        assert results == [None] * 3
        assert PersonLink.objects.count() == 1
        assert desk.tags().count("rights:person:linked") == 1

    def test_two_that_note_one_payment(self, at_both: At, round_: int) -> None:
        desk = at_both("need_fee")
        results = at_once(desk.pay, desk.pay)
        assert len(refusals(results)) == 1
        assert not isinstance(refusals(results)[0], UnableToTakeFee)
        assert Fee.objects.get().receipt in results
        assert desk.tags().count("rights:fee:paid") == 1

    def test_two_that_check_two_papers(self, at_both: At, round_: int) -> None:
        desk = at_both("need_id")
        paper = drawn.qualification_certificate(cast.AOKI)
        zones = [papers.Zone(code, *box, unit="pixel") for code, box in sorted(paper.zones.items())]
        wider = [*zones, papers.Zone("qr_code", 0, 0, 40, 40, unit="pixel")]
        results = at_once(lambda: desk.identify(mask=zones), lambda: desk.identify(mask=wider))
        assert len(refusals(results)) == 1
        images = [name for name in vault.names(case_id=desk.request) if name.startswith("paper-")]
        assert images == [IdentityCheck.objects.get().image_name]

    def test_one_that_decides_and_one_that_prepares(self, at_both: At, round_: int) -> None:
        desk = at_both("review")
        desk.review_all()
        results = at_once(lambda: desk.review("jcom_customers.inquiry", ground="DISC-1"), desk.prepare)
        if desk.state == State.DECIDED:
            decided = results[0] is None
            assert desk.row.outcome == ("partial" if decided else "full")
            desk.approve()
            assert desk.state == State.APPROVED

    def test_one_that_withdraws_while_a_worker_reads(self, at_both: At, round_: int) -> None:
        desk = at_both("ready")
        desk.search()
        at_once(desk.withdraw, desk.work)
        after = desk.tags()
        gone = after.index("rights:request:withdrawn")
        assert "rights:data:gathered" not in after[gone:]
        assert desk.state == State.WITHDRAWN

    def test_two_workers_that_read_one_search(self, at_both: At, round_: int) -> None:
        desk = at_both("ready")
        desk.search()
        second = Desk.of(desk.home)
        at_once(desk.work, second.work)
        desk.later(minutes=5)
        desk.work()
        assert desk.state == State.REVIEW
        assert Finding.objects.count() == 6
        assert desk.tags().count("rights:data:gathered") == 6
        assert desk.tags().count("rights:search:finished") == 1

    def test_two_that_make_one_letter(self, at_both: At, round_: int) -> None:
        desk = at_both("decided")
        desk.approve()
        second = Desk.of(desk.home)
        at_once(desk.work, second.work)
        desk.later(minutes=5)
        desk.work()
        assert desk.state == State.EXECUTED
        assert desk.tags().count("rights:answer:built") == 1
        assert RightsRequest.objects.get().package_digest
