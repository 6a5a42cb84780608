"""Answers: given in time, and refused only with a ground, its clause, its article, and a word to the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from yakusoku.laws import queries as laws
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, uncalled
from yakusoku.promises.records import is_of
from yakusoku.promises.rules import State
from yakusoku.rights import tags
from yakusoku.rights.queries import TraceView, WithheldView, asked_under
from yakusoku.rights.rules import OPEN
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text


def of_word(asked: Asked, word: str) -> list[TraceView]:
    """Return the requests that stand under the published right `word`, the oldest arrival first."""
    return [one for one in asked.records.traces if asked_under(asked.policy, word, one)]


_NAMES = {"correction": Bilingual("Correction", "訂正等"), "erasure": Bilingual("Erasure", "消去")}


def named(asked: Asked, word: str) -> Bilingual:
    """Return the name by which law knows the right that is published as `word`, or that the law alone gives."""
    codes = asked.policy.rights[word].law_codes if word in asked.policy.rights else ()
    return laws.right(codes[0], as_of=asked.today).name if codes else _NAMES.get(word, Bilingual(word, word))


def given(asked: Asked) -> tuple[Evidence, ...]:
    """
    Requests for `right` still unanswered when a suit has become possible: none; and one was answered.

    What nobody has assigned to a right yet may be a request for this one. An answer that left later than that day is
    a risk for as long as evidence counts.
    """
    word = asked.fixed("right")
    right = named(asked, word)
    traces = of_word(asked, word)
    unassigned = [one for one in asked.records.traces if not one.right]
    late = [one for one in (*traces, *unassigned) if _waits(one) and one.suit_open_on <= asked.today]
    if late:
        says = text(
            "{right}: requests unanswered although a suit is possible: {count}.", right=right, count=len(late)
        )
        return (broken(says, count=len(late)),)
    sent = left_in_order(traces)
    if not sent:
        return (uncalled(text("{right}: no request was answered yet; unanswered too long: 0.", right=right)),)
    return _answered(asked, right, sent)


def _waits(one: TraceView) -> bool:
    return one.sent_on is None and one.state in OPEN


def left_in_order(traces: Iterable[TraceView]) -> list[TraceView]:
    """Return those whose answer left the house, the one that left last at the end."""
    return sorted(
        (one for one in traces if one.sent_on is not None), key=lambda one: (one.sent_on, one.request_id)
    )


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
        last.request_id,
        *((tags.REVIEWED,) if withheld else ()),
        tags.APPROVED,
        tags.CHANGED,
        tags.DISPATCHED,
    )
    told = tuple(
        one for one in entries if one.tag != tags.REVIEWED.name or one.facts.get("decision") == "withhold"
    )
    assert last.sent_noted_at is not None  # noqa: S101  only sent answers come here
    return kept(says, newest=last.sent_noted_at, count=count, entries=told)


def on_target(asked: Asked) -> tuple[Evidence, ...]:
    """
    Answers that left later than `days` after arrival, or are still to leave then: none; and one left in time.

    Only requests for the rights whose target this clause publishes count.
    """
    days = timedelta(days=int(asked.fixed("days")))
    words = [
        word
        for word, one in asked.policy.rights.items()
        if one.form.target and asked.clause in one.form.target.clauses
    ]
    traces = [one for one in asked.records.traces if any(asked_under(asked.policy, w, one) for w in words)]
    late = [
        one
        for one in traces
        if (_waits(one) and one.received_on + days < asked.today)
        or (one.sent_on is not None and one.received_on + days < one.sent_on)
    ]
    if late:
        says = text("Answers later than {days} days after arrival: {count}.", days=days.days, count=len(late))
        return (broken(says, count=len(late)),)
    sent = left_in_order(traces)
    if not sent:
        return (uncalled(text("No answer has left yet; later than {days} days: 0.", days=days.days)),)
    says = text(
        "Answers sent: {count}; later than {days} days after arrival: 0.", count=len(sent), days=days.days
    )
    return (_sent(asked, says, sent[-1], len(sent)),)


def disclosed(asked: Asked) -> tuple[Evidence, ...]:
    """
    Answers in which something of these `items` was found and nobody decided on it: none; and each was shown once.

    An item is shown where it is held; `when` says of which persons it is held at all. Withholding has its own controls.
    """
    wanted = {word: frozenset({word}) for word in asked.words("items")}
    shows = {one.request_id for one in asked.records.sent if one.measure == "show"}
    seen: dict[str, set[str]] = {word: set() for word in wanted}
    undecided: set[str] = set()
    fields = dict(asked.records.fields)
    for one in asked.records.found:
        if one.request_id not in shows:
            continue
        for column in one.columns:
            field = fields.get(f"{one.dataset}:{one.collection}:{column}")
            words = [word for word, kinds in wanted.items() if field is not None and is_of(field, kinds)]
            if words and not one.decision(column):
                undecided.add(one.request_id)
            if one.decision(column) == "show":
                for word in words:
                    seen[word].add(one.request_id)
    return _disclosed(asked, seen, undecided)


def _disclosed(asked: Asked, seen: dict[str, set[str]], undecided: set[str]) -> tuple[Evidence, ...]:
    if undecided:
        says = text(
            "Answers in which such an item was found and not decided on: {count}.", count=len(undecided)
        )
        return (broken(says, count=len(undecided)),)
    unseen = sorted(word for word, requests in seen.items() if not requests)
    if unseen:
        return (uncalled(text("Not disclosed to anybody yet: {items}.", items=", ".join(unseen))),)
    requests = set[str]().union(*seen.values())
    last = next(one for one in reversed(asked.records.sent) if one.request_id in requests)
    says = text("Answers in which these items are shown: {count}.", count=len(requests))
    return (_sent(asked, says, last, len(requests)),)
