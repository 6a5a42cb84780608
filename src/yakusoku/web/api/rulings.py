"""Rulings over HTTP: one, or many at once. Nothing is written but what a registered use asked."""

from __future__ import annotations

from datetime import datetime

from ninja import Router

from yakusoku.consent.facts import facts as facts_of_person
from yakusoku.consent.queries import Row
from yakusoku.decisions import queries as decisions
from yakusoku.staff.rules import Deed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.web.api.answers import RulingAnswer, RulingsAnswer, ruling_answer
from yakusoku.web.api.calls import REFUSED, Call, by, whom
from yakusoku.web.api.forms import QuestionForm, QuestionsForm
from yakusoku.web.api.ports import wired
from yakusoku.web.api.problems import language

router = Router(tags=["rulings"])
_OF_REGISTER = ("consent", "explicit_consent", "written_consent", "stop", "objection", "household_flag")


class UnableToBelieve(UnableTo):
    """The caller says what the register of choices knows better."""

    asked = text("rule on a use about one person")


@router.post(
    "/rulings", response={200: RulingAnswer, **REFUSED}, operation_id="ask_ruling", summary="Ask for a ruling"
)
def ask(request: Call, form: QuestionForm) -> RulingAnswer:
    """May these data be used so? What cannot be evaluated is refused, and so is a fact that nobody told."""
    caller = by(request, Deed.RULINGS, form.purpose)
    return ruling_answer(_ruling(form, caller.controller, wired().clock()), language(request))


@router.post(
    "/rulings/many",
    response={200: RulingsAnswer, **REFUSED},
    operation_id="ask_rulings",
    summary="Ask for many",
)
def ask_many(request: Call, form: QuestionsForm) -> RulingsAnswer:
    """Several questions, answered in their order; each by itself, and all as of one moment."""
    caller = by(request, Deed.RULINGS, *(one.purpose for one in form.questions))
    now, reads = wired().clock(), language(request)
    return RulingsAnswer(
        rulings=[ruling_answer(_ruling(one, caller.controller, now), reads) for one in form.questions]
    )


def _ruling(form: QuestionForm, company: str, now: datetime) -> decisions.Ruling:
    ready = wired().policy(company)
    question = decisions.Question(
        form.as_of or ready.day(now), form.purpose, frozenset(form.data), form.who, form.route, form.recipient,
        form.country, form.channel, form.medium, form.about, form.act, tuple(form.cases),
    )  # fmt: skip
    facts = _facts(form, company, question, now)
    if form.everybody:
        return ready.compiled.decide_for_set(question, facts)
    if form.use is None:
        return ready.compiled.decide(question, facts)
    ways = ("who", "route", "recipient", "country", "channel", "medium", "about", "cases")
    return wired().guard(company, form.use).may(
        form.purpose, question.categories, facts, as_of=question.as_of, act=form.act,
        **{way: getattr(question, way) for way in ways},
    )  # fmt: skip


def _facts(
    form: QuestionForm, company: str, question: decisions.Question, now: datetime
) -> dict[str, decisions.Value]:
    """Return what the caller says, and of a person what the register of choices says, which goes before."""
    said = decisions.read_facts(form.facts)
    if form.person is None:
        return said
    told = [one for one in form.facts if one.partition("=")[0].partition(":")[0] in _OF_REGISTER]
    if told or form.everybody:
        raise UnableToBelieve(
            text(
                "with a person, consents, stops and objections come from the register, and one person is asked about."
            ),
            do=text("Leave these facts out, or leave the person out and tell all of them."),
        )
    given = whom(form.person)
    row = Row(given.given, None if given.household else given.name)
    return {**said, **facts_of_person(controller=company, row=row, question=question, as_of=now)}
