"""Objections and withdrawals of consent: which uses are meant, and that they stop at once, before anybody is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from yakusoku.consent.chosen import About, Arrived, Whom
from yakusoku.consent.folding import UnableToRead, fold
from yakusoku.consent.keys import Given
from yakusoku.consent.operations import ending
from yakusoku.consent.operations import recording as consent
from yakusoku.consent.rules import Kind, Turn
from yakusoku.rights import cases
from yakusoku.rights.models import StoppedUse
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.policy.queries import Policy
    from yakusoku.rights.models import RightsRequest

Ended = Literal["refused", "withdrawn"]
OBJECTION, WITHDRAWAL = "G-OBJ", "G-WDR"
MARKETING = "OBJ-marketing"
_OPEN_TO_OBJECTION = {"legitimate_interests", "public_task"}
_THROUGH = "rights-desk"


class UnableToStopUses(UnableTo):
    """It is not clear which uses are to stop, or they cannot be stopped by this right."""

    asked = text("stop what the person objects to")


@dataclass(frozen=True)
class Halted:
    """A use that stopped: what it is called in the policy, and the choice in the register of consents that stops it."""

    scope: str
    choice: str


def scopes(policy: Policy, right: str, law_case: str, named: Sequence[str]) -> tuple[str, ...]:
    """
    Return the uses that an objection or a withdrawal is about, as the register of consents names them.

    An objection to direct marketing is about all of it (GDPR 21(2), 21(3)); any other names purposes that rest on
    legitimate interests or a public task (21(1)). A withdrawal names purposes or cases of special care that rest on
    consent (7(3)).

    :raises UnableToStopUses: for a use that the policy does not have, or that rests on nothing this right reaches
    """
    if right == OBJECTION and law_case == MARKETING:
        return tuple(f"purposes.{name}" for name, one in policy.form.purposes.items() if one.marketing)
    if right == OBJECTION and not law_case:
        raise UnableToStopUses(
            text("it is not said whether the objection is against direct marketing."),
            do=text("Name the case of law: OBJ-marketing or OBJ-own."),
        )
    fitting = _fitting(policy, right)
    wrong = [one for one in named if one not in fitting]
    if wrong or not named:
        raise UnableToStopUses(
            text("no use that this right reaches: {uses}.", uses=", ".join(wrong) or "-"),
            do=text("Name at least one of: {fitting}.", fitting=", ".join(fitting) or "-"),
        )
    return tuple(dict.fromkeys(named))


def _fitting(policy: Policy, right: str) -> tuple[str, ...]:
    form = policy.form
    if right == OBJECTION:
        return tuple(
            f"purposes.{name}" for name, one in form.purposes.items() if _OPEN_TO_OBJECTION & set(one.basis)
        )
    return (
        *(f"purposes.{name}" for name, one in form.purposes.items() if "consent" in one.basis),
        *(f"special_care.{name}" for name, one in form.special_care.items() if _needs_consent(one.requires)),
    )


def _needs_consent(requires: Sequence[str]) -> bool:
    return any("consent" in one for one in requires)


def halt(
    row: RightsRequest, right: str, uses: Sequence[str], *, by: str, now: datetime
) -> tuple[Halted, ...]:
    """
    Stop these uses for what the person gave, at once and from the arrival on; nobody is asked who they are.

    Each has the request's own reference, so that a second call finds what the first one recorded. If the process dies
    between two of them, the same triage records the rest.
    """
    return tuple(
        Halted(scope, _halted(row, right, scope, str(number), since=row.received_at, by=by, now=now))
        for number, scope in enumerate(uses, 1)
    )


def _halted(
    row: RightsRequest, right: str, scope: str, number: str, *, since: datetime, by: str, now: datetime
) -> str:
    """Record the choice that stops a use, under a reference of the request's own, and return its id."""
    arrived = Arrived(
        channel=row.channel,
        through=_THROUGH,
        chosen_at=since,
        reference=f"req-{row.public_id.removeprefix('req_')}/{number}",
    )
    said = {"controller": row.controller, "whom": _whom(row), "arrived": arrived, "by": by, "now": now}
    if right == WITHDRAWAL:
        choice = consent.withdraw(scope=scope, **said)  # type: ignore[arg-type]  # one of many arguments
    else:
        about = About(Kind.OBJECTION, scope)
        choice = consent.record(about=about, turn=Turn.MADE, **said)  # type: ignore[arg-type]  # as above
    return choice.public_id


def let_go_on(
    row: RightsRequest, because: Ended, *, by: str, now: datetime, only: Collection[str] | None = None
) -> int:
    """
    End what an objection stopped, as a part of the deed that settles it; return how many uses go on by that.

    `only` names the uses that were refused; none means all of them, since the person took the request back. What else
    the person chose about the same uses stands: only the choices that this request made end. A withdrawn consent is not
    given again by anything but the person.
    """
    if row.right != OBJECTION:
        return 0
    ended = 0
    for use in StoppedUse.objects.filter(request=row, ended_at__isnull=True).order_by("number"):
        if only is not None and use.scope not in only:
            continue
        ending.end_choice(choice_id=use.choice, request_id=row.public_id, because=because, by=by, now=now)
        ended += StoppedUse.objects.filter(pk=use.pk).update(ended_at=now, ended_because=because)
    return ended


def halt_again(row: RightsRequest, number: int, *, by: str, now: datetime) -> int:
    """
    Stop again what ended with a request that goes on now, as a part of that deed; return how many uses stand still.

    `number` is that of the reopening. It acts from `now` on: what was done meanwhile was lawful.
    """
    ended = list(StoppedUse.objects.filter(request=row, ended_at__isnull=False).order_by("number"))
    for use in ended:
        reference = f"{use.number}/again-{number}"
        choice = _halted(row, row.right, use.scope, reference, since=now, by=by, now=now)
        StoppedUse.objects.filter(pk=use.pk).update(choice=choice, since=now, ended_at=None, ended_because="")
    return len(ended)


def _whom(row: RightsRequest) -> Whom:
    """Return on whom the stop acts: the address to answer to, and the numbers and mailboxes that were given."""
    asked = cases.asked(row)
    facts = asked.given()
    given = [Given("address", facts["address"])]
    given += [
        Given("phone_number", facts[name]) for name in ("telephone", "mobile", "phone") if name in asked.facts
    ]
    given += [Given("email", facts["email"])] if "email" in asked.facts else []
    return Whom(tuple(one for one in given if _is_readable(one)), name=asked.name)


def _is_readable(one: Given) -> bool:
    """Return whether this can be kept at all; what cannot is no reason to let the rest wait."""
    try:
        fold(one.identity, one.value.reveal())
    except UnableToRead:
        return False
    return True
