from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0004_by_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.BinaryField()),
                ("article", models.CharField(max_length=80)),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                ("ended_reason", models.BinaryField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "rights_doubt",
            },
        ),
        migrations.CreateModel(
            name="PaperRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("missing", models.JSONField()),
                ("reply_by", models.DateField()),
                ("letter_name", models.CharField(max_length=80)),
                ("letter_digest", models.CharField(max_length=64)),
                ("made_by", models.CharField(max_length=40)),
                ("made_on", models.DateField()),
                ("sent_on", models.DateField(null=True)),
                ("sent_by", models.CharField(blank=True, max_length=40)),
                ("answered_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "rights_paper_request",
            },
        ),
        migrations.CreateModel(
            name="PhoneCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("way", models.CharField(max_length=20)),
                ("result", models.CharField(max_length=20)),
                ("number_digest", models.CharField(blank=True, max_length=64)),
                ("asked", models.JSONField(default=list)),
                ("agreed", models.PositiveIntegerField(default=0)),
                ("which", models.BinaryField(null=True)),
                ("clause", models.CharField(blank=True, max_length=40)),
                ("article", models.CharField(max_length=80)),
                ("called_at", models.DateTimeField()),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rights_phone_check",
            },
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="issued_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="means",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="names_both",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="rejected_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="rejected_because",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="rejected_by",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="scope",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="signed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="valid_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="whose",
            field=models.CharField(default="person", max_length=20),
        ),
        migrations.AddField(
            model_name="personlink",
            name="born",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="representation",
            name="conflict",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="representation",
            name="holding",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="representation",
            name="word",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="representation",
            name="word_by",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="representation",
            name="word_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="identitycheck",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="rights.rightsrequest"
            ),
        ),
        migrations.AddConstraint(
            model_name="identitycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("whose__in", ["person", "representative"])),
                name="rights_identity_check_is_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rejected_at__isnull", True), ("rejected_because", "")),
                    models.Q(
                        ("rejected_at__isnull", False),
                        models.Q(("rejected_because", ""), _negated=True),
                        models.Q(("rejected_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rights_identity_check_rejected_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("word", ""),
                    models.Q(("word_on__isnull", False), models.Q(("word_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="rights_representation_word_has_day",
            ),
        ),
        migrations.AddField(
            model_name="doubt",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="doubt", to="rights.rightsrequest"
            ),
        ),
        migrations.AddField(
            model_name="paperrequest",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paper_requests",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="phonecheck",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="phone_checks",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    models.Q(("ended_reason__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="rights_doubt_ended_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperrequest",
            constraint=models.UniqueConstraint(
                fields=("request", "number"), name="rights_paper_request_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reply_by__gt", models.F("made_on")),
                    models.Q(
                        ("sent_on__isnull", True), ("sent_on__gte", models.F("made_on")), _connector="OR"
                    ),
                    models.Q(
                        ("answered_on__isnull", True),
                        ("answered_on__gte", models.F("made_on")),
                        _connector="OR",
                    ),
                ),
                name="rights_paper_request_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="phonecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result__in", ["agreed", "denied", "not_reached"]), ("way", "call_back")),
                    models.Q(("result__in", ["same", "other", "withheld"]), ("way", "caller_number")),
                    models.Q(("result__in", ["agreed", "differed"]), ("way", "registered_facts")),
                    _connector="OR",
                ),
                name="rights_phone_check_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="phonecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "call_back"), _negated=True),
                    models.Q(("number_digest", ""), _negated=True),
                    _connector="OR",
                ),
                name="rights_phone_check_dialed_a_number",
            ),
        ),
    ]
