"""What people found by hand, and what they are asked to do there."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_told_and_lifted")]
    operations = [
        migrations.AddField(
            model_name="manualtask", name="enclosures", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="manualtask", name="rows", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddConstraint(
            model_name="manualtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enclosures", 0), ("rows", 0)),
                    models.Q(("answered_at__isnull", False), ("rows__gt", 0)),
                    _connector="OR",
                ),
                name="rights_task_found_was_answered",
            ),
        ),
        migrations.AddField(
            model_name="manualtask",
            name="reminded",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case_id", models.CharField(max_length=40)),
                ("controller", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("substitute", models.BooleanField(default=False)),
                ("dataset", models.CharField(max_length=80)),
                ("collection", models.CharField(max_length=80)),
                ("owner", models.CharField(max_length=80)),
                ("rows", models.PositiveIntegerField()),
                ("due_on", models.DateField()),
                ("sheet_digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("who", models.BinaryField(null=True)),
                ("method", models.CharField(blank=True, max_length=30)),
                ("tracking", models.CharField(blank=True, max_length=40)),
                ("sent_on", models.DateField(null=True)),
                ("state", models.CharField(default="open", max_length=10)),
                ("ground", models.CharField(blank=True, max_length=40)),
                ("reason", models.BinaryField(null=True)),
                ("proof_digest", models.CharField(blank=True, max_length=64)),
                ("done_on", models.DateField(null=True)),
                ("reported_by", models.CharField(blank=True, max_length=40)),
                ("reported_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("reminded", models.CharField(blank=True, max_length=10)),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errands",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_errand",
                "indexes": [models.Index(fields=["state", "due_on"], name="rights_errand_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("case_id", "number"), name="rights_errand_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["erase", "correct", "restrict", "stop_provision", "lift", "again"])
                        ),
                        name="rights_errand_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "done", "impossible", "confirmed", "refused"])
                        ),
                        name="rights_errand_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", ""),
                            models.Q(("confirmed_by", models.F("reported_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rights_errand_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                models.Q(("reported_by", ""), _negated=True),
                                ("done_on__isnull", False),
                                ("reason__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rights_errand_reported_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "refused"]), _negated=True),
                            models.Q(("confirmed_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rights_errand_ended_was_agreed_to",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["impossible", "refused"]), _negated=True),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rights_errand_impossible_has_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_on__isnull", True),
                            models.Q(
                                models.Q(("method", ""), _negated=True),
                                models.Q(("tracking", ""), _negated=True),
                                ("who__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rights_errand_sent_has_proof",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="tombstone",
            name="places",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="errand",
            name="lifts",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
