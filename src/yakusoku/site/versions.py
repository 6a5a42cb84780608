"""Which version own state is of, told by the migrations it went through, against those that this program has."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.db import connection

from yakusoku.site.databases import APPS
from yakusoku.site.integrity import UnableToOpenHome
from yakusoku.terms.text import text

_TABLE = "django_migrations"
_LOGS = "ledger_log"


@dataclass(frozen=True)
class Version:
    """Steps that this program has and own state has not (`missing`), and the reverse (`foreign`): `room.name`."""

    missing: tuple[str, ...]
    foreign: tuple[str, ...]


def known() -> tuple[str, ...]:
    """Return every step that this program has, sorted, without loading one."""
    found = []
    for app in APPS:
        spec = find_spec(f"{app}.migrations")
        places = list(spec.submodule_search_locations or ()) if spec else []
        files = (file for place in places for file in Path(place).glob("[0-9]*.py"))
        found += [f"{app.rpartition('.')[2]}.{file.stem}" for file in files]
    return tuple(sorted(found))


def version() -> Version:
    """Return how own state stands, asked of the open database; its table of steps must be there."""
    rooms = tuple(app.rpartition(".")[2] for app in APPS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name FROM {_TABLE}")  # noqa: S608  the name of a table is a constant
        applied = {f"{app}.{name}" for app, name in cursor.fetchall() if app in rooms}
    here = set(known())
    return Version(tuple(sorted(here - applied)), tuple(sorted(applied - here)))


def require_current() -> None:
    """Return if own state is of this version. :raises UnableToOpenHome: if it is an earlier or a later one"""
    found = version()
    if found.foreign:
        raise UnableToOpenHome(
            text("own state is of a later version of Yakusoku ({step}).", step=found.foreign[-1]),
            do=text("Install that version again, or put the backup back that was taken before its upgrade."),
        )
    if found.missing:
        raise UnableToOpenHome(
            text(
                "own state is of an earlier version; steps that are missing: {count}.",
                count=len(found.missing),
            ),
            do=text("Run `yakusoku upgrade`: it takes a backup, migrates and verifies."),
        )


def is_begun() -> bool:
    """Say whether a ledger was ever opened in own state: then `init` has nothing to finish any more."""
    if _LOGS not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {_LOGS}")  # noqa: S608  the name of a table is a constant
        return bool(cursor.fetchone()[0])
