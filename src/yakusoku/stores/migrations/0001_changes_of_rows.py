"""Changes of rows in the company's stores, and their part in each store."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoreChange",
            fields=[
                ("public_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("case_id", models.CharField(max_length=60)),
                ("log", models.CharField(max_length=40)),
                ("state", models.CharField(default="intended", max_length=10)),
                ("plan", models.TextField()),
                ("plan_digest", models.CharField(max_length=64)),
                ("keys_digest", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("shared", models.PositiveIntegerField(default=0)),
                ("then", models.CharField(blank=True, max_length=60)),
                ("because", models.CharField(blank=True, max_length=20)),
                ("intended_by", models.CharField(max_length=60)),
                ("intended_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "stores_change",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["intended", "confirmed", "returned"])),
                        name="stores_change_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", False), ("state", "confirmed")),
                            models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                ("confirmed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="stores_change_confirmed_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("returned_at__isnull", False),
                                ("state", "returned"),
                                models.Q(("because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "returned"), _negated=True),
                                ("because", ""),
                                ("returned_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="stores_change_returned_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "intended")),
                        fields=("case_id",),
                        name="stores_change_one_open_a_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoreStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("store", models.CharField(max_length=120)),
                ("state", models.CharField(default="intended", max_length=10)),
                ("rows", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=dict)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("result_digest", models.CharField(blank=True, max_length=64)),
                ("done_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="stores.storechange",
                    ),
                ),
            ],
            options={
                "db_table": "stores_step",
                "constraints": [
                    models.UniqueConstraint(fields=("change", "store"), name="stores_step_once_a_store"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["intended", "done", "confirmed"])),
                        name="stores_step_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("state", "intended")),
                            models.Q(("state__in", ["done", "confirmed"]), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="stores_step_done_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            models.Q(("done_at__isnull", False), ("state", "confirmed")),
                            _connector="OR",
                        ),
                        name="stores_step_confirmed_was_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="stores_step_confirmed_has_a_time",
                    ),
                ],
            },
        ),
    ]
