"""Let the database itself refuse what an append-only ledger never does: change or remove."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("ledger_entry", "ledger_checkpoint", "ledger_log")

# What an UPDATE may not do. `IS DISTINCT FROM` is spelled `IS NOT` on SQLite.
CHANGED = {
    "ledger_entry": """
        OLD.id {differs} NEW.id OR OLD.body {differs} NEW.body OR OLD.about {differs} NEW.about
        OR OLD.tag {differs} NEW.tag OR OLD.recorded_at {differs} NEW.recorded_at
        OR (OLD.position IS NOT NULL
            AND (OLD.position {differs} NEW.position OR OLD.log_id {differs} NEW.log_id))""",
    "ledger_checkpoint": "TRUE",
    "ledger_log": """
        OLD.id {differs} NEW.id OR OLD.name {differs} NEW.name OR OLD.generation {differs} NEW.generation
        OR OLD.origin {differs} NEW.origin OR OLD.key {differs} NEW.key
        OR OLD.opened_at {differs} NEW.opened_at OR OLD.opening {differs} NEW.opening
        OR OLD.closed_at IS NOT NULL""",
}

# On SQLite, INSERT OR REPLACE removes a row without asking the trigger for DELETE.
TAKEN = {
    "ledger_entry": """
        SELECT 1 FROM ledger_entry WHERE id = NEW.id OR (log_id = NEW.log_id AND position = NEW.position)""",
    "ledger_checkpoint": """
        SELECT 1 FROM ledger_checkpoint WHERE id = NEW.id OR (log_id = NEW.log_id AND size = NEW.size)""",
    "ledger_log": """
        SELECT 1 FROM ledger_log WHERE id = NEW.id OR (name = NEW.name AND generation = NEW.generation)""",
}

REFUSE = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table}'); END"
    changed = CHANGED[table].format(differs="IS NOT")
    return [
        f"CREATE TRIGGER {table}_keeps BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN {changed} {refuse}",
        f"CREATE TRIGGER {table}_taken BEFORE INSERT ON {table} WHEN EXISTS ({TAKEN[table]}) {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    changed = CHANGED[table].format(differs="IS DISTINCT FROM")
    refuse = "EXECUTE FUNCTION ledger_refuse()"
    return [
        f"CREATE TRIGGER {table}_keeps BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) {refuse}",
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def statements(vendor: str) -> list[str]:
    """Return what makes the triggers."""
    if vendor == "postgresql":
        return [REFUSE, *(statement for table in TABLES for statement in _postgresql(table))]
    return [statement for table in TABLES for statement in _sqlite(table)]


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    for statement in statements(editor.connection.vendor):
        editor.execute(statement, params=None)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    own = editor.connection.vendor == "postgresql"
    for table in TABLES:
        for name in ("keeps", "stays", "whole" if own else "taken"):
            editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if own else ""), params=None)
    if own:
        editor.execute("DROP FUNCTION ledger_refuse()", params=None)


class Migration(migrations.Migration):
    """Triggers on entries, checkpoints and logs."""

    dependencies = [("ledger", "0001_entries_tiles_checkpoints")]

    operations = [migrations.RunPython(protect, release)]
