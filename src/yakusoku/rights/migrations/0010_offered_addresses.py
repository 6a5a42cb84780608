from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0009_both_laws")]
    operations = [
        migrations.AddField("returned", "address", models.BinaryField(null=True)),
        migrations.AddField(
            "returned",
            "offer",
            models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            "returned",
            "offered_case",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "returned",
            models.CheckConstraint(
                name="rights_returned_offer_of_an_address",
                condition=models.Q(offer="", offered_case="", address__isnull=True)
                | models.Q(offer__in=["open", "declined"], offered_case="", address__isnull=False)
                | models.Q(offer="taken", address__isnull=False) & ~models.Q(offered_case=""),
            ),
        ),
    ]
