"""Changes over small maps, done as the burst does them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from tests.common.django_ready import ready
from tests.stores.filled import disclosed, planned
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.orders import Order
from yakusoku.terms.personal import Personal

ready()

from yakusoku.stores.operations import doing, intending  # noqa: E402  rooms with models, once Django is configured
from yakusoku.stores.queries import changes  # noqa: E402  the same
from yakusoku.vault import operations as vault  # noqa: E402  the same
from yakusoku.work import queries as work  # noqa: E402  the same
from yakusoku.work.bursts import Call  # noqa: E402  the same

__all__ = ["CASE", "NOW", "carried_out", "changed", "changes", "doing", "intended", "intending", "prepared", "vault",
           "view", "work"]  # fmt: skip
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CASE = "req_0000000000000001"


def prepared(
    datamap: DataMap,
    orders: Sequence[Order],
    **identities: str | Sequence[str],
) -> intending.PreparedChange:
    """Search by these identities and prepare a change of what was found."""
    vault.ensure_case_key(case_id=CASE, now=NOW)
    given = {
        key: [Personal(one) for one in ([value] if isinstance(value, str) else value)]
        for key, value in identities.items()
    }
    search = intending.Search(planned(datamap, *identities), disclosed(datamap, **identities), given)
    return intending.prepare_change(
        case_id=CASE, controller="shop", datamap=datamap, search=search, orders=orders
    )


def intended(
    datamap: DataMap, orders: Sequence[Order], *, then: str = "", **identities: str | Sequence[str]
) -> str:
    """Prepare and intend a change; return its id."""
    made = prepared(datamap, orders, **identities)
    return intending.intend_change(prepared=made, by="stf_0000000000000001", now=NOW, then=then)


def carried_out(change_id: str) -> changes.ChangeView:
    """Do the burst of a change in this process, step by step, and return how the change then stands."""
    [intent] = [one for one in work.intents(states=("waiting",)) if one.arguments.get("change") == change_id]
    call = Call(intent.public_id, intent.about, intent.arguments, NOW)
    for step in doing.BURST.steps(call):
        if doing.BURST.do(call, step).get("park"):
            break
    return view(change_id)


def view(change_id: str) -> changes.ChangeView:
    """Return how a change stands."""
    found = changes.change(change_id)
    assert found is not None
    return found


def changed(datamap: DataMap, *orders: Order, **identities: str | Sequence[str]) -> changes.ChangeView:
    """Do a whole change and return how it stands."""
    made = prepared(datamap, orders, **identities)
    return carried_out(intending.intend_change(prepared=made, by="stf_0000000000000001", now=NOW))
