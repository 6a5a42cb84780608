"""What programs get: rulings with their rule, clause and article; choices by their ids."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from yakusoku.consent.queries import ChoiceView
from yakusoku.decisions import queries as decisions
from yakusoku.staff.queries import KeyView


class ObligationAnswer(BaseModel):
    """Something that a yes brings with it."""

    code: str
    article: str | None
    says: str


class ConditionAnswer(BaseModel):
    """Something that is left to be asked of each person."""

    reason: str
    needs: str
    facts: list[str]
    rule: str
    clause: str | None
    article: str | None


class RulingAnswer(BaseModel):
    """The answer to a question, and what it rests on."""

    answer: Literal["allowed", "refused", "allowed-if"]
    reason: str = Field(description="A stable word.")
    known: bool = Field(description="False where it was refused because something could not be evaluated.")
    rule: str
    clause: str | None
    article: str | None
    why: str
    do: str
    published: str | None = Field(description="The published sentence.")
    version: date | None = Field(description="The version of the policy, by its day.")
    obligations: list[ObligationAnswer]
    residual: list[ConditionAnswer] | None


class RulingsAnswer(BaseModel):
    """The answers, in the order of the questions."""

    rulings: list[RulingAnswer]


class ChoiceAnswer(BaseModel):
    """A choice as it was recorded. On whom it acts nobody can read."""

    choice: str
    kind: str
    turn: str
    scope: str
    purpose: str | None
    chosen_at: datetime
    recorded_at: datetime
    version: date | None


class MailingAnswer(BaseModel):
    """A mailing that had left the house before, and may still arrive."""

    mailing: str
    handed_over_at: datetime


class StopAnswer(ChoiceAnswer):
    """A stop that is in force."""

    handed_over: list[MailingAnswer]


class ChoicesAnswer(BaseModel):
    """What was chosen under what the person gave, in the order of choosing."""

    choices: list[ChoiceAnswer]


class KeyAnswer(BaseModel):
    """What the key of this call may do."""

    key: str
    company: str
    deeds: list[str]
    purposes: list[str]
    expires_at: datetime


def ruling_answer(ruling: decisions.Ruling, language: str) -> RulingAnswer:
    """Return a ruling in the caller's language."""
    return RulingAnswer(
        answer=ruling.outcome.value, reason=ruling.reason, known=ruling.known, rule=ruling.because.rule,
        clause=ruling.because.clause, article=ruling.because.article, why=ruling.why.say(language),
        do=ruling.do.say(language), published=ruling.says.say(language) if ruling.says else None,
        version=ruling.version,
        obligations=[
            ObligationAnswer(code=one.code, article=one.article, says=one.says.say(language))
            for one in ruling.obligations
        ],
        residual=[_condition(gate, language) for gate in ruling.residual.gates] if ruling.residual else None,
    )  # fmt: skip


def _condition(gate: decisions.Gate, language: str) -> ConditionAnswer:
    because = gate.because
    return ConditionAnswer(
        reason=gate.reason, needs=gate.needs.say(language), facts=list(decisions.asked(gate.tree)), rule=because.rule,
        clause=because.clause, article=because.article,
    )  # fmt: skip


def choice_answer(one: ChoiceView) -> ChoiceAnswer:
    """Return a choice by its id and codes."""
    return ChoiceAnswer(
        choice=one.public_id, kind=one.kind.value, turn=one.turn.value, scope=one.scope, purpose=one.purpose or None,
        chosen_at=one.chosen_at, recorded_at=one.recorded_at, version=one.version,
    )  # fmt: skip


def key_answer(key: KeyView) -> KeyAnswer:
    """Return what a key may do."""
    return KeyAnswer(
        key=key.public_id, company=key.controller, deeds=[one.value for one in key.deeds],
        purposes=list(key.purposes), expires_at=key.expires_at,
    )  # fmt: skip
