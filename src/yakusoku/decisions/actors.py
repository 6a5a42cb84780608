"""Who may act: the company itself, or whoever stands in the right relation to it on that day."""

from __future__ import annotations

from yakusoku.decisions.table import Asked, Refusal, Steps, Table
from yakusoku.policy.form.purposes import Purpose
from yakusoku.terms.text import text

CONTROLLER = "controller"
ENTRUSTED = "entrustments."


def roles(table: Table, who: str) -> frozenset[str]:
    """Return as what somebody acts: `controller`, or the relations of the day."""
    if who == CONTROLLER or who.startswith(ENTRUSTED):
        return frozenset({CONTROLLER})
    return table.relations(who)


def members(table: Table, name: str) -> frozenset[str]:
    """Return the companies that use jointly on this day: those that the arrangement lists, else all joint users."""
    listed = table.form.joint_use[name].with_ or tuple(table.form.companies)
    return frozenset(one for one in listed if "joint_user" in table.relations(one))


def open_class(table: Table, name: str) -> bool:
    """Return whether joint users are published as a class with a list, so that each must be looked up there."""
    return any(not table.form.companies[one].named for one in members(table, name))


def arrangement(asked: Asked, who: str) -> str | None:
    """Return the joint use in which `who` may stand for the purpose that is asked about."""
    for name, one in asked.form.joint_use.items():
        serves = one.same_purposes_as_own or asked.question.purpose in one.purposes
        if serves and (who in members(asked.table, name) or _unlisted(asked.table, name, who)):
            return name
    return None


def _unlisted(table: Table, name: str, who: str) -> bool:
    """Return whether somebody whom the text does not name may stand on the list of a class."""
    return who not in table.form.companies and who != CONTROLLER and open_class(table, name)


def actor(asked: Asked, purpose: Purpose) -> Steps:
    """Yield a refusal where `who` may not act for the purpose on that day."""
    question, table = asked.question, asked.table
    if question.who.startswith(ENTRUSTED):
        if question.who.removeprefix(ENTRUSTED) not in asked.form.entrustments:
            yield _unknown(asked)
        elif CONTROLLER not in purpose.by:
            yield not_of(asked, purpose)
        return
    if roles(table, question.who) & set(purpose.by):
        return
    if "joint_user" in purpose.by and arrangement(asked, question.who):
        return
    if question.who != CONTROLLER and question.who not in asked.form.companies:
        yield _unknown(asked, purpose)
    else:
        yield not_of(asked, purpose)


def _unknown(asked: Asked, purpose: Purpose | None = None) -> Refusal:
    joint = next(
        (
            (name, one)
            for name, one in asked.form.joint_use.items()
            if purpose is not None and asked.question.purpose in one.purposes
        ),
        None,
    )
    return asked.no(
        "actor-not-known",
        text("“{who}” stands in no published relation to the company.", who=asked.question.who),
        text("Ask for a company that the text names; a new one needs a new version of the policy."),
        rule=f"joint_use.{joint[0]}.with" if joint else "companies",
        declared=joint[1] if joint else None,
        article="A27(5)(iii)" if joint else asked.limit,
    )


def not_of(asked: Asked, purpose: Purpose) -> Refusal:
    """Return the refusal of somebody whom the text names, and not for this purpose or not on that day."""
    return asked.no(
        "actor-not-of-purpose",
        text(
            "“{who}” may not act for this purpose on that day; it is for: {by}.",
            who=asked.question.who,
            by=", ".join(purpose.by),
        ),
        text("Let one of those act, or see since when and until when the relation is declared."),
        rule=f"purposes.{asked.question.purpose}.by",
        declared=purpose,
    )
