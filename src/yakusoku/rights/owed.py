"""What law gives by a request: the right that was chosen and, where two laws bind, the same right under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.laws import queries as laws
from yakusoku.rights import cases, regime
from yakusoku.rights.counterparts import Counterpart, counterpart

if TYPE_CHECKING:
    from yakusoku.laws.rights import Duty, Ground, RightLaw
    from yakusoku.rights.models import RightsRequest


def twin(row: RightsRequest) -> Counterpart | None:
    """Return the same right under the other law that was decided to apply, or None."""
    if not row.right:
        return None
    return counterpart(row.right, measure=cases.measure(row), case=row.law_case, laws=regime.laws(row))


def rights(row: RightsRequest) -> tuple[RightLaw, ...]:
    """Return what each law says of what is asked for, the chosen right first."""
    own, other = laws.right(row.right, as_of=row.received_on), twin(row)
    return (own,) if other is None else (own, laws.right(other.right, as_of=row.received_on))


def duty(row: RightsRequest, code: str) -> Duty | None:
    """Return a duty that either law brings, the chosen right's first; None where neither does."""
    return next((found for one in rights(row) if (found := one.duty(code)) is not None), None)


def ground(row: RightsRequest, code: str) -> Ground | None:
    """Return a ground of either right by its code, which is of one right alone; None where there is none such."""
    return next((found for one in rights(row) if (found := one.ground(code)) is not None), None)


def wants_substitute(row: RightsRequest, *codes: str) -> bool:
    """Return whether one of these grounds wants a substitute for what is not done (APPI 35(2), 35(6))."""
    found = (ground(row, code) for code in codes if code)
    return any(one is not None and one.needs_substitute for one in found)
