"""Which stores this home connects. Filled once, where the process is wired."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yakusoku.stores.ports import DialectName, Store, StoreRefused
from yakusoku.terms.text import text

_stores: dict[str, Store] = {}
_receipts: set[str] = set()


def wire(urls: Mapping[str, str], *, receipts: Collection[str] = ()) -> None:
    """
    Connect the named stores and no others: `sqlite:///…`, `postgresql://…` or `mariadb://…`. Nothing is opened yet.

    `receipts` are those that permit a table of ours, in which they keep what was changed.

    :raises StoreRefused: if an address names a kind of database that we cannot read
    """
    made = {name: _open(name, url) for name, url in urls.items()}
    _stores.clear()
    _stores.update(made)
    _receipts.clear()
    _receipts.update(name for name in receipts if name in made)


def get(name: str) -> Store:
    """Return the store called `name`. :raises StoreRefused: if this home connects none of that name"""
    if name not in _stores:
        wrong = text("no store is called {store} in this home.", store=name)
        raise StoreRefused(name, wrong, do=text("Add it under `[stores]` in yakusoku.toml."))
    return _stores[name]


def with_receipts() -> frozenset[str]:
    """Return the names of the stores that keep receipts of changes."""
    return frozenset(_receipts)


def names() -> tuple[str, ...]:
    """Return the names of all connected stores, sorted."""
    return tuple(sorted(_stores))


def dialects() -> dict[str, DialectName]:
    """Return which SQL each connected store understands."""
    return {name: _stores[name].dialect for name in names()}


def dialect_of(url: str, *, store: str = "") -> DialectName:
    """Return which SQL the database at `url` understands. :raises StoreRefused: if it is of no kind we read"""
    scheme = url.partition(":")[0]
    if scheme == "sqlite" and url.startswith("sqlite:///"):
        return "sqlite"
    if scheme in ("postgresql", "postgres"):
        return "postgresql"
    if scheme == "mariadb" and url.startswith("mariadb://"):
        return "mariadb"
    wrong = text("the address of the store {store} is of no kind that we read.", store=store)
    do = text("Write `sqlite:///path/to/file`, `postgresql://host/database` or `mariadb://host/database`.")
    raise StoreRefused(store, wrong, do=do)


def _open(name: str, url: str) -> Store:
    kind = dialect_of(url, store=name)
    if kind == "sqlite":
        from yakusoku.stores.adapters.sqlite import SqliteStore

        return SqliteStore(name, url)
    if kind == "mariadb":  # drivers are imported only where they are used: they are slow to load
        from yakusoku.stores.adapters.mariadb import MariadbStore

        return MariadbStore(name, url)
    from yakusoku.stores.adapters.postgres import PostgresStore

    return PostgresStore(name, url)
