"""Identity papers: accepted, valid, masked, with the right address; kept masked and sealed, and destroyed in time."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from tests.operations.rights.stages import At
from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast
from yakusoku.laws.grounds import Refused
from yakusoku.rights import papers
from yakusoku.rights.cases import UnableToMove
from yakusoku.rights.models import IdentityCheck
from yakusoku.rights.operations import papers as operation
from yakusoku.rights.operations.papers import UnableToIdentify
from yakusoku.rights.pictures import UnableToMask
from yakusoku.rights.rules import State
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

PAPER = drawn.qualification_certificate(cast.AOKI)
ZONES = [papers.Zone(code, *box, unit="pixel") for code, box in sorted(PAPER.zones.items())]


def images(request: str) -> list[str]:
    return [name for name in vault.names(case_id=request) if name.startswith("paper-")]


def test_a_masked_certificate_is_accepted_and_the_fee_is_next(at_both: At) -> None:
    desk = at_both("need_id")
    assert desk.identify() == State.NEED_FEE
    check = IdentityCheck.objects.get()
    assert (check.document, check.clause) == ("qualification_certificate", "JC-D2.5")
    assert check.required_zones == check.masked_zones
    assert len(check.masked_zones) == 5
    assert desk.facts("rights:identity:confirmed") == {
        "clause": "JC-D2.5", "document": "qualification_certificate", "image": check.image_digest, "zones": 5,
    }  # fmt: skip


def test_only_the_masked_copy_is_kept_and_sealed(at: At) -> None:
    desk = at("need_id")
    desk.identify()
    (name,) = images(desk.request)
    kept = Image.open(io.BytesIO(vault.get(case_id=desk.request, name=name))).convert("L")
    for x0, y0, x1, y1 in PAPER.zones.values():
        assert kept.crop((x0, y0, x1, y1)).getextrema() == (0, 0)
    for path in (desk.home.folder / "sealed").rglob("*"):
        assert not path.is_file() or b"PNG" not in path.read_bytes()[:64]


def test_without_a_fee_the_search_is_next(at: At) -> None:
    from tests.operations.rights.test_triage import FEE

    desk = at("received")
    desk.policy(FEE, "")
    desk.triage()
    assert desk.identify() == State.READY


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        (
            {"document": "insurance_card", "mask": []},
            r"no longer valid\. \[JC-D2\.1, PPC General Guideline, section 3-8-7\] Ask for qualification_certificate",
        ),
        ({"document": "membership_card"}, "membership_card"),
        ({"mask": ZONES[1:]}, "not masked: branch_number"),
        ({"mask": []}, "not masked: insurer_number, insured_symbol, insured_number, branch_number, qr_code"),
        ({"address_agrees": False}, "is not the address to answer to"),
        (
            {"document": "passport", "mask": [], "address_agrees": False},
            "shows no address, and nobody compared",
        ),
        ({"document": "passport"}, "has no such parts"),
    ],
)
def test_a_paper_that_does_not_suffice_is_refused_and_no_copy_is_kept(
    at: At, more: dict[str, Any], wrong: str
) -> None:
    desk = at("need_id")
    with pytest.raises(Exception, match=wrong):
        desk.identify(image=PAPER.content, **more)
    assert desk.state == State.NEED_ID
    assert images(desk.request) == []
    assert not IdentityCheck.objects.exists()


def test_a_paper_that_the_policy_does_not_accept_is_refused(at: At) -> None:
    desk = at("received")
    desk.policy("    other_documents: {clauses: [JC-D2.5]}\n", "")
    desk.triage()
    with pytest.raises(
        UnableToIdentify,
        match=r"does not accept this document\. \[JC-D2\.1, .*\] Accepted are: driving_licence",
    ):
        desk.identify()


def test_what_is_not_on_the_copy_needs_no_mask_and_is_noted(at: At) -> None:
    desk = at("need_id")
    desk.identify(mask=[one for one in ZONES if one.code != "qr_code"], absent=["qr_code"])
    check = IdentityCheck.objects.get()
    assert (check.absent_zones, len(check.required_zones), len(check.masked_zones)) == (["qr_code"], 4, 4)


def test_the_front_of_a_card_suffices_where_the_back_was_not_sent(at: At) -> None:
    desk = at("need_id")
    desk.identify(document="my_number_card", mask=[], absent=["reverse_side"])
    assert IdentityCheck.objects.get().absent_zones == ["reverse_side"]


def test_what_only_the_text_wants_masked_is_asked_for_too(at: At) -> None:
    desk = at("received")
    desk.policy(
        "      driving_licence: {clauses: [JC-D2.2]}",
        "      driving_licence: {mask: [registered_domicile], on: copies, clauses: [JC-D2.2]}",
    )
    desk.triage()
    with pytest.raises(UnableToIdentify, match="not masked: registered_domicile"):
        desk.identify(document="driving_licence", mask=[])


def test_a_file_that_is_no_picture_is_refused(at: At) -> None:
    desk = at("need_id")
    with pytest.raises(UnableToMask):
        desk.identify(image=b"%PDF-1.7")
    assert desk.state == State.NEED_ID


def test_a_refusal_about_papers_names_its_rule_and_article(monkeypatch: pytest.MonkeyPatch, at: At) -> None:
    seen: list[Refused | None] = []
    monkeypatch.setattr(operation, "_refuse_if", lambda refused, because=None: seen.append(refused))
    desk = at("need_id")
    desk.identify(mask=[])
    refused = next(one for one in seen if one)
    assert (refused.because.rule, refused.because.article) == ("rights.masking", "HIA194-2")
    assert refused.reason.original.startswith(text("parts that must not be kept").original)


class TestDestruction:
    @pytest.mark.parametrize("state", ["notified", "review"])
    def test_copies_go_when_the_request_ends_and_the_fact_stays(self, at: At, state: str) -> None:
        desk = at(state)
        desk.close() if state == "notified" else desk.withdraw()
        assert len(images(desk.request)) == 1
        desk.work()
        assert images(desk.request) == []
        assert IdentityCheck.objects.get().image_destroyed_at == desk.now
        assert desk.facts("rights:papers:destroyed") == {"images": 1}

    def test_a_copy_that_no_check_names_goes_too(self, at: At) -> None:
        desk = at("need_id")
        vault.put(case_id=desk.request, name="paper-0123456789abcdef.png", content=b"a death in between")
        desk.withdraw()
        desk.work()
        assert images(desk.request) == []

    def test_without_a_copy_nothing_is_recorded(self, at: At) -> None:
        desk = at("need_id")
        desk.withdraw()
        desk.work()
        assert "rights:papers:destroyed" not in desk.tags()
        assert desk.intents("rights.papers") == ["done"]

    def test_a_second_burst_records_nothing_more(self, at: At) -> None:
        from yakusoku.rights.operations import dispatch

        desk = at("closed")
        before = desk.tags()
        dispatch.destroy_papers(request_id=desk.request, intent="int_0000000000000000", now=desk.now)
        assert desk.tags() == before

    def test_a_stray_copy_of_an_ended_request_goes_at_night(self, at: At) -> None:
        from yakusoku.jobs.nightly import nightly

        desk = at("closed")
        vault.put(case_id=desk.request, name="paper-0123456789abcdef.png", content=b"a death in between")
        closed = desk.row.closed_at
        assert closed is not None
        desk.now = closed + timedelta(days=1)
        before = desk.entries()
        assert nightly(now=desk.now)["drop stray copies of papers"] == 1
        assert nightly(now=desk.now)["drop stray copies of papers"] == 0
        assert (images(desk.request), desk.entries()) == ([], before)

    def test_a_copy_whose_destruction_is_under_way_is_left_to_it(self, at: At) -> None:
        from yakusoku.rights.operations import dispatch

        desk = at("notified")
        desk.close()
        assert dispatch.drop_stray_copies(now=desk.now) == 0
        assert len(images(desk.request)) == 1

    def test_a_copy_of_a_refused_deed_is_dropped(self, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
        def withdraw(*, case_id: str, name: str, content: bytes) -> None:
            desk.withdraw()
            real(case_id=case_id, name=name, content=content)

        real = vault.put
        desk = at("need_id")
        monkeypatch.setattr(vault, "put", withdraw)
        with pytest.raises(UnableToMove):
            desk.identify()
        assert images(desk.request) == []
        assert not IdentityCheck.objects.exists()

    def test_a_deed_that_fails_leaves_no_check(self, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
        def fall(*given: object, **more: object) -> None:
            raise OSError("the disk is full")

        desk = at("need_id")
        monkeypatch.setattr("yakusoku.rights.operations.papers.vault.put", fall)
        with pytest.raises(OSError, match="full"):
            desk.identify()
        assert (desk.state, IdentityCheck.objects.count()) == (State.NEED_ID, 0)
        assert "rights:identity:confirmed" not in desk.tags()
