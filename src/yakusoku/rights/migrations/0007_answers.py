from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0006_clocks_and_ends")]
    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=160)),
                ("says", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.BinaryField()),
                ("said_by", models.CharField(max_length=40)),
                ("said_at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_statement",
                "constraints": [
                    models.UniqueConstraint(fields=("request", "item"), name="rights_statement_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoppedUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("scope", models.CharField(max_length=120)),
                ("choice", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stopped_uses",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_stopped_use",
                "constraints": [
                    models.UniqueConstraint(fields=("request", "scope"), name="rights_stopped_use_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Passphrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("way", models.CharField(blank=True, max_length=20)),
                ("told_on", models.DateField(null=True)),
                ("noted_by", models.CharField(blank=True, max_length=40)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passphrase",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_passphrase",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_on__isnull", True), ("way", "")),
                            models.Q(
                                ("told_on__isnull", False),
                                models.Q(("way", ""), _negated=True),
                                models.Q(("noted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rights_passphrase_told_by_a_way",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherMethod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chosen", models.CharField(max_length=20)),
                ("article", models.CharField(max_length=80)),
                ("says", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.BinaryField()),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="other_method",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={"db_table": "rights_other_method"},
        ),
        migrations.RemoveConstraint(model_name="rightsrequest", name="rights_request_measure_is_known"),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "measure__in",
                        ["show", "correct", "restrict", "stop_provision", "erase", "tell", "stop_purpose"],
                    )
                ),
                name="rights_request_measure_is_known",
            ),
        ),
    ]
