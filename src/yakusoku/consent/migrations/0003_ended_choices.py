"""Choices that end with the request that made them; like a choice, such a row is never changed or removed."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "consent_ended_choice"
# On SQLite, INSERT OR REPLACE removes a row without asking the trigger for DELETE.
_TAKEN = "SELECT 1 FROM consent_ended_choice WHERE id = NEW.id OR choice_id = NEW.choice_id"
_SQLITE = f"BEGIN SELECT RAISE(ABORT, 'the register of choices only grows: {TABLE}'); END"
_POSTGRESQL = "EXECUTE FUNCTION consent_refuse()"


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers, as those of choices."""
    if editor.connection.vendor == "postgresql":
        made = [
            f"CREATE TRIGGER {TABLE}_keeps BEFORE DELETE ON {TABLE} FOR EACH ROW {_POSTGRESQL}",
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} FOR EACH ROW {_POSTGRESQL}",
            f"CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {_POSTGRESQL}",
        ]
    else:
        made = [
            f"CREATE TRIGGER {TABLE}_keeps BEFORE DELETE ON {TABLE} {_SQLITE}",
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} {_SQLITE}",
            f"CREATE TRIGGER {TABLE}_taken BEFORE INSERT ON {TABLE} WHEN EXISTS ({_TAKEN}) {_SQLITE}",
        ]
    for statement in made:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The table, and its triggers; these go with it."""

    dependencies = [("consent", "0002_only_grows")]

    operations = [
        migrations.CreateModel(
            name="EndedChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("request", models.CharField(max_length=40)),
                ("because", models.CharField(max_length=64)),
                ("ended_at", models.DateTimeField()),
                ("ended_by", models.CharField(max_length=64)),
                (
                    "choice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended",
                        to="consent.choice",
                    ),
                ),
            ],
            options={
                "db_table": TABLE,
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(because="") & ~models.Q(request="") & ~models.Q(ended_by=""),
                        name="ended_choice_says_why",
                    )
                ],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
