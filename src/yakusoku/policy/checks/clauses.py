"""Every clause of the text stands in one place, and what is encoded is kept by something registered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from yakusoku.policy.checks import parameters
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.controls import Control
from yakusoku.policy.form.clauses import KeptBy
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import unknown
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import KeyPath


def check(policy: Policy, controls: Mapping[str, Control]) -> Iterator[Finding]:
    """Yield what is wrong with clauses, citations and controls."""
    yield from _in_one_place(policy)
    cited = tuple(citations(policy.form))
    yield from _cited_exist(policy, cited)
    yield from _kept(policy, {clause for _, clause in cited})
    for clause, body in policy.clauses.items():
        for number, kept in enumerate(body.kept_by):
            yield from _registered(policy, ("clauses", clause, "kept_by", number), kept, controls)


def _in_one_place(policy: Policy) -> Iterator[Finding]:
    """Yield clauses that are listed twice, or that belong to another text."""
    listed: list[tuple[str, KeyPath, bool]] = [
        *((clause, ("clauses", clause), True) for clause in policy.clauses),
        *((clause, ("headings", clause), True) for clause in policy.headings),
        *((clause, ("not_encoded", number), False) for number, clause in enumerate(policy.not_encoded)),
    ]
    seen: dict[str, KeyPath] = {}
    for clause, path, key in listed:
        where = policy.document.where(path, key=key)
        if clause in seen:
            says = text("The clause {clause} is listed twice.", clause=clause)
            do = text("Keep it in one place: encoded, a heading, or not yet encoded.")
            yield Finding("policy.clause-twice", where, says, do, read=clause)
        seen[clause] = path
        if not clause.startswith(f"{policy.form.clause_prefix}-"):
            says = text("The clause {clause} belongs to another text.", clause=clause)
            do = text("Clauses of this policy begin with {prefix}-.", prefix=policy.form.clause_prefix)
            yield Finding("policy.foreign-clause", where, says, do, read=clause)


def _cited_exist(policy: Policy, cited: Iterable[tuple[KeyPath, str]]) -> Iterator[Finding]:
    others = {*policy.headings, *policy.not_encoded}
    for path, clause in cited:
        if clause in policy.clauses:
            continue
        if clause in others:
            says = text(
                "The clause {clause} is cited here, and is listed as a heading or as not encoded.",
                clause=clause,
            )
            do = text("Write the clause under “clauses”, or remove the citation.")
            yield Finding("policy.cited-not-encoded", policy.document.where(path), says, do, read=clause)
            continue
        says = text("There is no clause {clause}.", clause=clause)
        yield unknown(policy.document, path, policy.clauses, says, kind="policy.unknown-clause")
    for number, gap in enumerate(policy.form.gaps):
        for place, clause in enumerate(gap.about):
            if clause not in policy.clauses and clause not in others:
                says = text("There is no clause {clause}.", clause=clause)
                known = {*policy.clauses, *others}
                path = ("gaps", number, "about", place)
                yield unknown(policy.document, path, known, says, kind="policy.unknown-clause")


def _kept(policy: Policy, cited: Collection[str]) -> Iterator[Finding]:
    for clause, body in policy.clauses.items():
        if clause not in cited and not body.kept_by:
            says = text("Nothing keeps the clause {clause}.", clause=clause)
            do = text(
                "Cite it from a declaration or name a control under “kept_by”; "
                "else move it to “not_encoded” or “headings”."
            )
            where = policy.document.where(("clauses", clause), key=True)
            yield Finding("policy.clause-not-kept", where, says, do, read=clause)


def _registered(
    policy: Policy, path: KeyPath, kept: KeptBy, controls: Mapping[str, Control]
) -> Iterator[Finding]:
    named = (*path, "control")
    if kept.control not in controls:
        says = text("The control “{control}” is not registered.", control=kept.control)
        place = named if isinstance(policy.document.at(path), dict) else path
        yield unknown(policy.document, place, controls, says, kind="policy.unknown-control")
        return
    yield from parameters.check(policy, path, kept, controls[kept.control])
