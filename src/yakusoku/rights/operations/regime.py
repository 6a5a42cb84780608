"""Which laws apply to a request: decided by the desk, with the scopes that hold and a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from yakusoku.laws import calendars, procedures
from yakusoku.laws.values import UnableToApplyLaw
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, regime, tags
from yakusoku.rights.models import Regime, RightsRequest
from yakusoku.rights.regime import UnableToDecideRegime
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_SHORTEST_REASON = 5
LABEL = "regime"


def decide_regime(
    *,
    request_id: str,
    scopes: Collection[str],
    reason: str,
    by: str,
    now: datetime,
    country: str = "",
) -> tuple[str, ...]:
    """
    Decide by which laws a request is judged, and return them; until it is assigned, a new decision replaces it.

    `scopes` name why each law reaches the request: where the person is, which establishment, which service
    (APPI 16(2), 171; GDPR 3). The laws follow from them. `country` is the state of the Union whose holidays count. The
    reason is sealed.

    :raises UnableToDecideRegime: without a scope or a reason, for a law that the text does not follow, or a state that
        is none of the Union
    :raises UnableToMove: once the request was assigned to a right
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.RECEIVED,))
    laws = _laws(row, scopes)
    _check(row, laws, reason, country)
    sealed = vault.seal(case_id=request_id, label=LABEL, content=reason.strip().encode())
    with deed(tags.REGIME_DECIDED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.RECEIVED,))
        chosen = {"laws": list(laws), "scopes": sorted(scopes), "country": country, "reason": sealed}
        Regime.objects.update_or_create(request=row, defaults={**chosen, "decided_by": by, "decided_at": now})
        entry.say(law="-".join(laws), scopes=len(set(scopes)))
    return laws


def _laws(row: RightsRequest, scopes: Collection[str]) -> tuple[str, ...]:
    """Return the laws that the scopes are of, the Act first. :raises UnableToDecideRegime: if one is not known"""
    known = {one.code: one.value.law for one in procedures.scopes(as_of=row.received_on)}
    if not scopes or not set(scopes) <= known.keys():
        raise UnableToDecideRegime(
            text("it is not said for which known reason a law reaches the request."),
            do=text("Name at least one of: {known}.", known=", ".join(known)),
        )
    return tuple(law for law in regime.LAWS if law in {known[one] for one in scopes})


def _check(row: RightsRequest, laws: tuple[str, ...], reason: str, country: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToDecideRegime(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write where the person is, whose establishment and which service it is about."),
        )
    declared = regime.declared(ports.policy(row.controller, row.received_on))
    foreign = [law for law in laws if law not in declared]
    if foreign:
        raise UnableToDecideRegime(
            text("the text does not follow {laws}.", laws=", ".join(foreign)),
            do=text("It follows {laws}; have counsel look at a request under another law.",
                    laws=", ".join(declared)),
        )  # fmt: skip
    if country and ("gdpr" not in laws or not _is_state(country, row)):
        raise UnableToDecideRegime(
            text("{country} is no state whose holidays count for this request.", country=country),
            do=text("Give the state of the Union in two letters, such as DE, or none."),
        )


def _is_state(country: str, row: RightsRequest) -> bool:
    try:
        calendars.europe(country, as_of=row.received_on)
    except UnableToApplyLaw:
        return False
    return True
