"""What came in for a fee, what goes back, and what is still to go back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from yakusoku.rights.models import Fee, Payment, Refund, RightsRequest


@dataclass(frozen=True)
class Account:
    """Yen: asked for, come in, and on the way back or back. `back` counts what is proposed, too."""

    due: int
    came: int
    back: int

    @property
    def missing(self) -> int:
        """Return what still has to come."""
        return max(self.due - self.came, 0)

    @property
    def over(self) -> int:
        """Return what came beyond the fee and does not go back yet."""
        return max(self.came - self.back - self.due, 0)


def account(row: RightsRequest) -> Account:
    """Return the account of a request; all nothing where no fee was asked for."""
    fee = Fee.objects.filter(request=row).first()
    if fee is None:
        return Account(0, 0, 0)
    other = Payment.objects.filter(request=row).aggregate(yen=Sum("yen"))["yen"]
    came = other if other is not None else fee.yen if fee.paid_on else 0
    back = Refund.objects.filter(request=row).aggregate(yen=Sum("yen"))["yen"] or 0
    return Account(fee.yen, came, back)
