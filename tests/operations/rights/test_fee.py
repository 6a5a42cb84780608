"""The fee: exactly what was asked for, once, with a receipt; never one that is not published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.operations.rights.stages import At
from tests.operations.rights.test_triage import FEE
from yakusoku.rights.models import Fee
from yakusoku.rights.operations.identify import UnableToTakeFee
from yakusoku.rights.rules import State


def test_the_fee_is_noted_with_a_receipt(at_both: At) -> None:
    desk = at_both("need_fee")
    receipt = desk.pay(paid_on=date(2026, 11, 20))
    fee = Fee.objects.get()
    assert (fee.receipt, fee.paid_on, fee.paid_at) == (receipt, date(2026, 11, 20), desk.now)
    assert desk.state == State.READY
    assert desk.facts("rights:fee:paid") == {"yen": 1100, "receipt": receipt}


@pytest.mark.parametrize("yen", [0, 1000, 1099, 1101, 11000, -1100])
def test_any_other_amount_is_refused(at: At, yen: int) -> None:
    desk = at("need_fee")
    with pytest.raises(UnableToTakeFee, match=f"{yen} yen were paid and 1100 yen are due"):
        desk.pay(yen=yen)
    assert desk.state == State.NEED_FEE


def test_a_payment_of_tomorrow_is_refused(at: At) -> None:
    desk = at("need_fee")
    with pytest.raises(UnableToTakeFee, match="lies in the future"):
        desk.pay(paid_on=date(2026, 11, 25))


def test_a_payment_from_before_the_request_is_refused(at: At) -> None:
    desk = at("need_fee")
    with pytest.raises(UnableToTakeFee, match="before the arrival"):
        desk.pay(paid_on=desk.row.received_on - timedelta(days=1))


def test_money_that_nobody_asked_for_is_sent_back(at: At) -> None:
    desk = at("received")
    desk.policy(FEE, "")
    desk.triage()
    desk.identify()
    with pytest.raises(UnableToTakeFee, match=r"no fee is due\. Send the money back"):
        desk.pay()


@pytest.mark.parametrize(
    "values",
    [
        {"paid_at": "2026-11-24 00:00:00+00:00"},
        {"paid_at": "2026-11-24 00:00:00+00:00", "receipt": "rcp_1"},
        {"tax_yen": 1100},
    ],
)
def test_the_database_refuses_a_payment_without_receipt_and_day_and_a_tax_above_the_fee(
    at_both: At, values: dict[str, object]
) -> None:
    at_both("need_fee")
    with pytest.raises(IntegrityError), transaction.atomic():
        Fee.objects.update(**values)


def test_a_receipt_is_given_once(at: At) -> None:
    from tests.operations.promises_scene import request

    desk = at("ready")
    other = request()
    with pytest.raises(IntegrityError), transaction.atomic():
        Fee.objects.create(
            request=other, yen=1100, tax_yen=100, tax_percent=10, clause="x", article="y", asked_at=desk.now,
            paid_at=desk.now, paid_on=date(2026, 11, 24), receipt=Fee.objects.get().receipt,
        )  # fmt: skip
