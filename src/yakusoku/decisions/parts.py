"""Which clause of a declaration speaks of which part: the one that is kept by a control of that part."""

from __future__ import annotations

from yakusoku.policy.form.clauses import Clause
from yakusoku.policy.form.common import Cited
from yakusoku.policy.form.root import PolicyForm

_CONTROLS: dict[str, tuple[str, ...]] = {
    "fields": ("provision.fields_only", "joint_use.items_closed"),
    "uses": ("purposes.only_these_data", "collection.items_closed"),
    "excludes": ("joint_use.secrecy_excluded", "joint_use.items_closed"),
    "with": ("joint_use.members_only",),
    "purposes": ("joint_use.purposes_only", "entrustment.scope"),
    "channels": ("joint_use.source_only", "provision.recorded"),
    "medium": ("provision.medium",),
    "requires": ("provision.case_required", "special_care.gate", "credit.consented"),
    "ground": ("provision.case_required", "provision.on_behalf", "provision.authority", "provision.recorded"),
    "stop": ("provision.stopped",),
    "marketing": ("marketing.stopped", "marketing.opt_in"),
    "basis": ("purposes.interest_balanced", "purposes.basis_recorded"),
    "never_for": ("purposes.never_for",),
    "only_for": ("cards.only_for", "calls.recorded", "purposes.no_other_use", "special_care.gate"),
    "mechanism": ("transfers.mechanism",),
    "to": ("transfers.registered",),
}  # fmt: skip


_OF_CONDITION = {"nda": ("entrustment.contract",), "selection_check": ("entrustment.selected",)}


def clause_of(
    form: PolicyForm, declared: Cited, part: str, about: str | None = None, whose: str | None = None
) -> str:
    """
    Return the clause of a declaration that speaks of a part of it; where none does, its first.

    `about`: the condition that is meant, where several clauses speak of that part. `whose`: the name of the
    declaration, where clauses that it shares with others speak of all of them.
    """
    controls = _OF_CONDITION.get(about or "") or _CONTROLS.get(part, ())
    speaking = _kept_by(form, declared, controls, None)
    exact = _kept_by(form, declared, controls, about) if about else []
    own = [clause for clause in declared.clauses if whose and _is_of(form, clause, whose)]
    return (exact or own or speaking or declared.clauses)[0]


def _is_of(form: PolicyForm, clause: str, name: str) -> bool:
    """Return whether a clause is kept for this one thing: its control has no other name as a parameter."""
    one = form.clauses.get(clause)
    return one is not None and any(name in kept.with_.values() for kept in one.kept_by)


def _kept_by(form: PolicyForm, declared: Cited, controls: tuple[str, ...], about: str | None) -> list[str]:
    found = ((clause, form.clauses.get(clause)) for clause in declared.clauses)
    return [clause for clause, one in found if one is not None and _speaks(one, controls, about)]


def _speaks(clause: Clause, controls: tuple[str, ...], about: str | None) -> bool:
    return any(
        kept.control in controls and (about is None or about in _words(kept.with_)) for kept in clause.kept_by
    )


def _words(parameters: dict[str, str | int | bool]) -> set[str]:
    return {word.strip() for value in parameters.values() for word in str(value).split(",")}
