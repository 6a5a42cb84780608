"""
The register of choices: consents with words and proof, withdrawals and stops that act at once, screened lists.

Where a company records no choice of the kind here, people look as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from yakusoku.consent import tags
from yakusoku.consent.queries import ChoiceView, ScreeningView
from yakusoku.consent.rules import ANY, Form, Kind, Turn
from yakusoku.ledger.tags import Tag
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing, uncalled
from yakusoku.terms.text import Text, text

_AT_ONCE = timedelta(days=1)
_LOOKED_AT = timedelta(days=31)
"""How long a check on erasure may stay open: the month in which the GDPR wants an answer (article 12(3))."""


def recorded(asked: Asked) -> tuple[Evidence, ...]:
    """Consents `for` something that the ledger does not know as they stand, or in a weaker form: none; and some."""
    given = [one for one in _consents(asked) if one.turn is Turn.GIVEN]
    if not given:
        return (looked(asked),)
    forms = _forms(asked)

    def wrong(one: ChoiceView) -> bool:
        return _unlike(asked, one, tags.ADDED) or bool(forms and one.form not in forms)

    return (
        _counted(asked, given, wrong, text("Consents recorded"), text("not as the ledger or the text wants")),
    )


def withdrawn(asked: Asked) -> tuple[Evidence, ...]:
    """Withdrawals that did not act within a day, or whose check on erasure is missing or too long open: none."""
    all_of_it = _consents(asked)
    back = [one for one in all_of_it if one.turn is Turn.WITHDRAWN]
    besides = (looked(asked),) if "at" in asked.parameters else ()
    if not all_of_it:
        return (looked(asked),)
    if not back:
        return uncalled(text("No consent of this kind was withdrawn.")), *besides
    checks = {one.choice: one for one in asked.records.erasure_checks}

    def wrong(one: ChoiceView) -> bool:
        check = checks.get(one.public_id)
        late = one.recorded_at - one.chosen_at > _AT_ONCE or check is None
        open_long = check is not None and check.closed_at is None and asked.now - check.opened_at > _LOOKED_AT
        return late or open_long or _unlike(asked, one, tags.WITHDRAWN)

    faults = text("late, or without a check on erasure in time")
    return _counted(asked, back, wrong, text("Withdrawals"), faults), *besides


def stopped(asked: Asked) -> tuple[Evidence, ...]:
    """Stops of the ways of `by` that were recorded more than a day after they arrived: none; and lists are screened."""
    stops = [one for one in asked.records.choices if _is_stop(asked, one)]
    lists = _screened(asked, asked.words("by"))
    if not stops and not lists:
        return (looked(asked),)
    late = text("recorded late, or not as the ledger knows them")
    first = uncalled(text("Nobody has asked for a stop of this kind."))
    if stops:
        first = _counted(asked, stops, lambda one: _is_late(asked, one), text("Stops recorded"), late)
    return first, _lists(asked, lists)


def opted_in(asked: Asked) -> tuple[Evidence, ...]:
    """Lists for `purpose` that were screened otherwise than the ledger knows: none; and consents stand beside them."""
    lists = _screened(asked, asked.words("by") if "by" in asked.parameters else ("email", "sms"))
    if not lists:
        return (looked(asked),)
    scopes = {f"channels.{one.way}" for one in lists}
    given = [one for one in asked.records.choices if one.turn is Turn.GIVEN and one.scope in scopes]
    if not given:
        return _lists(asked, lists), missing(text("No consent to advertising by this way is recorded."))
    consents = _counted(
        asked, given, lambda one: _unlike(asked, one, tags.ADDED), text("Consents recorded"),
        text("not as the ledger knows them"),
    )  # fmt: skip
    return _lists(asked, lists), consents


def _consents(asked: Asked) -> list[ChoiceView]:
    """Return the choices on the consent that the clause is about, or on any where it names none."""
    names = asked.words("for") if "for" in asked.parameters else ()
    return [
        one
        for one in asked.records.choices
        if one.kind is Kind.CONSENT and (not names or one.scope.partition(".")[2] in names)
    ]


def _forms(asked: Asked) -> tuple[Form, ...]:
    """Return the forms that the clause, or the case of special care that it names, asks for; none is any."""
    if "form" in asked.parameters:
        return tuple(Form(word) for word in asked.words("form"))
    cases = asked.policy.form.special_care
    named = [
        cases[word] for word in (asked.words("for") if "for" in asked.parameters else ()) if word in cases
    ]
    return (Form.EXPLICIT,) if any("explicit_consent" in one.requires for one in named) else ()


def _is_stop(asked: Asked, one: ChoiceView) -> bool:
    ways, purpose = asked.words("by"), asked.parameters.get("purpose", "")
    if one.kind is not Kind.STOP or one.turn is not Turn.MADE:
        return False
    return (ANY in ways or one.scope in (ANY, *ways)) and (
        not one.purpose or not purpose or one.purpose == purpose
    )


def _is_late(asked: Asked, one: ChoiceView) -> bool:
    return one.recorded_at - one.chosen_at > _AT_ONCE or _unlike(asked, one, tags.STOPPED)


def _screened(asked: Asked, ways: Sequence[str]) -> list[ScreeningView]:
    purpose = asked.parameters.get("purpose", "")
    return [
        one
        for one in asked.records.screenings
        if (ANY in ways or one.way in ways) and (not purpose or one.purpose == purpose)
    ]


def _lists(asked: Asked, lists: Sequence[ScreeningView]) -> Evidence:
    """Return that lists were held against the register, with the counts that the ledger names."""
    if not lists:
        return missing(text("No list of this kind was held against the register before it was handed over."))
    wrong = [one for one in lists if _otherwise(asked, one)]
    if wrong:
        says = text(
            "Lists screened: {count}; with other counts than the ledger: {wrong}.",
            count=len(lists),
            wrong=len(wrong),
        )
        return broken(says, count=len(wrong), newest=wrong[-1].screened_at)
    last = lists[-1]
    says = text("Lists screened: {count}; with other counts than the ledger: 0.", count=len(lists))
    entries = asked.records.entries(last.public_id, tags.SCREENED)
    return kept(says, newest=last.screened_at, count=len(lists), entries=entries)


def _otherwise(asked: Asked, one: ScreeningView) -> bool:
    entries = asked.records.entries(one.public_id, tags.SCREENED)
    counts = {
        "rows": one.rows, "stopped": one.stopped, "without_consent": one.without_consent, "unread": one.unread,
    }  # fmt: skip
    return not entries or any(entries[0].facts.get(name) != count for name, count in counts.items())


def _unlike(asked: Asked, one: ChoiceView, tag: Tag) -> bool:
    """Return whether the ledger holds no entry of a choice, or one of other content."""
    entries = asked.records.entries(one.public_id, tag)
    return not entries or entries[0].facts.get("content") != one.content


def _counted(
    asked: Asked, found: Sequence[ChoiceView], wrong: Callable[[ChoiceView], bool], held: Text, faults: Text
) -> Evidence:
    bad = [one for one in found if wrong(one)]
    if bad:
        says = text(
            "{held}: {count}; {faults}: {wrong}.", held=held, count=len(found), faults=faults, wrong=len(bad)
        )
        return broken(says, count=len(bad), newest=bad[-1].recorded_at)
    last = max(found, key=lambda one: one.recorded_at)
    says = text("{held}: {count}; {faults}: 0.", held=held, count=len(found), faults=faults)
    entries = asked.records.entries(last.public_id, tags.ADDED, tags.WITHDRAWN, tags.STOPPED)
    return kept(says, newest=last.recorded_at, count=len(found), entries=entries)
