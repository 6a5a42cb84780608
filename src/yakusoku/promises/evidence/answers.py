"""Answers: given in time, and refused only with a ground, its clause, its article, and a word to the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from yakusoku.laws import queries as laws
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, uncalled
from yakusoku.promises.rules import State
from yakusoku.rights import tags
from yakusoku.rights.queries import TraceView, WithheldView
from yakusoku.rights.rules import OPEN
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text

CARRIED_OUT = frozenset({"A-DISC"})
"""The rights whose requests this version can carry out to the end."""


def given(asked: Asked) -> tuple[Evidence, ...]:
    """
    Requests for `right` still unanswered when a suit has become possible: none; and one was answered.

    An answer that left later than that is a risk for as long as evidence counts. Requests that are taken in here and
    not yet carried out are looked at by people.
    """
    word = asked.fixed("right")
    codes = asked.policy.rights[word].law_codes if word in asked.policy.rights else ()
    today = asked.records.day(asked.now)
    right = laws.right(codes[0], as_of=today).name if codes else Bilingual(word, word)
    if not CARRIED_OUT.intersection(codes):
        return (looked(asked),)
    traces = [trace for trace in asked.records.traces if trace.right in codes]
    late = [one for one in traces if one.sent_on is None and one.state in OPEN and one.suit_open_on <= today]
    if late:
        says = text(
            "{right}: requests unanswered although a suit is possible: {count}.", right=right, count=len(late)
        )
        return (broken(says, count=len(late)),)
    sent = [one for one in asked.records.sent if one.right in codes]
    if not sent:
        return (uncalled(text("{right}: no request was answered yet; unanswered too long: 0.", right=right)),)
    return _answered(asked, right, sent)


def _answered(asked: Asked, right: Bilingual, sent: list[TraceView]) -> tuple[Evidence, ...]:
    after = [one for one in sent if one.sent_on is not None and one.sent_on >= one.suit_open_on]
    says = text(
        "{right}: answers sent: {count}; of them after the day from which a suit is possible: {after}.",
        right=right,
        count=len(sent),
        after=len(after),
    )
    found = _sent(asked, says, sent[-1], len(sent))
    return (replace(found, state=State.AT_RISK),) if after else (found,)


def reasoned(asked: Asked) -> tuple[Evidence, ...]:
    """Items withheld, in answers that were sent, without ground, clause or article: none; and one was explained."""
    items = asked.records.withheld
    if not items:
        return (uncalled(text("Nothing was withheld in an answer that was sent.")),)
    bare = [one for one in items if not (one.ground and one.clause and one.article)]
    if bare:
        says = text("Items withheld without ground, clause or article: {count}.", count=len(bare))
        return (broken(says, count=len(bare)),)
    says = text(
        "Items withheld: {count}; each was told with its ground, clause and article.", count=len(items)
    )
    return (_told(asked, says, items),)


def on_ground(asked: Asked) -> tuple[Evidence, ...]:
    """Items withheld on `ground`: only where law gives it for that right, under this clause, and by two people."""
    ground = asked.fixed("ground")
    items = [one for one in asked.records.withheld if one.ground == ground]
    if not items:
        return (
            uncalled(text("Nothing was withheld on {ground} in an answer that was sent.", ground=ground)),
        )
    wrong = [one for one in items if not _lawful(asked, one)]
    if wrong:
        says = text(
            "Items withheld on {ground} for a right that does not have it, under another clause, "
            "or without a second person: {count}.",
            ground=ground,
            count=len(wrong),
        )
        return (broken(says, count=len(wrong)),)
    says = text(
        "Items withheld on {ground}: {count}; law gives it for that right, and a second person approved.",
        ground=ground,
        count=len(items),
    )
    return (_told(asked, says, tuple(items)),)


def _lawful(asked: Asked, item: WithheldView) -> bool:
    trace = asked.records.by_request[item.request_id]
    known = laws.right(item.right, as_of=trace.received_on).ground(item.ground)
    two_people = bool(trace.approved_by) and trace.approved_by != trace.prepared_by
    return known is not None and item.clause in {asked.clause, ""} and two_people


def _told(asked: Asked, says: Text, items: tuple[WithheldView, ...]) -> Evidence:
    concerned = {item.request_id for item in items}
    last = [trace for trace in asked.records.sent if trace.request_id in concerned][-1]
    return _sent(asked, says, last, len(items), withheld=True)


def _sent(asked: Asked, says: Text, last: TraceView, count: int, *, withheld: bool = False) -> Evidence:
    entries = asked.records.entries(
        last.request_id, *((tags.REVIEWED,) if withheld else ()), tags.APPROVED, tags.DISPATCHED
    )
    told = tuple(
        one for one in entries if one.tag != tags.REVIEWED.name or one.facts.get("decision") == "withhold"
    )
    assert last.sent_noted_at is not None  # noqa: S101  only sent answers come here
    return kept(says, newest=last.sent_noted_at, count=count, entries=told)


def on_target(asked: Asked) -> tuple[Evidence, ...]:
    """Answers that left later than `days` after arrival, or are still to leave then: none; and one left in time."""
    days = timedelta(days=int(asked.fixed("days")))
    traces = asked.records.traces
    late = [
        one
        for one in traces
        if (one.sent_on is None and one.state in OPEN and one.received_on + days < asked.today)
        or (one.sent_on is not None and one.received_on + days < one.sent_on)
    ]
    if late:
        says = text("Answers later than {days} days after arrival: {count}.", days=days.days, count=len(late))
        return (broken(says, count=len(late)),)
    sent = asked.records.sent
    if not sent:
        return (uncalled(text("No answer has left yet; later than {days} days: 0.", days=days.days)),)
    says = text(
        "Answers sent: {count}; later than {days} days after arrival: 0.", count=len(sent), days=days.days
    )
    return (_sent(asked, says, sent[-1], len(sent)),)
