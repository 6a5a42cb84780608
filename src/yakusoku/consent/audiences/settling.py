"""A question about many people, settled as far as it can be before any of them is looked at. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yakusoku.consent.families import FAMILIES, NONE_FOUND
from yakusoku.decisions.facts import family, known, may_stay_open
from yakusoku.decisions.queries import Compiled, Gate, Outcome, Question, Residual, Ruling, asked
from yakusoku.decisions.trees import Constant, Value
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_STRANGE = frozenset(
    {
        "purpose-not-declared", "category-not-known", "actor-not-known", "route-not-known", "country-not-known",
        "channel-missing", "country-missing", "medium-missing", "special-care-case-open", "no-policy-in-force",
        "recipient-not-listed",
    }
)  # fmt: skip
"""Refusals that say the question was not put well: nothing is counted for it."""
_BY_CHANNEL = {"email": "email", "sms": "phone_number", "telephone": "phone_number", "fax": "phone_number",
               "post": "address", "catalog": "address"}  # fmt: skip


class UnableToMakeAudience(UnableTo):
    """No audience was made, and no file of it is there."""

    asked = text("decide of whom this use may be made")


@dataclass(frozen=True)
class Settled:
    """
    What is left to be asked of each row.

    `told` are the facts that are given for everybody, `columns` those that rows hold, and `chosen` those of which the
    register speaks: each asks for its words beside the row.
    """

    ruling: Ruling
    residual: Residual
    told: Mapping[str, Value]
    columns: Collection[str]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the facts that choices speak of, in the order in which they stand beside a row."""
        return tuple(fact for fact in self.residual.facts if family(fact) in FAMILIES)

    def otherwise(self, fact: str) -> Value:
        """Return what is so of a fact of which neither a choice nor a column says anything."""
        wide = f"{family(fact)}:*"
        for facts in (self.told, NONE_FOUND):
            if fact in facts:
                return facts[fact]
            if facts.get(wide) is False:
                return False
        return None


def settle(
    compiled: Compiled, question: Question, told: Mapping[str, Value], columns: Collection[str]
) -> Settled:
    """
    Decide a question once, with the person unknown; `told` is so of everybody, `columns` name the facts of rows.

    :raises UnableToMakeAudience: if the question names what nobody knows, or leaves open what it must say
    """
    _check(columns)
    fixed = {fact: value for fact, value in told.items() if fact not in columns and not _of_choices(fact)}
    ruling = compiled.decide_for_set(question, fixed)
    if ruling.residual is not None:
        fixed |= _found_nowhere(ruling.residual, told, columns)
        ruling = compiled.decide_for_set(question, fixed)
    if ruling.outcome is Outcome.REFUSED and ruling.reason in _STRANGE:
        raise UnableToMakeAudience(ruling.why, do=ruling.do)
    return Settled(ruling, _left(ruling), told, columns)


def needed(question: Question) -> str | None:
    """Return by what somebody must be known, so that a stop of this way can be seen; None: by anything."""
    return _BY_CHANNEL.get(question.channel or "")


def _of_choices(fact: str) -> bool:
    return family(fact) in FAMILIES


def _found_nowhere(
    residual: Residual, told: Mapping[str, Value], columns: Collection[str]
) -> dict[str, Value]:
    """Return which facts of persons are not so of anybody, since all of their family were looked up."""
    return {
        fact: False
        for fact in residual.facts
        if fact not in columns and not _of_choices(fact) and told.get(f"{family(fact)}:*") is False
    }


def _left(ruling: Ruling) -> Residual:
    if ruling.residual is not None:
        return ruling.residual
    if ruling.allowed:
        return Residual(())
    needs = Bilingual(ruling.why.say("en"), ruling.why.say("ja"))
    against = Constant(False if ruling.known else None)
    return Residual((Gate(ruling.reason, needs, against, ruling.because, ruling.says),))


def _check(columns: Collection[str]) -> None:
    """Let only facts pass that may differ from one person to the next."""
    for fact in columns:
        one = known().get(family(fact))
        if one is None or one.scoped != (":" in fact) or fact.endswith(":*") or not may_stay_open(fact):
            raise UnableToMakeAudience(
                text("“{fact}” is no fact that a column could hold of a person or of data.", fact=fact),
                do=text("Name it as `yakusoku may --everybody` does, such as consent:purposes.news."),
            )


def facts_of(gate: Gate) -> tuple[str, ...]:
    """Return the facts that a gate asks for."""
    return asked(gate.tree)
