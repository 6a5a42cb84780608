"""
To whom data that were changed may have gone: what the policy declares about the kinds of data concerned. Pure.

This is the one source of candidates; records of what was really provided can take its place here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.datamap.categories import lies_in
from yakusoku.terms.bilingual import Bilingual

if TYPE_CHECKING:
    from yakusoku.policy.form.companies import Party
    from yakusoku.policy.form.root import PolicyForm
    from yakusoku.policy.queries import Policy

OTHERS = "others"
_OTHERS = Bilingual(
    "Anybody else to whom the data were given", "その他の提供先（公表されていないものを含む）"
)


@dataclass(frozen=True)
class Candidate:
    """
    Who may have been given data: a company, or a class in the text's words, under the declaration `source`.

    `kinds` are the categories that the declaration names, itself or by its purposes; none where it names none.
    """

    source: str
    says: Bilingual
    clause: str
    kinds: tuple[str, ...] = ()

    def concerned(self, kinds: Collection[str]) -> tuple[str, ...]:
        """Return those of its kinds that lie in `kinds`, or around them; nothing where the text names none."""
        return tuple(
            one for one in self.kinds if any(lies_in(one, kind) or lies_in(kind, one) for kind in kinds)
        )


def candidates(policy: Policy, kinds: Collection[str]) -> tuple[Candidate, ...]:
    """Return who may have been given data of these `kinds` under the policy, in the order of the text."""
    named = (one for one in declared(policy).values() if one.source != OTHERS)
    return tuple(one for one in named if not one.kinds or one.concerned(kinds))


def declared(policy: Policy) -> Mapping[str, Candidate]:
    """Return everybody to whom the policy lets data go, by source, and those `others` of whom it does not speak."""
    found = {one.source: one for one in _declared(policy.form)}
    return {**found, OTHERS: Candidate(OTHERS, _OTHERS, "")}


def _declared(form: PolicyForm) -> Iterator[Candidate]:
    for name, provision in form.provisions.items():
        kinds = _kinds(form, provision.fields, provision.purposes)
        yield from _of(form, f"provisions.{name}", provision.to, provision.says, provision.clauses[0], kinds)
    for name, use in form.joint_use.items():
        kinds = _kinds(form, use.fields, use.purposes)
        clause, source = use.clauses[0], f"joint_use.{name}"
        for company in use.with_:
            yield Candidate(f"{source}.{company}", form.companies[company].says, clause, kinds)
        if not use.with_:
            yield Candidate(source, use.scope or use.says, clause, kinds)
    for name, work in form.entrustments.items():
        kinds = _kinds(form, work.fields, work.purposes)
        yield from _of(form, f"entrustments.{name}", work.to, work.says, work.clauses[0], kinds)
    for name, way in form.transfers.items():
        kinds = _kinds(form, way.fields, way.purposes)
        yield from _of(form, f"transfers.{name}", way.recipients, way.says, way.clauses[0], kinds)
    for name, bureau in form.credit.items():
        kinds = _kinds(form, (), bureau.purposes)
        yield Candidate(f"credit.{name}", bureau.name or bureau.says, bureau.clauses[0], kinds)


def _of(
    form: PolicyForm, source: str, party: Party | None, says: Bilingual, clause: str, kinds: tuple[str, ...]
) -> Iterator[Candidate]:
    for company in party.companies if party else ():
        yield Candidate(f"{source}.{company}", form.companies[company].says, clause, kinds)
    if party is None or not party.companies:
        yield Candidate(source, (party.names if party else None) or says, clause, kinds)


def _kinds(form: PolicyForm, fields: tuple[str, ...], purposes: tuple[str, ...]) -> tuple[str, ...]:
    if fields:
        return fields
    return tuple(dict.fromkeys(kind for name in purposes for kind in form.purposes[name].uses))
