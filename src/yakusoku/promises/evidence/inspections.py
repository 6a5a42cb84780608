"""
What people looked at: the newest inspection of this very sentence, its counts, and the action it left open.

It never counts for more than it is: the part says that people looked, when, and at how many of how many.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from yakusoku.management import tags
from yakusoku.management.queries import Inspected, InspectionView, inspected
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing, uncalled
from yakusoku.promises.rules import months_later
from yakusoku.terms.text import Text, text


def looked(asked: Asked) -> Evidence:
    """
    Faults that an inspector of the staff counted and that no later look found gone: none; and somebody looked.

    The look is at this control of this clause with these parameters, and at no other.
    """
    about, key = inspected()[asked.kept.control], _key(asked)
    looks = asked.records.inspections.get(key, ())
    return replace(_found(asked, about, key, looks), by="people")


def has_looks(asked: Asked) -> bool:
    """Say whether anybody has noted a look at this."""
    return _key(asked) in asked.records.inspections


def _key(asked: Asked) -> str:
    return asked.records.promised(asked.policy, asked.clause, asked.kept)


def _found(asked: Asked, about: Inspected, key: str, looks: tuple[InspectionView, ...]) -> Evidence:
    if not looks:
        return missing(_nobody(about, about.months(asked.parameters)))
    faulty = _faulty(asked, about, key, looks)
    if faulty is not None:
        return faulty
    last = looks[-1]
    entries = asked.records.entries(last.public_id, tags.ADDED)
    if any(_counts(last) != tuple(entry.facts.get(fact) for fact in _COUNTS) for entry in entries):
        return broken(
            text("The ledger names other counts than the inspection of {day}.", day=last.on), count=1
        )
    months = about.months(asked.parameters)
    if last.sample:
        says = text("{look}; faults: 0.", look=_look(about, last))
        found = kept(says, newest=last.noted_at, count=len(looks), entries=entries, months=months)
        return replace(found, seen_on=last.on)
    if asked.today > months_later(last.on, months):
        return missing(_nobody(about, months))
    says = text(
        "{who} looked on {day}; there were no {cases} from {first} until {last}.",
        who=_who(last),
        day=last.on,
        cases=about.cases,
        first=last.period_from,
        last=last.period_until,
    )
    return uncalled(says)


def _nobody(about: Inspected, months: int) -> Text:
    if about.until is None:
        return text(
            "Only people can see it, and no look is noted ({cases}; months for which one counts: {months}).",
            cases=about.cases,
            months=months,
        )
    return text(
        "The program does not record it yet, and no look is noted ({cases}; months for which one counts: {months}).",
        cases=about.cases,
        months=months,
    )


def _faulty(asked: Asked, about: Inspected, key: str, looks: tuple[InspectionView, ...]) -> Evidence | None:
    """Return the faults that are still there, or None: an open action outlives a look that found nothing to look at."""
    action = asked.records.open_actions.get(key)
    with_faults = [look for look in looks if look.faults]
    if action is None and not looks[-1].faults:
        return None
    worst = with_faults[-1]
    says = text("{look}; faults: {faults}.", look=_look(about, worst), faults=worst.faults)
    if action is not None:
        says = text("{says} To be put right by {due}.", says=says, due=action.due_on)
    return broken(says, count=worst.faults, newest=worst.noted_at)


_COUNTS = ("population", "sample", "faults")


def _counts(look: InspectionView) -> tuple[int, ...]:
    return look.population, look.sample, look.faults


def _look(about: Inspected, look: InspectionView) -> Text:
    return text(
        "{who} looked on {day} at {sample} of {population} {cases} from {first} until {last}",
        who=_who(look),
        day=look.on,
        sample=look.sample,
        population=look.population,
        cases=about.cases,
        first=look.period_from,
        last=look.period_until,
    )


def _who(look: InspectionView) -> Text:
    """Return by which roles the inspector is known; the name stands in the register of staff alone."""
    said = [role.says for role in look.roles]
    return reduce(lambda one, other: text("{one} and {other}", one=one, other=other), said)
