"""Who asks, beside the papers: in whose name, from which address, called back where, and asked what in return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yakusoku.laws import procedures
from yakusoku.laws import queries as laws
from yakusoku.ledger.tags import Tag
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, uncalled
from yakusoku.rights import tags
from yakusoku.rights.queries import IdentityView, PhoneView, RepresentativeView, TraceView
from yakusoku.terms.text import Text, text

_REPRESENTATIVE = "representative"
_AUTHORITY = frozenset({"authority", "relation"})


def represented(asked: Asked) -> tuple[Evidence, ...]:
    """
    Searches that a representative asked for without the papers that law knows for it: none; and one was asked for.

    With `kind`, a paper that shows this authority; without, any authority and a paper about the representative.
    """
    kind = str(asked.parameters.get("kind", ""))
    searched = [(one, trace) for one, trace in _represented(asked) if kind in {"", _word(one, trace)}]
    if not searched:
        return (uncalled(text("Nothing was searched because such a representative asked.")),)
    bare = [trace for one, trace in searched if not _proven(asked, one, trace, own=not kind)]
    if bare:
        says = text("Searches that a representative asked for without the papers: {count}.", count=len(bare))
        return (broken(says, count=len(bare)),)
    says = text("Searches that a representative asked for, with the papers: {count}.", count=len(searched))
    last = searched[-1]
    return (
        _seen(asked, says, last[1], last[0].confirmed_at, len(searched), tags.REPRESENTED, tags.IDENTIFIED),
    )


def _represented(asked: Asked) -> list[tuple[RepresentativeView, TraceView]]:
    known = asked.records.representatives
    return [
        (known[trace.request_id], trace)
        for trace in asked.records.traces
        if trace.request_id in known and trace.searched_at is not None
    ]


def _word(one: RepresentativeView, trace: TraceView) -> str:
    """Return the policy's word for this kind: an attorney is mandated, too."""
    return procedures.authority(one.kind, as_of=trace.received_on).value.rule


def _proven(asked: Asked, one: RepresentativeView, trace: TraceView, *, own: bool) -> bool:
    law = procedures.authority(one.kind, as_of=trace.received_on).value
    shown = [check for check in _papers(asked, trace, _REPRESENTATIVE) if _before(check, trace)]
    proofs = [laws.document(check.document, as_of=asked.records.day(check.checked_at)) for check in shown]
    authority = any(paper.code in law.documents or _AUTHORITY & set(paper.proves) for paper in proofs)
    return authority and (not own or any("identity" in paper.proves for paper in proofs))


def _papers(asked: Asked, trace: TraceView, whose: str) -> list[IdentityView]:
    return [one for one in asked.records.checks if (one.request_id, one.whose) == (trace.request_id, whose)]


def _before(check: IdentityView, trace: TraceView) -> bool:
    return trace.searched_at is None or check.checked_at <= trace.searched_at


def address_proven(asked: Asked) -> tuple[Evidence, ...]:
    """
    Searches by papers that show no address, with none that does of at most `months`: none; and one had to be shown.

    The months are counted back from the day of the request as its law counts them.
    """
    months = int(asked.fixed("months"))
    bare: set[str] = set()
    proven: list[tuple[TraceView, datetime]] = []
    for trace in asked.records.traces:
        if trace.searched_at is None:
            continue
        for whose in ("person", _REPRESENTATIVE):
            papers = _papers(asked, trace, whose)
            if not papers or _shows_address(asked, papers, only="identity"):
                continue
            fresh = [one for one in papers if _fresh(one, trace, months) and _shows_address(asked, [one])]
            if fresh:
                proven.append((trace, fresh[-1].checked_at))
            elif _identifies(asked, papers):
                bare.add(trace.request_id)
    if bare:
        says = text(
            "Searches by papers without an address, and without a document of {months} months: {count}.",
            months=months,
            count=len(bare),
        )
        return (broken(says, count=len(bare)),)
    if not proven:
        return (uncalled(text("Nobody has sent papers without an address yet.")),)
    says = text(
        "Papers without an address: {count}; each with a document that is new enough.", count=len(proven)
    )
    trace, seen_at = max(proven, key=lambda one: one[1])
    return (_seen(asked, says, trace, seen_at, len(proven), tags.IDENTIFIED),)


def _shows_address(asked: Asked, papers: Iterable[IdentityView], only: str = "") -> bool:
    found = (laws.document(one.document, as_of=asked.records.day(one.checked_at)) for one in papers)
    return any(one.shows_address and (not only or only in one.proves) for one in found)


def _identifies(asked: Asked, papers: Iterable[IdentityView]) -> bool:
    found = (laws.document(one.document, as_of=asked.records.day(one.checked_at)) for one in papers)
    return any("identity" in one.proves for one in found)


def _fresh(paper: IdentityView, trace: TraceView, months: int) -> bool:
    if paper.issued_on is None:
        return False
    law: procedures.LawCode = "gdpr" if trace.law == "gdpr" else "appi"
    return procedures.fresh_until(law, paper.issued_on, months) >= trace.received_on


def called_back(asked: Asked) -> tuple[Evidence, ...]:
    """Searches after somebody who was called back had not asked: none; and one was called back by this clause."""
    calls = [one for one in asked.records.phone_checks if one.way == "call_back"]
    denied = {one.request_id: one.noted_at for one in calls if one.result == "denied"}
    against = [
        one for one in asked.records.traces if one.request_id in denied and one.searched_at is not None
    ]
    foreign = [one for one in calls if one.result == "agreed" and one.clause != asked.clause]
    if against or foreign:
        says = text(
            "Searches although whoever was called back had not asked: {against}; calls by another clause: {foreign}.",
            against=len(against),
            foreign=len(foreign),
        )
        return (broken(says, count=len(against) + len(foreign)),)
    agreed = [one for one in calls if one.result == "agreed"]
    if not agreed:
        return (uncalled(text("Nobody was reached by a call back yet.")),)
    says = text("Calls back to a registered number that were answered: {count}.", count=len(agreed))
    return (_by_phone(asked, says, agreed),)


def number_compared(asked: Asked) -> tuple[Evidence, ...]:
    """Searches for which the number that was shown was all that spoke for the caller: none; and one was compared."""
    shown = [
        one for one in asked.records.phone_checks if one.way == "caller_number" and one.result != "withheld"
    ]
    if not shown:
        return (uncalled(text("No number that was shown was compared yet.")),)
    compared = {one.request_id for one in shown}
    alone = [
        trace
        for trace in asked.records.traces
        if trace.request_id in compared and trace.searched_at is not None and not _known(trace)
    ]
    if alone:
        says = text("Searches for which the number that was shown was all: {count}.", count=len(alone))
        return (broken(says, count=len(alone)),)
    says = text("Numbers that were shown and compared: {count}; none was enough by itself.", count=len(shown))
    return (_by_phone(asked, says, shown),)


def _known(trace: TraceView) -> bool:
    """Say whether a paper, a call back or registered facts stood before the search."""
    at = trace.identified_at
    return at is not None and trace.searched_at is not None and at <= trace.searched_at


def person_heard(asked: Asked) -> tuple[Evidence, ...]:
    """
    Answers sent to a representative whom the person had denied: none; and the company made use of the `option` once.

    `confirm_with_person`: the person was asked. `answer_to_person`: the answer went to the person instead.
    """
    known = asked.records.representatives
    sent = [(known[one.request_id], one) for one in asked.records.sent if one.request_id in known]
    wrong = [one for one, _ in sent if one.word == "denied" and one.answer_to == _REPRESENTATIVE]
    if wrong:
        says = text("Answers to a representative whom the person had denied: {count}.", count=len(wrong))
        return (broken(says, count=len(wrong)),)
    if asked.fixed("option") == "confirm_with_person":
        used = [(one, trace) for one, trace in sent if one.word]
        says = text(
            "Persons asked about their representative: {count}; answers against their word: 0.",
            count=len(used),
        )
    else:
        used = [(one, trace) for one, trace in sent if one.answer_to == "person"]
        says = text("Answers to the person in place of the representative: {count}.", count=len(used))
    if not used:
        return (uncalled(text("The company has not made use of this yet.")),)
    one, trace = used[-1]
    newest = trace.sent_noted_at or one.confirmed_at
    return (
        _seen(asked, says, trace, newest, len(used), tags.REPRESENTED, tags.PERSON_ASKED, tags.DISPATCHED),
    )


def _by_phone(asked: Asked, says: Text, checks: list[PhoneView]) -> Evidence:
    last = checks[-1]
    entries = asked.records.entries(last.request_id, tags.PHONE_CHECKED)
    return kept(says, newest=last.noted_at, count=len(checks), entries=entries)


def _seen(asked: Asked, says: Text, trace: TraceView, newest: datetime, count: int, *names: Tag) -> Evidence:
    return kept(says, newest=newest, count=count, entries=asked.records.entries(trace.request_id, *names))
