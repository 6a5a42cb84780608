"""What is told beside the answer, to whom, columns that no fact names, and liftings."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_changes")]
    operations = [
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=80)),
                ("clause", models.CharField(blank=True, max_length=40)),
                ("who", models.BinaryField(null=True)),
                ("must", models.BooleanField()),
                ("article", models.CharField(blank=True, max_length=80)),
                ("owner", models.CharField(max_length=80)),
                ("due_on", models.DateField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("because", models.CharField(blank=True, max_length=20)),
                ("reason", models.BinaryField(null=True)),
                ("settled_on", models.DateField(null=True)),
                ("settled_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "db_table": "rights_recipient",
            },
        ),
        migrations.CreateModel(
            name="RecipientsAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField()),
                ("noted_by", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "rights_recipients_asked",
            },
        ),
        migrations.AddField(
            model_name="stopped",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="stopped",
            name="in_store",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="stopped",
            name="mark",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="stopped",
            name="was_marked",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="ColumnDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=160)),
                ("column", models.CharField(max_length=80)),
                ("fact", models.CharField(blank=True, max_length=40)),
                ("reason", models.BinaryField()),
                ("decided_by", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="columns",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_column",
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=2)),
                ("digest", models.CharField(max_length=64)),
                ("reply_by", models.DateField(null=True)),
                ("built_by", models.CharField(max_length=40)),
                ("built_at", models.DateTimeField()),
                ("method", models.CharField(blank=True, max_length=30)),
                ("tracking", models.CharField(blank=True, max_length=40)),
                ("sent_on", models.DateField(null=True)),
                ("sent_by", models.CharField(blank=True, max_length=40)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_letter",
            },
        ),
        migrations.CreateModel(
            name="Lifting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("because", models.CharField(max_length=10)),
                ("reason", models.BinaryField()),
                ("tell_article", models.CharField(blank=True, max_length=80)),
                ("proposed_by", models.CharField(max_length=40)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=40)),
                ("approved_at", models.DateTimeField(null=True)),
                ("change_id", models.CharField(blank=True, max_length=40)),
                ("counts", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "letter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifting",
                        to="rights.letter",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liftings",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "db_table": "rights_lifting",
            },
        ),
        migrations.AddField(
            model_name="stopped",
            name="lifting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stops",
                to="rights.lifting",
            ),
        ),
        migrations.AddConstraint(
            model_name="stopped",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("lifting__isnull", False), _connector="OR"),
                name="rights_stopped_ends_by_a_lifting",
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="letter",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipient",
                to="rights.letter",
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="recipientsasked",
            name="letter",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="rights.letter",
            ),
        ),
        migrations.AddField(
            model_name="recipientsasked",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients_asked",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="columndecision",
            constraint=models.UniqueConstraint(
                fields=("request", "section", "column"), name="rights_column_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_letter_once"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["consequences", "recipient", "recipients", "lifting"])),
                name="rights_letter_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_on__isnull", True),
                    models.Q(
                        models.Q(("tracking", ""), _negated=True),
                        models.Q(("sent_by", ""), _negated=True),
                        models.Q(("method", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rights_letter_sent_has_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_lifting_number"),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "approved"])),
                fields=("request",),
                name="rights_lifting_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "approved", "lifted", "dropped"])),
                name="rights_lifting_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__in", ["wish", "ended"])), name="rights_lifting_reason_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="rights_lifting_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "lifted"]), _negated=True),
                    models.Q(("approved_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="rights_lifting_done_was_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["state", "due_on"], name="rights_recipient_open"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_recipient_once"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_on__isnull", True), ("state", "open")),
                    models.Q(
                        ("settled_on__isnull", False),
                        ("state__in", ["named", "told", "spared"]),
                        models.Q(("settled_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rights_recipient_is_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "spared"), _negated=True),
                    models.Q(models.Q(("because", ""), _negated=True), ("reason__isnull", False)),
                    _connector="OR",
                ),
                name="rights_recipient_spared_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "told"), _negated=True),
                    models.Q(("letter__isnull", False), ("who__isnull", False)),
                    _connector="OR",
                ),
                name="rights_recipient_told_has_letter",
            ),
        ),
    ]
