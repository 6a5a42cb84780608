"""Joint use (article 27(5)(iii)): its members on that day, its items, its channels, and what may never be in it."""

from __future__ import annotations

from yakusoku.datamap.categories import catalogue, kind_of, lies_in
from yakusoku.decisions.actors import CONTROLLER, members, open_class
from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Refusal, Steps
from yakusoku.decisions.trees import OneOf
from yakusoku.policy.form.providing import JointUse
from yakusoku.terms.text import text

_ARTICLE = "A27(5)(iii)"


def serves(asked: Asked, one: JointUse) -> bool:
    """Return whether the purpose is one of the arrangement."""
    return one.same_purposes_as_own or asked.question.purpose in one.purposes


def never(asked: Asked, name: str) -> Steps:
    """Yield a refusal for what is never used jointly: as published, and the secrecy of communications."""
    one = asked.form.joint_use[name]
    for kind in asked.kinds:
        held = {kind_of(each) for each in catalogue() if lies_in(each, kind)} if one.excludes else set()
        if kind_of(kind) == "communication_secrecy" or held & set(one.excludes):
            secrecy = asked.table.article("kinds/communication_secrecy", "content")
            yield asked.no(
                "never-jointly",
                text("“{kind}” is never used jointly.", kind=kind),
                text("Leave it out."),
                rule=f"joint_use.{name}.excludes",
                declared=one,
                article=secrecy,
            )


def steps(asked: Asked, name: str) -> Steps:
    """Yield what the arrangement asks of the member and of the data."""
    one, question = asked.form.joint_use[name], asked.question
    member = question.recipient if question.is_provision else question.who
    inside = members(asked.table, name)
    if member not in (None, CONTROLLER) and member not in inside:
        if member in asked.form.companies or not open_class(asked.table, name):
            yield not_a_member(asked, name, member or "")
        yield asked.gate("member_listed", f"joint_use.{name}.with", declared=one, article=_ARTICLE)
    channels = one.channels or tuple(
        channel for source in one.sources for channel in asked.form.sources[source].channels
    )
    if channels:
        yield asked.gate(
            "acquired_by", f"joint_use.{name}.channels", declared=one, article=_ARTICLE,
            tree=OneOf("acquired_by", frozenset(channels)),
        )  # fmt: skip
    if one.only_needed:
        yield Obligation("only-needed", _ARTICLE, text("Use jointly no more than is needed."))
    answers = one.responsible
    if answers is None or answers.address is None or answers.representative is None:
        yield Obligation(
            "complete-notice", _ARTICLE,
            text("Publish name, address and representative of whoever answers for the joint use."),
        )  # fmt: skip


def not_a_member(asked: Asked, name: str, member: str) -> Refusal:
    """Return the refusal for a company that does not stand in the arrangement on that day."""
    one = asked.form.joint_use[name]
    return asked.no(
        "recipient-not-listed",
        text("“{who}” is no joint user on that day.", who=member),
        text("Ask for a listed member; a new one takes consent or a new arrangement."),
        rule=f"joint_use.{name}.with",
        declared=one,
        article=_ARTICLE,
    )
