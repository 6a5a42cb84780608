"""Every row of own state in every column, and every sealed file: what two homes of one story must have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.summary import digest

# Who worked, how entries were put together, how often and when work was handed over: not the same after a death.
_BESIDES = {"ledger_tile", "ledger_checkpoint", "work_worker_slot"}
_HANDED_OVER = {
    "stores_step": {"attempts"},
    "work_intent": {"attempts", "not_before", "started_at", "done_at"},
}


def summary(folder: Path, company: str) -> dict[str, Any]:
    """Return what a home holds; two homes of one story must give the same."""
    from yakusoku.ledger.verification.verify import verify
    from yakusoku.rights import queries
    from yakusoku.site.home import open_home
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries as keys

    home = open_home(folder)
    try:
        return {
            **dict(_tables()),
            "sealed": {
                f"{one.request_id}/{name}": digest(vault.get(case_id=one.request_id, name=name))
                for one in queries.requests()
                for name in sorted(vault.names(case_id=one.request_id))
            },
            "plans": [digest(queries.plan_text(one.request_id).encode()) for one in queries.requests()],
            "keys": [repr(fault) for fault in keys.verify_keys()],
            "mail": {file.name: digest(file.read_bytes()) for file in sorted((folder / "mail").iterdir())},
            "outside": _outside(folder, company),
            "leftovers": sorted(str(file.relative_to(folder)) for file in folder.rglob(".*.part")),
            "ledger": [repr(one) for one in verify(company).findings],
        }
    finally:
        home.close()


def _tables() -> Iterator[tuple[str, list[str]]]:
    """Give every table of ours without the numbers that a database draws."""
    from django.apps import apps
    from django.db.models import AutoField, ForeignKey

    for model in apps.get_models():
        table = model._meta.db_table
        if not model.__module__.startswith("yakusoku.") or table in _BESIDES:
            continue
        drawn = {
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field.target_field if isinstance(field, ForeignKey) else field, AutoField)
        }
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.attname not in drawn | _HANDED_OVER.get(table, set())
        ]
        rows = ([_plain(cell) for cell in row] for row in model._default_manager.values_list(*names))
        yield table, sorted(repr(_undrawn(table, row)) for row in rows)


def _undrawn(table: str, row: list[object]) -> list[object]:
    """
    Return a row without the number of its search, which a database drew, and without the id that is made of it.

    PostgreSQL does not give a number again whose transaction died.
    """
    if table != "work_intent" or not any(isinstance(cell, dict) and "search" in cell for cell in row):
        return row
    shown = [dict(cell, search="drawn") if isinstance(cell, dict) else cell for cell in row]
    return ["drawn" if isinstance(cell, str) and cell.startswith("int_") else cell for cell in shown]


def _plain(cell: object) -> object:
    return digest(bytes(cell)) if isinstance(cell, bytes | memoryview) and len(cell) > 64 else cell


def _outside(folder: Path, company: str) -> list[str]:
    """Return what the file outside says beside checkpoints, which a restore replays: a line said twice is one."""
    lines = (folder / "outside" / f"{company}.jsonl").read_text(encoding="utf-8").splitlines()
    said = (json.loads(line) for line in lines)
    return sorted({json.dumps(one, sort_keys=True) for one in said if one["kind"] != "checkpoint"})
