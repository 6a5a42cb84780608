"""Let the database itself refuse what a register of choices never does: change or remove."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# On SQLite, INSERT OR REPLACE removes a row without asking the trigger for DELETE.
TAKEN = {
    "consent_choice": """
        SELECT 1 FROM consent_choice WHERE id = NEW.id OR public_id = NEW.public_id
        OR (controller = NEW.controller AND reference = NEW.reference)""",
    "consent_choice_key": """
        SELECT 1 FROM consent_choice_key WHERE id = NEW.id OR (choice_id = NEW.choice_id
        AND identity = NEW.identity AND digest = NEW.digest AND named = NEW.named)""",
}

REFUSE = """
CREATE OR REPLACE FUNCTION consent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register of choices only grows: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the register of choices only grows: {table}'); END"
    return [
        f"CREATE TRIGGER {table}_keeps BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_taken BEFORE INSERT ON {table} WHEN EXISTS ({TAKEN[table]}) {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    refuse = "EXECUTE FUNCTION consent_refuse()"
    return [
        f"CREATE TRIGGER {table}_keeps BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    own = editor.connection.vendor == "postgresql"
    if own:
        editor.execute(REFUSE, params=None)
    for table in TAKEN:
        for statement in _postgresql(table) if own else _sqlite(table):
            editor.execute(statement, params=None)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    own = editor.connection.vendor == "postgresql"
    for table in TAKEN:
        for name in ("keeps", "stays", "whole" if own else "taken"):
            editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if own else ""), params=None)
    if own:
        editor.execute("DROP FUNCTION consent_refuse()", params=None)


class Migration(migrations.Migration):
    """Triggers on choices and their keys."""

    dependencies = [("consent", "0001_initial")]

    operations = [migrations.RunPython(protect, release)]
