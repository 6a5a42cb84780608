"""Triage: a request is assigned to a right, under the policy in force when it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.laws.rights import RightLaw
from yakusoku.ledger.deeds import deed
from yakusoku.policy.queries import Policy
from yakusoku.rights import cases, ports, regime, rules, stopping, tags, wishes
from yakusoku.rights import clocks as days
from yakusoku.rights.measures import ABOUT_NOBODY, OF_RIGHT
from yakusoku.rights.models import Fee, RightsRequest, StoppedUse
from yakusoku.rights.promised import Promised, promised
from yakusoku.rights.rules import METHODS, Charge, Measure, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault


class UnableToTriage(UnableTo):
    """The request cannot be assigned to that right."""

    asked = text("assign the request to a right")


def triage_request(
    *,
    request_id: str,
    right: str,
    method: str,
    measure: Measure | None = None,
    law_case: str = "",
    wish: wishes.Wish | None = None,
    uses: Sequence[str] = (),
    by: str,
    now: datetime,
) -> State:
    """
    Assign a request to a right under the policy in force when it arrived, and return what it needs next.

    The fee that is published and lawful is asked for in the same deed. `method` is how the person chose
    to be answered (APPI 33(1)). `measure` is what is asked for where a right gives several (APPI 35), `law_case`
    the case of the law that the desk holds to be met, `wish` what a correction puts in (APPI 34; GDPR 16), sealed,
    `uses` what an objection or a withdrawal of consent is about (GDPR 21, 7(3)): these stop at once.

    :raises UnableToTriage: if neither policy nor law offers such a right, or not by that method
    :raises UnableToMove: if the request was assigned before
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    policy = ports.policy(row.controller, row.received_on)
    _require_given(policy, right, row.received_on)
    asked_for = _measure(right, measure)
    promise = _promised(policy, right, method, row.received_on, asked_for)
    law = laws.right(right, as_of=row.received_on)
    _check_case(law, law_case)
    _check_wish(asked_for, wish)
    halted = _halted(row, policy, right, law_case, uses, by=by, now=now)
    state = State.REVIEW if right in ABOUT_NOBODY else State.NEED_ID
    with deed(tags.TRIAGED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.RECEIVED,))
        known = regime.settled(row, policy)
        _require_law(law, known)
        charge = regime.charged(rules.charge(law, promise), known, as_of=row.received_on)
        assigned = _assigned(row, policy, law, promise) | {"due_on": _due(row, known)}
        sealed = _sealed(row, wish)
        chosen = {"method": method, "measure": asked_for, "law_case": law_case, "wish": sealed}
        cases.moved(row, state, of=(State.RECEIVED,), **assigned, **chosen)
        _keep(row, halted)
        if charge is not None:
            _ask_for(charge, row, now)
        entry.say(right=right, law=law.law, policy=policy.digest, yen=charge.yen if charge else 0)
        entry.say(**_also(asked_for, assigned["target_on"]))
    return state


def _halted(
    row: RightsRequest,
    policy: Policy,
    right: str,
    law_case: str,
    uses: Sequence[str],
    *,
    by: str,
    now: datetime,
) -> tuple[stopping.Halted, ...]:
    """Stop at once what an objection or a withdrawal is about; nothing for any other right."""
    if right not in (stopping.OBJECTION, stopping.WITHDRAWAL):
        if uses:
            raise UnableToTriage(
                text("{right} is not about single uses.", right=right), do=text("Leave the uses out.")
            )
        return ()
    cases.require_state(row, of=(State.RECEIVED,))
    _require_law(laws.right(right, as_of=row.received_on), regime.settled(row, policy))
    meant = stopping.scopes(policy, right, law_case, uses)
    return stopping.halt(row, right, meant, by=by, now=now)


def _keep(row: RightsRequest, halted: Sequence[stopping.Halted]) -> None:
    """Note which uses stand still because of this request."""
    StoppedUse.objects.bulk_create(
        StoppedUse(request=row, number=number, scope=one.scope, choice=one.choice, since=row.received_at)
        for number, one in enumerate(halted, 1)
    )


def _assigned(row: RightsRequest, policy: Policy, law: RightLaw, promise: Promised) -> dict[str, Any]:
    """Return the right, the days that it counts, and the policy that judges to the end."""
    target = clocks.house_target(row.received_on, promise.target_days).on if promise.target_days else None
    return {
        "right": law.code,
        "law": law.law,
        "target_on": target,
        "policy_version": policy.published_from,
        "policy_digest": policy.digest,
    }


def _due(row: RightsRequest, known: tuple[str, ...]) -> date | None:
    """Return the last day for an answer where a law that applies names one (GDPR 12(3)), else None."""
    if "gdpr" not in known:
        return None
    found = regime.decided(row)
    return days.month(row.received_on, country=found.country if found else "")


def _require_law(law: RightLaw, known: tuple[str, ...]) -> None:
    """:raises UnableToTriage: if the right is of a law that was decided not to apply"""
    if law.law in regime.LAWS and law.law not in known:
        raise UnableToTriage(
            text("{right} is of a law that does not apply to this request.", right=law.code),
            do=text("Choose a right of {laws}, or decide again with `yakusoku rights regime`.",
                    laws=", ".join(known)),
        )  # fmt: skip


def _sealed(row: RightsRequest, wish: wishes.Wish | None) -> bytes | None:
    if wish is None:
        return None
    return vault.seal(case_id=row.public_id, label=wishes.LABEL, content=wish.to_bytes())


def _also(measure: Measure, target: date | None) -> dict[str, Measure | date]:
    """Return what an entry says beside the usual: the measure of a change, and a day that was promised."""
    said: dict[str, Measure | date] = {} if measure is Measure.SHOW else {"measure": measure}
    return said if target is None else {**said, "target": target}


def _measure(right: str, measure: Measure | None) -> Measure:
    """Return what is asked for. :raises UnableToTriage: where the right gives several and none of them is named"""
    known = OF_RIGHT[right]
    if measure is None and len(known) == 1:
        return known[0]
    if measure not in known:
        raise UnableToTriage(
            text("{right} is asked for in another way.", right=right),
            do=text("Say which measure the person asks for: {measures}.", measures=", ".join(known)),
        )
    return measure


def _require_given(policy: Policy, right: str, as_of: date) -> None:
    """Let a right pass that text or law give. :raises UnableToTriage: if neither does"""
    if promised(policy, right, as_of=as_of) is None:
        offered = sorted({code for one in policy.rights.values() for code in one.law_codes})
        raise UnableToTriage(
            text("the policy names no right {right}.", right=right),
            do=text("It names: {offered}.", offered=", ".join(offered)),
        )


def _promised(policy: Policy, right: str, method: str, as_of: date, measure: Measure) -> Promised:
    """Return what binds the company of `right`. :raises UnableToTriage: if it cannot be answered like this"""
    promise = promised(policy, right, as_of=as_of, measure=measure)
    assert promise is not None  # noqa: S101  asked just before, of the same policy and day
    given = _methods(promise, laws.right(right, as_of=as_of))
    if method not in given:
        raise UnableToTriage(
            text("answers are not given as {method}.", method=method),
            do=text(
                "Choose one of: {methods}.",
                methods=", ".join(given),
            ),
        )
    return promise


def _methods(promise: Promised, law: RightLaw) -> tuple[str, ...]:
    """Return how this right is answered: the ways that text and law give, and that this version has."""
    lawful = [one.code for one in law.methods]
    known = [*promise.methods, *(one for one in lawful if one == "direct")]
    return tuple(one for one in known if one in METHODS and (one in lawful or not lawful))


def _check_case(law: RightLaw, law_case: str) -> None:
    if law_case and law_case not in {one.code for one in law.cases}:
        raise UnableToTriage(
            text("{case} is no case of {right}.", case=law_case, right=law.code),
            do=text("Its cases are: {cases}.", cases=", ".join(one.code for one in law.cases) or "-"),
        )


def _check_clear(wish: wishes.Wish) -> None:
    unclear = wish.unclear(ports.datamap())
    if unclear:
        raise UnableToTriage(
            text("a record may hold several of these: {facts}.", facts=", ".join(unclear)),
            do=text("Give what stands there now, too (`was`), so that no other one is touched."),
        )


def _check_wish(measure: Measure, wish: wishes.Wish | None) -> None:
    if (measure is Measure.CORRECT) != (wish is not None):
        raise UnableToTriage(
            text("what is to be corrected is missing, or nothing is to be corrected."),
            do=text("Give the right content for a correction, and for nothing else."),
        )
    if wish is None:
        return
    unknown = wish.unknown(ports.datamap())
    if unknown:
        raise UnableToTriage(
            text("{count} of the facts have no name by which the stores can be searched.", count=unknown),
            do=text("Known names are: {known}.", known=", ".join(sorted(wishes.facts(ports.datamap())))),
        )
    _check_clear(wish)


def _ask_for(charge: Charge, row: RightsRequest, now: datetime) -> None:
    Fee.objects.create(
        request=row,
        yen=charge.yen,
        tax_yen=charge.tax_yen,
        tax_percent=charge.tax_percent,
        clause=charge.because.clause or "",
        article=charge.because.article or "",
        asked_at=now,
    )
