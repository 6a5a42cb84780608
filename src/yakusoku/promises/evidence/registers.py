"""Registers that the program keeps itself: controls of the own policy, legal bases, clocks, corrective actions."""

from __future__ import annotations

from yakusoku.promises.evidence.fields import NOTHING, marked, none_of
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing, uncalled
from yakusoku.terms.text import text


def mapped(asked: Asked) -> tuple[Evidence, ...]:
    """Clauses of the own `policy` without a control: none. Whether they fit is looked at, as are other standards."""
    if asked.parameters.get("policy") != asked.policy.id:
        return (looked(asked),)
    bare = [name for name, clause in asked.policy.clauses.items() if not clause.kept_by]
    if bare:
        says = text("Clauses without a control: {count}, such as {clause}.", count=len(bare), clause=bare[0])
        return broken(says, count=len(bare), newest=asked.now), looked(asked)
    count = len(asked.policy.clauses)
    says = text("Clauses: {count}; without a control and its owner: 0.", count=count)
    return kept(says, newest=asked.now, count=count), looked(asked)


def basis_recorded(asked: Asked) -> tuple[Evidence, ...]:
    """Fields held for `purpose` (or for any) whose purpose records no basis, or another than `basis`: none."""
    purposes = asked.policy.purposes
    named = asked.words("purpose") if "purpose" in asked.parameters else tuple(purposes)
    wanted = set(asked.words("basis")) if "basis" in asked.parameters else None
    wrong = {
        name
        for name in named
        if name not in purposes or not purposes[name].basis or wanted not in (None, set(purposes[name].basis))
    }
    program = none_of(
        asked, marked(asked, named), lambda field: bool(wrong.intersection(field.origin.purposes)),
        held=text("Fields held for it"), faults=text("without the basis of the clause"),
    )  # fmt: skip
    return program, looked(asked)


def period_set(asked: Asked) -> tuple[Evidence, ...]:
    """Collections about people for which nothing starts the clock of keeping: none. The lengths are looked at."""
    collections = [
        (str(address), one)
        for address, one in asked.records.datamap.collections.items()
        if one.not_personal is None and any(field.not_personal is None for field in one.by_path.values())
    ]
    if not collections:
        return missing(NOTHING), looked(asked)
    bare = [name for name, one in collections if one.clock is None]
    if bare:
        says = text(
            "Collections without an event that starts the clock of keeping: {count}, such as {collection}.",
            count=len(bare),
            collection=bare[0],
        )
        return broken(says, count=len(bare), newest=asked.now), looked(asked)
    says = text(
        "Collections about people: {count}; without an event that starts the clock of keeping: 0.",
        count=len(collections),
    )
    return kept(says, newest=asked.now, count=len(collections)), looked(asked)


def corrective(asked: Asked) -> tuple[Evidence, ...]:
    """Corrective actions open after their day: none; and one was closed by a later look. Causes are looked at."""
    actions = asked.records.actions
    if not actions:
        return uncalled(text("No inspection has found a fault.")), looked(asked)
    late = [one for one in actions if one.overdue(asked.today)]
    if late:
        says = text("Corrective actions open after their day: {count}.", count=len(late))
        return broken(says, count=len(late), newest=asked.now), looked(asked)
    closed = [one.closed_at for one in actions if one.closed_at is not None]
    if not closed:
        says = text("Corrective actions: {count}; none is closed yet.", count=len(actions))
        return missing(says), looked(asked)
    says = text(
        "Corrective actions: {count}; closed by a later look: {closed}; open after their day: 0.",
        count=len(actions),
        closed=len(closed),
    )
    return kept(says, newest=max(closed), count=len(closed)), looked(asked)
