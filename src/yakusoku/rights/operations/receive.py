"""Arrival and triage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.laws.rights import RightLaw
from yakusoku.ledger.deeds import deed
from yakusoku.policy.queries import Policy
from yakusoku.rights import cases, ports, rules, tags, wishes
from yakusoku.rights.asked import FACTS, Asked
from yakusoku.rights.measures import OF_RIGHT
from yakusoku.rights.models import Fee, RightsRequest
from yakusoku.rights.promised import Promised, promised
from yakusoku.rights.rules import AMENDABLE, METHODS, Channel, Charge, Measure, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import LANGUAGES, text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

_ARRIVAL = re.compile(r"[A-Za-z0-9-]{1,40}")


class UnableToReceive(UnableTo):
    """An arrival could not be taken in as it was described."""

    asked = text("take in the request")


class UnableToTriage(UnableTo):
    """The request cannot be assigned to that right."""

    asked = text("assign the request to a right")


@dataclass(frozen=True)
class Received:
    """What the desk tells the person: the id, the code to quote, and the days that count."""

    request_id: str
    receipt_code: str
    received_on: date
    suit_open_on: date


def _received(row: RightsRequest) -> Received:
    return Received(row.public_id, row.receipt_code, row.received_on, row.suit_open_on)


def receive_request(
    *,
    controller: str,
    channel: Channel,
    arrival_ref: str,
    asked: Asked,
    language: str,
    by: str,
    now: datetime,
    received_at: datetime | None = None,
) -> Received:
    """
    Take in a request, start its clock and give it a receipt code.

    `arrival_ref` is the number on the envelope, the call or the counter slip: one arrival is taken in once,
    however often this is called. `received_at` is when it arrived, if that was before `now`. No policy is needed
    for that: an arrival is dated even where the policy of the day cannot be read. The case key is written and
    synced before the deed that needs it; if the process dies between, the key is an orphan that the nightly
    sweep removes.

    :raises UnableToReceive: if the reference is not a plain number, or was another arrival's, the arrival lies
        in the future, answers are not given in that language, or nobody can be found by one of the facts
    :raises UnableToAct: if `by` is not of the desk
    """
    staff.require(by=by, controller=controller, role=Role.DESK)
    arrived = received_at or now
    _check_arrival(arrival_ref, arrived, now, language)
    _check_facts(asked)
    place = {"controller": controller, "channel": channel, "arrival_ref": arrival_ref}
    known = RightsRequest.objects.filter(**place).first()
    if known is None:
        try:
            return _received(_take_in(place, asked, arrived=arrived, language=language, by=by, now=now))
        except IntegrityError:
            known = RightsRequest.objects.filter(**place).first()
            if known is None:
                raise  # else another process took in the same arrival at this moment
    return _received(_same(known, asked))


def _take_in(
    place: dict[str, str], asked: Asked, *, arrived: datetime, language: str, by: str, now: datetime
) -> RightsRequest:
    controller, channel = place["controller"], place["channel"]
    why = f"{controller}:{channel}:{place['arrival_ref']}"
    request_id = ids.public_id("req", why=why)
    received_on = ports.day(arrived, controller)
    suit = clocks.suit_open(received_on)
    vault.ensure_case_key(case_id=request_id, now=now)
    with deed(tags.RECEIVED, log=controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.create(
            public_id=request_id,
            **place,
            receipt_code=ids.receipt_code(why=why),
            received_at=arrived,
            received_on=received_on,
            suit_open_on=suit.on,
            language=language,
            asked=vault.seal(case_id=request_id, label=cases.ASKED, content=asked.to_bytes()),
            **_version(controller, received_on),
        )
        entry.say(channel=channel, received=received_on, suit_open=suit.on)
        work.intend("mail.rights.arrived", about=request_id, now=now)
    return row


def _version(controller: str, received_on: date) -> dict[str, object]:
    """Name the policy in force; nothing where it cannot be read now, which the triage makes up for."""
    try:
        policy = ports.policy(controller, received_on)
    except UnableTo:
        return {}
    return {"policy_version": policy.published_from, "policy_digest": policy.digest}


def _same(known: RightsRequest, asked: Asked) -> RightsRequest:
    """Return the request that is known where it is the same arrival. :raises UnableToReceive: where it is another"""
    if cases.asked(known).to_bytes() != asked.to_bytes():
        raise UnableToReceive(
            text(
                "this number was taken in on {day} as {request}, and with other words.",
                day=known.received_on.isoformat(),
                request=known.public_id,
            ),
            do=text(
                "Give this arrival a number of its own; to correct what was entered, use"
                " `yakusoku rights amend {request}`.",
                request=known.public_id,
            ),
        )
    return known


def _check_arrival(arrival_ref: str, arrived: datetime, now: datetime, language: str) -> None:
    if not _ARRIVAL.fullmatch(arrival_ref):
        raise UnableToReceive(
            text("the arrival's reference may hold only letters, digits and hyphens, at most forty."),
            do=text("Use the number on the envelope, or give it one and write it there."),
        )
    if arrived > now:
        raise UnableToReceive(
            text("the arrival lies in the future."), do=text("Give the day on which it reached the house.")
        )
    if language not in LANGUAGES:
        raise UnableToReceive(
            text("answers are not given in {language}.", language=language),
            do=text("Choose one of: {languages}.", languages=", ".join(LANGUAGES)),
        )


def _check_facts(asked: Asked) -> None:
    """
    Refuse facts by which nobody can be found: a word the stores do not know, a birth date of another form.

    Where the data map cannot be read now, no word is unknown: an arrival is dated all the same.
    """
    try:
        known = FACTS | set(ports.datamap().identities)
    except UnableTo:
        known = FACTS | set(asked.facts)
    unknown = len(asked.facts.keys() - known)
    if unknown:
        raise UnableToReceive(
            text("{count} of the facts have no name by which the stores can be searched.", count=unknown),
            do=text("Known names are: {known}.", known=", ".join(sorted(known))),
        )
    born = asked.facts.get("birth_date")
    if born is not None and not _is_day(born.reveal()):
        raise UnableToReceive(
            text("the birth date is not written as year, month and day."),
            do=text("Write it as 1978-04-12, in quotes."),
        )


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def amend_request(*, request_id: str, asked: Asked, by: str, now: datetime) -> None:
    """
    Correct what was entered of an arrival: a name, the address to answer to, what helps to find the data.

    The clock and the number stay. The same words again change nothing and record nothing.

    :raises UnableToReceive: if nobody can be found by one of the facts
    :raises UnableToMove: once a paper was compared with what was entered
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    _check_facts(asked)
    if cases.asked(row).to_bytes() == asked.to_bytes():
        return
    sealed = vault.seal(case_id=request_id, label=cases.ASKED, content=asked.to_bytes())
    with deed(tags.AMENDED, log=row.controller, about=request_id, by=by, now=now):
        row = cases.held(row, of=AMENDABLE)
        cases.moved(row, State(row.state), of=AMENDABLE, asked=sealed)


def triage_request(
    *,
    request_id: str,
    right: str,
    method: str,
    measure: Measure | None = None,
    law_case: str = "",
    wish: wishes.Wish | None = None,
    by: str,
    now: datetime,
) -> State:
    """
    Assign a request to a right under the policy in force when it arrived, and return what it needs next.

    The fee that is published and lawful is asked for in the same deed. `method` is how the person chose
    to be answered (APPI 33(1)). `measure` is what is asked for where a right gives several (APPI 35), `law_case`
    the case of the law that the desk holds to be met, `wish` what a correction puts in (APPI 34; GDPR 16), sealed.

    :raises UnableToTriage: if neither policy nor law offers such a right, or not by that method, or this version
        cannot carry it to an answer
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
    charge = rules.charge(law, promise)
    with deed(tags.TRIAGED, log=row.controller, about=request_id, by=by, now=now) as entry:
        assigned = _assigned(row, policy, law, promise)
        sealed = _sealed(row, wish)
        chosen = {"method": method, "measure": asked_for, "law_case": law_case, "wish": sealed}
        cases.moved(row, State.NEED_ID, of=(State.RECEIVED,), **assigned, **chosen)
        if charge is not None:
            _ask_for(charge, row, now)
        entry.say(right=right, law=law.law, policy=policy.digest, yen=charge.yen if charge else 0)
        entry.say(**_also(asked_for, assigned["target_on"]))
    return State.NEED_ID


def _assigned(row: RightsRequest, policy: Policy, law: RightLaw, promise: Promised) -> dict[str, Any]:
    """Return the right, the days that it counts, and the policy that judges to the end."""
    target = clocks.house_target(row.received_on, promise.target_days).on if promise.target_days else None
    return {
        "right": law.code,
        "law": law.law,
        "target_on": target,
        "due_on": rules.answer_due(law, row.received_on),
        "policy_version": policy.published_from,
        "policy_digest": policy.digest,
    }


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
    known = OF_RIGHT.get(right, ())
    if not known:
        raise _not_carried(right)
    if measure is None and len(known) == 1:
        return known[0]
    if measure not in known:
        raise UnableToTriage(
            text("{right} is asked for in another way.", right=right),
            do=text("Say which measure the person asks for: {measures}.", measures=", ".join(known)),
        )
    return measure


def _not_carried(right: str) -> UnableToTriage:
    return UnableToTriage(
        text("this version does not carry {right} to an answer.", right=right),
        do=text("The clock runs: answer it by hand. Assigned and answered here are: {rights}.",
                rights=", ".join(OF_RIGHT)),
    )  # fmt: skip


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
    if method not in promise.methods or method not in METHODS:
        raise UnableToTriage(
            text("answers are not given as {method}.", method=method),
            do=text(
                "Choose one of: {methods}.",
                methods=", ".join(one for one in promise.methods if one in METHODS),
            ),
        )
    return promise


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
