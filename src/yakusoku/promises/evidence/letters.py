"""
What stands in letters: the company, its desk, and the organization to which doubts can be taken.

A letter is put together from the policy in force when the request arrived. What is looked for is a letter
that named something else than the policy in force on the day the letter was made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from yakusoku.policy.form.controller import Body, Contact
from yakusoku.policy.queries import Policy
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, uncalled
from yakusoku.rights import tags
from yakusoku.rights.queries import TraceView
from yakusoku.terms.text import Text, text

Printed = Callable[[Policy, TraceView], Hashable]
"""What a policy lets a letter print, or None where it prints nothing of the kind."""


def company(asked: Asked) -> tuple[Evidence, ...]:
    """Letters that name another `fact` of the company (name, address, representative) than is published: none."""
    fact = asked.fixed("fact")
    return (_letters(asked, asked.records.sent, _FACTS[fact], lambda policy, _: _fact(policy, fact)),)


def contact(asked: Asked) -> tuple[Evidence, ...]:
    """Letters that name the published `contact` otherwise than it is: none; and it answered within a month."""
    name = asked.fixed("contact")
    answering = looked(asked)
    if name in asked.policy.controller.bodies:
        what = _called(asked.policy.controller.bodies, name)
        return _letters(asked, asked.records.sent, what, _body_printed(name)), answering
    printed = _desk_printed(name)
    naming = [one for one in asked.records.sent if printed(asked.records.policy(one.received_on), one)]
    what = _called(asked.policy.controller.contacts, name)
    return _letters(asked, naming, what, printed), answering


def escalation(asked: Asked) -> tuple[Evidence, ...]:
    """Letters that do not name the organization `body`, or not the desk to be asked `first`: none."""
    company, body = asked.policy.controller, asked.fixed("body")
    beyond = _body_printed(body)
    if "first" not in asked.parameters:
        return (_letters(asked, asked.records.sent, _called(company.bodies, body), beyond),)
    first = asked.fixed("first")
    desk = _desk_printed(first)
    what = text(
        "{first} and {body}", first=_called(company.contacts, first), body=_called(company.bodies, body)
    )

    def both(policy: Policy, trace: TraceView) -> Hashable:
        printed = desk(policy, trace), beyond(policy, trace)
        return None if None in printed else printed

    return (_letters(asked, asked.records.sent, what, both),)


def _called(known: Mapping[str, Contact] | Mapping[str, Body], name: str) -> Text:
    found = known.get(name)
    return text("“{name}”", name=found.name if found else name)


_FACTS = {
    "name": text("the company's name"),
    "address": text("the company's address"),
    "representative": text("the company's representative"),
}


def _fact(policy: Policy, fact: str) -> Hashable:
    company = policy.controller
    said: dict[str, Callable[[str], str]] = {
        "name": company.name.say,
        "address": company.seat.say,
        "representative": (company.representative or company.name).say,
    }
    return said[fact]("en"), said[fact]("ja")


def _desk_printed(name: str) -> Printed:
    """Return what is printed of the desk `name`; None for a letter that names another desk."""

    def printed(policy: Policy, trace: TraceView) -> Hashable:
        desks = [right.desk for right in policy.rights.values() if trace.right in right.law_codes]
        desk = policy.controller.contacts.get(name)
        if desk is None or name not in desks:
            return None
        return desk.name.en, desk.name.ja, desk.telephone, desk.email, str(desk.hours)

    return printed


def _body_printed(name: str) -> Printed:
    """Return what is printed of the organization `name`; a letter names the first one of its policy."""

    def printed(policy: Policy, trace: TraceView) -> Hashable:
        del trace
        first = next(iter(policy.controller.bodies), None)
        if first != name:
            return None
        body = policy.controller.bodies[name]
        return body.name.en, body.name.ja, body.url

    return printed


def _letters(asked: Asked, sent: Sequence[TraceView], what: Text, printed: Printed) -> Evidence:
    if not sent:
        return uncalled(text("No letter that names {what} has been sent.", what=what))
    wrong = [trace for trace in sent if not _right(asked, trace, printed)]
    if wrong:
        says = text(
            "Letters sent: {sent}; naming {what} otherwise than was published on their day: {wrong}.",
            sent=len(sent),
            what=what,
            wrong=len(wrong),
        )
        return broken(says, count=len(wrong))
    last = sent[-1]
    assert last.sent_noted_at is not None  # noqa: S101  a sent letter was noted
    says = text("Letters sent: {sent}; all name {what} as published on their day.", sent=len(sent), what=what)
    entries = asked.records.entries(last.request_id, tags.BUILT, tags.DISPATCHED)
    return kept(says, newest=last.sent_noted_at, count=len(sent), entries=entries)


def _right(asked: Asked, trace: TraceView, printed: Printed) -> bool:
    used = printed(asked.records.policy(trace.received_on), trace)
    made = asked.records.day(trace.built_at) if trace.built_at else trace.received_on
    return used is not None and used == printed(asked.records.policy(made), trace)
