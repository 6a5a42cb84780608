"""Which laws apply to a request: those that were decided on, or the one that the text follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.laws import procedures
from yakusoku.rights import ports
from yakusoku.rights.models import Regime, RightsRequest
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from datetime import date

    from yakusoku.policy.queries import Policy
    from yakusoku.rights.rules import Charge

LAWS = ("appi", "gdpr")
"""The laws that give persons rights, of all that a text may name."""


class UnableToDecideRegime(UnableTo):
    """It is not decided which law applies, or it cannot be decided like this."""

    asked = text("decide which law applies")


def declared(policy: Policy) -> tuple[str, ...]:
    """Return the laws with rights of persons that a text follows."""
    return tuple(code for code in LAWS if code in policy.laws)


def decided(row: RightsRequest) -> Regime | None:
    """Return what was decided of a request, or None where nothing had to be."""
    return Regime.objects.filter(request=row).first()


def laws(row: RightsRequest, policy: Policy | None = None) -> tuple[str, ...]:
    """
    Return the laws that apply to a request; several where the text follows several and nobody decided yet.

    :raises UnableTo: if the text cannot be read and nothing was decided or assigned
    """
    found = decided(row)
    if found is not None:
        return tuple(found.laws)
    if row.law:
        return (row.law,)
    return declared(policy or ports.policy(row.controller, row.received_on))


def settled(row: RightsRequest, policy: Policy) -> tuple[str, ...]:
    """
    Return the laws that apply, in the transaction that assigns the request.

    :raises UnableToDecideRegime: if the text follows several and nobody decided
    """
    known = laws(row, policy)
    if len(known) > 1 and decided(row) is None:
        raise UnableToDecideRegime(
            text("the text follows several laws: {laws}.", laws=", ".join(known)),
            do=text("Decide first with `yakusoku rights regime {request}`.", request=row.public_id),
        )
    return known


def charged(charge: Charge | None, known: tuple[str, ...], *, as_of: date) -> Charge | None:
    """Return a fee only where every law that applies permits one: the law that is stricter on the company wins."""
    rules = [procedures.fee_rules(code, as_of=as_of).value.rule for code in known if code in LAWS]  # type: ignore[arg-type]  # codes of the same two laws
    return None if "only_in_cases" in rules else charge
