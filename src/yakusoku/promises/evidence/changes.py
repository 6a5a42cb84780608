"""Changes of rows: what follows was told before, and what was erased is gone, remembered, and told."""

from __future__ import annotations

from yakusoku.promises.evidence.answers import left_in_order, named, of_word
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, uncalled
from yakusoku.rights import tags
from yakusoku.rights.queries import ChangeTrace, TraceView
from yakusoku.rights.rules import Outcome
from yakusoku.terms.text import Text, text

_DONE = frozenset({Outcome.FULL.value, Outcome.PARTIAL.value})
"""Outcomes whose letter says that something was changed."""


def erased(asked: Asked) -> tuple[Evidence, ...]:
    """
    Answers that told an erasure which was not read back, left no tombstone, or came later: none; and one was told.

    Only requests for `right` whose measure is erasure count.
    """
    right = named(asked, asked.fixed("right"))
    sent = left_in_order(one for one in _changing(asked, "erase") if one.outcome in _DONE)
    if not sent:
        return (uncalled(text("{right}: no erasure was told yet.", right=right)),)
    untrue = [one for one in sent if not _gone(asked, one, asked.records.changes[one.request_id])]
    if untrue:
        says = text(
            "{right}: erasures that were told without being confirmed and remembered before: {count}.",
            right=right,
            count=len(untrue),
        )
        return (broken(says, count=len(untrue)),)
    rows = sum(_touched(asked.records.changes[one.request_id]) for one in sent)
    says = text(
        "{right}: erasures told: {count}; rows erased or kept in part: {rows}; each store was read back first.",
        right=right,
        count=len(sent),
        rows=rows,
    )
    return (_shown(asked, says, sent[-1], len(sent)),)


def _gone(asked: Asked, told: TraceView, change: ChangeTrace) -> bool:
    """Say whether what the letter tells was true when it left; nothing to erase leaves no tombstone."""
    if change.changed_at is None or told.sent_on is None or not change.confirmed:
        return False
    in_time = asked.records.day(change.changed_at) <= told.sent_on
    return in_time and (change.remembered or not _touched(change))


def _touched(change: ChangeTrace) -> int:
    return change.counts.get("erased", 0) + change.counts.get("masked", 0)


def consequence_told(asked: Asked) -> tuple[Evidence, ...]:
    """
    Requests for `right` approved before what follows was told, and acknowledged where promised: none; and one was told.

    What is promised to be told is read from the policy as it stands; a change approved earlier than the telling counts.
    """
    word = asked.fixed("right")
    right = named(asked, word)
    promised = asked.policy.rights[word].form.consequences if word in asked.policy.rights else ()
    approved = [one for one in _changing(asked) if one.approved_by and one.outcome in _DONE]
    if not approved or not promised:
        return (uncalled(text("{right}: no request was carried out yet.", right=right)),)
    word_given = any(one.acknowledged for one in promised)
    changes = {one.request_id: asked.records.changes[one.request_id] for one in approved}
    untold = [one for one in changes.values() if not _told_first(asked, one, word_given=word_given)]
    if untold:
        says = text(
            "{right}: approved before what follows was told or acknowledged: {count}.",
            right=right,
            count=len(untold),
        )
        return (broken(says, count=len(untold)),)
    says = text(
        "{right}: carried out: {count}; what follows was told before.", right=right, count=len(approved)
    )
    return (_shown(asked, says, approved[-1], len(approved)),)


def _told_first(asked: Asked, change: ChangeTrace, *, word_given: bool) -> bool:
    if change.consequences_told_on is None or change.approved_at is None:
        return False
    day = asked.records.day(change.approved_at)
    known = change.consequences_known_on
    return change.consequences_told_on <= day and (not word_given or (known is not None and known <= day))


def _changing(asked: Asked, measure: str = "") -> list[TraceView]:
    requests = of_word(asked, asked.fixed("right"))
    changes = asked.records.changes
    return [one for one in requests if one.request_id in changes and measure in {"", one.measure}]


def _shown(asked: Asked, says: Text, last: TraceView, count: int) -> Evidence:
    wanted = (tags.CONSEQUENCES_TOLD, tags.CONSEQUENCES_KNOWN, tags.APPROVED, tags.CHANGED, tags.DISPATCHED)
    entries = asked.records.entries(last.request_id, *wanted)
    change = asked.records.changes[last.request_id]
    newest = last.sent_noted_at or change.changed_at or change.approved_at
    assert newest is not None  # noqa: S101  only what was approved or sent comes here
    return kept(says, newest=newest, count=count, entries=entries)
