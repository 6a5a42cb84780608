"""
Before a store is read: are its tables as the data map says? A search over other tables would leave rows out in silence.

A column that nobody declared stops nothing: a search names its columns one by one. It is a finding of `doctor`.
"""

from __future__ import annotations

from yakusoku.datamap.parts import DataMap
from yakusoku.stores import registry
from yakusoku.stores.drifting import UNDECLARED_COLUMN, differing
from yakusoku.stores.plans import Plan
from yakusoku.stores.ports import StoreRefused
from yakusoku.stores.stretches import once
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import text


class StoreDrifted(StoreRefused):
    """A store whose tables are no longer what the data map says: nothing is read there until somebody looked."""


def require_as_declared(datamap: DataMap, plan: Plan, store: str | None = None) -> None:
    """
    Let the stores of `plan` pass (or one of them) whose tables are as `datamap` declares what the plan reads.

    Within a stretch each store's catalogue is read once.

    :raises StoreDrifted: if a table or column is gone or has another name, or a type under which keys compare otherwise
    :raises UnableToRead: if a store does not answer or refuses
    """
    for name in dict.fromkeys(step.store for step in plan.steps) if store is None else (store,):
        once((name, plan.digest), lambda name=name: _compare(datamap, plan, name))  # type: ignore[misc]  # its own name


def _compare(datamap: DataMap, plan: Plan, name: str) -> None:
    store = registry.get(name)
    collections = [datamap.collection(step.address) for step in plan.steps if step.store == name]
    findings = differing(collections, name, store.tables(), kind=store.dialect)
    found = [one for one in findings if one.kind != UNDECLARED_COLUMN]
    if found:
        raise _drifted(name, found)


def _drifted(store: str, found: list[Finding]) -> StoreDrifted:
    first, more = found[0], len(found) - 1
    wrong = text(
        "the store {store} is not as the data map says: {says}{near}{more}",
        store=store,
        says=first.says,
        near=text(" There is {name}.", name=first.nearest) if first.nearest else "",
        more=text(" Further differences: {count}.", count=more) if more else "",
    )
    do = text(
        "Nothing was read there. Correct the data map and search again, or put the store back and resume;"
        " `yakusoku doctor` shows every difference."
    )
    return StoreDrifted(store, wrong, do=do)
