"""Publication: dated versions that are never changed, by which each case is judged."""

from __future__ import annotations

from yakusoku.notices import tags as notice_tags
from yakusoku.policy.queries import UnableToFindPolicy
from yakusoku.promises.evidence import notices
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing
from yakusoku.promises.rules import State
from yakusoku.rights import tags
from yakusoku.rights.queries import TraceView
from yakusoku.terms.text import text


def version_dated(asked: Asked) -> tuple[Evidence, ...]:
    """
    Cases judged by another version than that of their day, or by a file that was changed since: none.

    With dates (`enacted`, `revised`) the question is whether the version in force bears them, and whether
    the ledger knows its digest from its publication or from a case. Published files that were changed since: none.
    """
    published = notices.unchanged(asked)
    if published is None:
        return _dates(asked) if asked.parameters else _cases(asked)
    if published.state is State.BROKEN or not (asked.parameters or asked.records.traces):
        return (published,)
    return (*(_dates(asked) if asked.parameters else _cases(asked)), published)


def _cases(asked: Asked) -> tuple[Evidence, ...]:
    traces = asked.records.traces
    if not traces:
        return (missing(text("No case was judged by a version yet, so the ledger knows no digest of one.")),)
    wrong = [trace for trace in traces if not _by_its_day(asked, trace)]
    if wrong:
        says = text(
            "Cases: {cases}; judged by another version than that of their day, or by a file changed since: {wrong}.",
            cases=len(traces),
            wrong=len(wrong),
        )
        return (broken(says, count=len(wrong)),)
    says = text("Cases: {cases}; each judged by the version of its day, unchanged since.", cases=len(traces))
    last = traces[-1]
    return (
        kept(
            says,
            newest=last.received_at,
            count=len(traces),
            entries=asked.records.entries(last.request_id, tags.TRIAGED),
        ),
    )


def _by_its_day(asked: Asked, trace: TraceView) -> bool:
    try:
        policy = asked.records.policy(trace.received_on)
    except UnableToFindPolicy:
        return False
    return (policy.published_from, policy.digest) == (trace.policy_version, trace.policy_digest)


def _dates(asked: Asked) -> tuple[Evidence, ...]:
    publication = asked.policy.form.publication
    borne = {"enacted": publication.enacted, "revised": publication.revised}
    differing = [name for name, day in asked.parameters.items() if str(borne.get(name)) != str(day)]
    if differing:
        says = text(
            "Dates of the version in force that are not those of the clause: {count}.", count=len(differing)
        )
        return (broken(says, count=len(differing)),)
    published = [one for one in asked.records.versions if one.file_digest == asked.policy.digest]
    if published:
        says = text(
            "The version of {day} bears these dates, and the ledger knows its digest.",
            day=asked.policy.published_from,
        )
        entries = asked.records.entries(published[-1].public_id, notice_tags.PUBLISHED)
        return (kept(says, newest=asked.now, count=1, entries=entries),)
    judged = [trace for trace in asked.records.traces if trace.policy_digest == asked.policy.digest]
    for trace in reversed(judged):
        entries = asked.records.entries(trace.request_id, tags.TRIAGED)
        known = tuple(entry for entry in entries if entry.facts.get("policy") == asked.policy.digest)
        if known:
            says = text(
                "The version of {day} bears these dates, and the ledger knows its digest.",
                day=asked.policy.published_from,
            )
            return (kept(says, newest=known[-1].at, count=len(judged), entries=known),)
    return (
        missing(text("The version in force bears these dates; the ledger does not know its digest yet.")),
    )
