from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0007_answers")]
    operations = [
        migrations.AddField(model_name="stoppeduse", name="ended_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="stoppeduse",
            name="ended_because",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddConstraint(
            model_name="stoppeduse",
            constraint=models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_because="")
                | models.Q(ended_at__isnull=False, ended_because__in=["refused", "withdrawn"]),
                name="rights_stopped_use_ends_because",
            ),
        ),
    ]
