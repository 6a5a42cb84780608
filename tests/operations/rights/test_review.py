"""Review: item by item, on grounds of this right alone, and nothing left out in silence."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.models import ReviewItem
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.rules import Outcome, State

BILLS = "jcom_customers.billing"


def test_an_item_is_shown_or_withheld_with_clause_and_article(at_both: At) -> None:
    desk = at_both("review")
    desk.review(BILLS)
    desk.review(BILLS, "method", ground="DISC-2")
    whole, method = queries.items(desk.request)
    assert (whole.field, whole.decision, whole.ground, whole.clause, whole.article) == (
        "",
        "show",
        "",
        "",
        "",
    )
    assert (method.field, method.decision, method.ground, method.clause, method.article) == (
        "method", "withhold", "DISC-2", "JC-D1.5", "A33(2)(ii)",
    )  # fmt: skip
    assert desk.facts("rights:item:reviewed") == {
        "item": "jcom_customers.billing.method", "decision": "withhold", "ground": "DISC-2",
    }  # fmt: skip


def test_a_later_decision_replaces_an_earlier_one(at: At) -> None:
    desk = at("review")
    desk.review(BILLS, ground="DISC-1")
    desk.review(BILLS)
    assert [(one.decision, one.ground, one.clause) for one in queries.items(desk.request)] == [
        ("show", "", "")
    ]
    assert desk.tags().count("rights:item:reviewed") == 2


@pytest.mark.parametrize(
    ("section", "more", "wrong"),
    [
        ("jcom_customers.bills", {}, "bills is not among what was searched"),
        (BILLS, {"field": "iban"}, r"has no field iban\. It has: bill_no, subscriber_no"),
        (BILLS, {"ground": "DISC-9"}, r"DISC-9 is no lawful ground for A-DISC\. Lawful grounds are: DISC-1"),
        (BILLS, {"ground": "PURP-3"}, "PURP-3 is no lawful ground for A-DISC"),
        (BILLS, {"ground": "CORR-2"}, "CORR-2 is no lawful ground for A-DISC"),
        (BILLS, {"ground": "too much work"}, "is no lawful ground"),
        (BILLS, {"ground": "DISC-3"}, "rests on another law, which is not named"),
        (BILLS, {"ground": "DISC-3", "law": "  "}, "rests on another law, which is not named"),
        (BILLS, {"ground": "DISC-4"}, "rests on another law, which is not named"),
        (BILLS, {"ground": "DISC-2", "law": "TBA4"}, "does not rest on another law"),
        (BILLS, {"law": "TBA4"}, "no ground on which to withhold"),
        (BILLS, {"ground": "DISC-3", "law": "一\n二"}, "more than one line"),
        (BILLS, {"ground": "DISC-3", "law": "法" * 81}, "more than one line or 80 letters"),
    ],
)
def test_a_decision_that_the_law_does_not_know_is_refused(
    at: At, section: str, more: dict[str, Any], wrong: str
) -> None:
    desk = at("review")
    with pytest.raises(UnableToReview, match=wrong):
        desk.review(section, **more)
    assert not ReviewItem.objects.exists()
    assert "rights:item:reviewed" not in desk.tags()


def test_a_field_that_was_not_read_cannot_be_withheld(at: At) -> None:
    desk = at("review")
    with pytest.raises(UnableToReview, match="has no field"):
        desk.review("jcom_media.viewing", "genre", ground="DISC-2")


def test_an_answer_is_not_prepared_before_every_collection_with_rows_was_reviewed(at: At) -> None:
    desk = at("review")
    desk.review(BILLS)
    with pytest.raises(UnableToPrepare) as refused:
        desk.prepare()
    open_ = "jcom_customers.subscriber, jcom_customers.inquiry, jcom_media.call_recording, jcom_media.device"
    assert f"not reviewed: {open_}" in str(refused.value)
    assert BILLS not in str(refused.value)
    assert desk.state == State.REVIEW


def test_a_decision_on_one_field_is_no_decision_on_the_collection(at: At) -> None:
    desk = at("review")
    for finding in queries.findings(desk.request):
        desk.review(finding.section, *(["bill_no"] if finding.section == BILLS else []))
    with pytest.raises(UnableToPrepare, match=r"not reviewed: jcom_customers\.billing"):
        desk.prepare()


def test_every_field_withheld_is_the_collection_withheld(at: At) -> None:
    desk = at("review")
    desk.review_all()
    for field in ("device_id", "subscriber_no", "kind", "installed_on"):
        desk.review("jcom_media.device", field, ground="DISC-1")
    assert desk.prepare() == Outcome.PARTIAL
    data = json.loads(desk.preview()["data.json"])
    assert "jcom_media.device" not in json.dumps(data["sections"])


@pytest.mark.parametrize(
    "values", [{"decision": "hide"}, {"decision": "withhold", "ground": ""}, {"ground": "DISC-1"}]
)
def test_the_database_refuses_a_decision_without_its_ground(at_both: At, values: dict[str, str]) -> None:
    desk = at_both("review")
    desk.review(BILLS)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewItem.objects.update(**values)


class TestPreview:
    def test_the_desk_sees_what_would_be_shown_before_it_decides(self, at: At) -> None:
        desk = at("review")
        desk.review(BILLS, "method", ground="DISC-2")
        files = desk.preview()
        assert "letter.pdf" not in files
        table = next(
            io.StringIO(content.decode("utf-8-sig")).read()
            for name, content in files.items()
            if "billing" in name
        )
        assert "お支払方法" not in table
        assert "請求番号" in table
        assert desk.facts("rights:answer:previewed") == {"files": len(files)}

    def test_the_second_person_sees_it_too(self, at: At) -> None:
        desk = at("decided")
        assert "letter.html" in desk.preview(by=desk.suzuki)

    def test_a_preview_bears_no_proof(self, at: At) -> None:
        assert "proof.txt" not in at("decided").preview()
