"""Amounts other than asked for, the receipt as a document, and money that goes back with four eyes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.models import Regime
from yakusoku.rights.operations import payments, refund
from yakusoku.rights.operations.identify import UnableToTakeFee
from yakusoku.rights.operations.refund import UnableToRefund
from yakusoku.rights.rules import State
from yakusoku.rights.settled import UnableToClose
from yakusoku.staff.rules import Role

REASON = "振込明細を確認。"


def came(desk: Desk, yen: int) -> Any:
    return payments.take_other_amount(
        request_id=desk.request, yen=yen, paid_on=date(2026, 11, 20), by=desk.sato, now=desk.now
    )


def propose(desk: Desk, **more: Any) -> int:
    given: dict[str, Any] = {"because": "overpaid", "yen": 400, "reason": REASON, "by": desk.sato, **more}
    return refund.propose_refund(request_id=desk.request, now=desk.now, **given)


def approve(desk: Desk, **more: Any) -> int:
    return refund.approve_refund(**{"request_id": desk.request, "by": desk.suzuki, "now": desk.now, **more})


def words(files: dict[str, bytes]) -> str:
    [content] = files.values()
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


class TestAmounts:
    def test_too_little_waits_for_the_rest(self, at: At) -> None:
        desk = at("need_fee")
        found = came(desk, 1000)
        assert (found.missing, found.over, desk.state) == (100, 0, State.NEED_FEE)
        assert desk.facts("rights:fee:received") == {"yen": 1000, "missing": 100, "over": 0}
        with pytest.raises(UnableToTakeFee, match="1100 yen were paid and 100 yen are due"):
            desk.pay()
        found = came(desk, 100)
        assert (found.missing, found.over, desk.state) == (0, 0, State.READY)
        fee = queries.fee_of(desk.request)
        assert fee is not None
        assert fee.receipt is not None

    def test_too_much_goes_on_and_has_to_go_back(self, at: At) -> None:
        desk = at("need_fee")
        found = came(desk, 1500)
        assert (found.missing, found.over, desk.state) == (0, 400, State.READY)
        assert queries.account(desk.request).over == 400

    @pytest.mark.parametrize("yen", [0, -5, 1100])
    def test_nothing_and_the_exact_amount_are_no_other_amounts(self, at: At, yen: int) -> None:
        desk = at("need_fee")
        with pytest.raises(UnableToTakeFee, match="nothing came, or exactly what was asked for"):
            came(desk, yen)


class TestReceipt:
    def test_it_is_a_document_with_number_amount_and_tax_and_made_once(self, at: At) -> None:
        desk = at("ready")
        number = payments.write_receipt(request_id=desk.request, by=desk.sato, now=desk.now)
        said = words(desk.open_letter(number))
        fee = queries.fee_of(desk.request)
        assert fee is not None
        assert fee.receipt is not None
        for part in ("領収書", "金1,100円", "消費税等（10%）100円", fee.receipt.split("_")[0]):
            assert part in said
        with pytest.raises(UnableToTakeFee, match="the receipt was made before"):
            payments.write_receipt(request_id=desk.request, by=desk.sato, now=desk.now)

    def test_there_is_none_before_the_payment(self, at: At) -> None:
        desk = at("need_fee")
        with pytest.raises(UnableToTakeFee, match="no fee was paid"):
            payments.write_receipt(request_id=desk.request, by=desk.sato, now=desk.now)


class TestRefunds:
    def over(self, at: At) -> Desk:
        desk = at("need_fee")
        came(desk, 1500)
        return desk

    def test_it_is_proposed_approved_by_another_with_a_letter_and_paid(self, at: At) -> None:
        desk = self.over(at)
        propose(desk)
        assert queries.account(desk.request).over == 0
        said = words(desk.open_letter(approve(desk)))
        assert "金400円" in said
        assert "所定の手数料を超えて" in said
        yen = refund.note_refund_paid(
            request_id=desk.request, paid_on=desk.now.date(), by=desk.sato, now=desk.now
        )
        assert yen == 400
        [found] = queries.refunds(controller="jcom")
        assert (found.state, found.proposed_by, found.approved_by) == ("paid", desk.sato, desk.suzuki)
        assert desk.facts("rights:refund:paid") == {
            "number": 1,
            "yen": 400,
            "paid": desk.now.date().isoformat(),
        }

    def test_who_proposed_it_does_not_approve_it(self, at: At) -> None:
        desk = self.over(at)
        chief = desk.employ(Role.DESK, Role.APPROVER)
        propose(desk, by=chief)
        with pytest.raises(UnableToRefund, match="nobody else proposed a refund"):
            approve(desk, by=chief)

    @pytest.mark.parametrize("yen", [0, -1, 401])
    def test_no_more_goes_back_than_came_too_much(self, at: At, yen: int) -> None:
        desk = self.over(at)
        with pytest.raises(UnableToRefund, match="at most 400 yen can go back"):
            propose(desk, yen=yen)

    def test_nothing_goes_back_twice(self, at: At) -> None:
        desk = self.over(at)
        propose(desk)
        with pytest.raises(UnableToRefund, match="at most 0 yen"):
            propose(desk, yen=1)

    def test_the_whole_fee_goes_back_where_a_law_permits_none(self, at: At) -> None:
        desk = at("ready")
        with pytest.raises(UnableToRefund, match="every law that applies to this request permits the fee"):
            propose(desk, because="not_payable", yen=1100)
        Regime.objects.create(
            request=desk.row, laws=["appi", "gdpr"], scopes=[], reason=b"", decided_by=desk.sato,
            decided_at=desk.now,
        )  # fmt: skip
        propose(desk, because="not_payable", yen=1100)
        assert "GDPR第12条第5項" in words(desk.open_letter(approve(desk)))

    def test_our_fault_gives_back_only_where_nothing_was_shown(self, at: At) -> None:
        desk = at("notified")
        assert desk.row.outcome == "partial"
        with pytest.raises(UnableToRefund, match="something was shown"):
            propose(desk, because="our_fault", yen=1100)
        desk = at("ready")
        propose(desk, because="our_fault", yen=1100)
        assert "当社の責めに帰すべき事由" in words(desk.open_letter(approve(desk)))

    @pytest.mark.parametrize("more", [{"because": "gift"}, {"reason": " "}])
    def test_a_ground_and_a_reason_are_needed(self, at: At, more: dict[str, str]) -> None:
        desk = self.over(at)
        with pytest.raises(UnableToRefund, match="the ground is none of overpaid, our_fault, not_payable"):
            propose(desk, **more)

    def test_a_request_is_not_closed_while_money_has_to_go_back(self, at: At) -> None:
        desk = at("notified")
        from yakusoku.rights.models import Payment

        Payment.objects.create(
            request=desk.row,
            number=1,
            yen=1500,
            paid_on=date(2026, 11, 20),
            noted_by=desk.sato,
            noted_at=desk.now,
        )
        with pytest.raises(UnableToClose, match="money has to go back"):
            desk.close()
        propose(desk)
        with pytest.raises(UnableToClose, match="money has to go back"):
            desk.close()
        approve(desk)
        with pytest.raises(UnableToRefund, match="no refund is approved and unpaid, or the day"):
            refund.note_refund_paid(
                request_id=desk.request,
                paid_on=desk.now.date() + timedelta(days=1),
                by=desk.sato,
                now=desk.now,
            )
        refund.note_refund_paid(request_id=desk.request, paid_on=desk.now.date(), by=desk.sato, now=desk.now)
        desk.close()
        assert desk.state == State.CLOSED

    def test_the_database_holds_four_eyes(self, at: At) -> None:
        desk = self.over(at)
        propose(desk)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE rights_refund SET approved_by = proposed_by")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE rights_refund SET state = 'paid'")
