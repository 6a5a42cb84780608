"""Which law applies, clocks, fees that go back, and the ends of a request."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0005_who_asks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("asked", models.BinaryField()),
                ("way", models.CharField(max_length=20)),
                ("asked_on", models.DateField()),
                ("asked_by", models.CharField(max_length=40)),
                ("reply_by", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "db_table": "rights_clarification",
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "rights_contact",
            },
        ),
        migrations.CreateModel(
            name="End",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("reason", models.BinaryField()),
                ("party", models.BinaryField(null=True)),
                ("done_on", models.DateField()),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=40)),
                ("approved_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "rights_end",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("because", models.CharField(max_length=20)),
                ("reason", models.BinaryField()),
                ("article", models.CharField(max_length=80)),
                ("tell_by", models.DateField()),
                ("told_on", models.DateField(null=True)),
                ("in_force_until", models.DateField(null=True)),
            ],
            options={
                "db_table": "rights_extension",
            },
        ),
        migrations.CreateModel(
            name="Forwarding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.BinaryField()),
            ],
            options={
                "db_table": "rights_forwarding",
            },
        ),
        migrations.CreateModel(
            name="Misdelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=20)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("to_whom", models.BinaryField()),
                ("noticed_on", models.DateField()),
                ("recovered_on", models.DateField(null=True)),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rights_misdelivery",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("yen", models.PositiveIntegerField()),
                ("paid_on", models.DateField()),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rights_payment",
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("yen", models.PositiveIntegerField()),
                ("because", models.CharField(max_length=20)),
                ("reason", models.BinaryField()),
                ("article", models.CharField(blank=True, max_length=80)),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("proposed_by", models.CharField(max_length=40)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=40)),
                ("approved_at", models.DateTimeField(null=True)),
                ("paid_on", models.DateField(null=True)),
                ("paid_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "db_table": "rights_refund",
            },
        ),
        migrations.CreateModel(
            name="Regime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("laws", models.JSONField()),
                ("scopes", models.JSONField()),
                ("country", models.CharField(blank=True, max_length=2)),
                ("reason", models.BinaryField()),
                ("decided_by", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rights_regime",
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("because", models.CharField(max_length=20)),
                ("reason", models.BinaryField()),
                ("was", models.CharField(max_length=20)),
                ("reopened_by", models.CharField(max_length=40)),
                ("reopened_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rights_reopening",
            },
        ),
        migrations.CreateModel(
            name="Returned",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("returned_on", models.DateField()),
                ("because", models.CharField(max_length=20)),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                ("then", models.CharField(blank=True, max_length=20)),
                ("found", models.BinaryField(null=True)),
                ("found_by", models.CharField(blank=True, max_length=40)),
                ("found_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "rights_returned",
            },
        ),
        migrations.RemoveConstraint(
            model_name="letter",
            name="rights_letter_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="rightsrequest",
            name="rights_request_assigned_has_right",
        ),
        migrations.RemoveConstraint(
            model_name="rightsrequest",
            name="rights_request_state_is_known",
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "consequences",
                            "recipient",
                            "recipients",
                            "lifting",
                            "extension",
                            "forwarded",
                            "receipt",
                            "refund",
                            "reminder",
                            "lapsed",
                        ],
                    )
                ),
                name="rights_letter_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "need_id",
                            "need_fee",
                            "ready",
                            "searching",
                            "review",
                            "decided",
                            "approved",
                            "changed",
                            "executed",
                            "notified",
                            "closed",
                            "withdrawn",
                            "ended",
                        ],
                    )
                ),
                name="rights_request_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["received", "withdrawn", "ended"]),
                    models.Q(("right", ""), _negated=True),
                    _connector="OR",
                ),
                name="rights_request_assigned_has_right",
            ),
        ),
        migrations.AddField(
            model_name="clarification",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clarifications",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contacts",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="end",
            name="kept",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubles",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="end",
            name="letter",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="end", to="rights.letter"
            ),
        ),
        migrations.AddField(
            model_name="end",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="end", to="rights.rightsrequest"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="letter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="extension", to="rights.letter"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extension",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="forwarding",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forwarding",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="misdelivery",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="misdeliveries",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="letter",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refund",
                to="rights.letter",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="rights.rightsrequest"
            ),
        ),
        migrations.AddField(
            model_name="regime",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="regime", to="rights.rightsrequest"
            ),
        ),
        migrations.AddField(
            model_name="reopening",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reopenings",
                to="rights.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="returned",
            name="dispatch",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="returned", to="rights.dispatch"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.UniqueConstraint(
                fields=("request", "number"), name="rights_clarification_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_on__isnull", True)),
                fields=("request",),
                name="rights_clarification_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reply_by__gt", models.F("asked_on")),
                    models.Q(
                        models.Q(("answered_by", ""), ("answered_on__isnull", True)),
                        models.Q(
                            ("answered_on__gte", models.F("asked_on")),
                            models.Q(("answered_by", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                ),
                name="rights_clarification_days_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["digest"], name="rights_contact_digest"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                fields=("request", "what", "digest"), name="rights_contact_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="end",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["duplicate", "inquiry", "forwarded", "spam", "lapsed"])),
                name="rights_end_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="end",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "duplicate"), _negated=True),
                    models.Q(("kept__isnull", False), models.Q(("kept", models.F("request")), _negated=True)),
                    _connector="OR",
                ),
                name="rights_end_double_names_the_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="end",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "forwarded"), _negated=True),
                    models.Q(("letter__isnull", False), ("party__isnull", False)),
                    _connector="OR",
                ),
                name="rights_end_forwarded_has_letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="end",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(("approved_by", models.F("noted_by")), _negated=True),
                    _connector="OR",
                ),
                name="rights_end_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("in_force_until__isnull", True),
                    models.Q(
                        ("in_force_until__gt", models.F("tell_by")),
                        ("told_on__isnull", False),
                        ("told_on__lte", models.F("tell_by")),
                    ),
                    _connector="OR",
                ),
                name="rights_extension_was_told_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="misdelivery",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_misdelivery_once"),
        ),
        migrations.AddConstraint(
            model_name="misdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["answer", "letter", "package"])),
                name="rights_misdelivery_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_payment_once"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("yen__gt", 0)), name="rights_payment_is_money"
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_refund_once"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("because__in", ["overpaid", "our_fault", "not_payable"]),
                    ("state__in", ["proposed", "approved", "paid"]),
                    ("yen__gt", 0),
                ),
                name="rights_refund_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="rights_refund_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "proposed"),
                    models.Q(models.Q(("approved_by", ""), _negated=True), ("letter__isnull", False)),
                    _connector="OR",
                ),
                name="rights_refund_paid_was_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paid"), _negated=True),
                    models.Q(("paid_on__isnull", False), models.Q(("paid_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="rights_refund_paid_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="rights_reopening_once"),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__in", ["complaint", "error", "came_back"])),
                name="rights_reopening_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="returned",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__in", ["unknown", "refused", "not_collected", "moved"])),
                name="rights_returned_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="returned",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("found_at__isnull", True), ("then", "")),
                    models.Q(
                        ("found__isnull", False),
                        ("found_at__isnull", False),
                        ("then__in", ["send", "pickup"]),
                        models.Q(("found_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rights_returned_looked_into",
            ),
        ),
    ]
