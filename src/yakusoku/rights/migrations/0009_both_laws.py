from __future__ import annotations

from django.db import migrations, models

WORDS = {"also_ground": 40, "also_clause": 40, "also_article": 80, "also_law": 80}


class Migration(migrations.Migration):
    dependencies = [("rights", "0008_uses_that_go_on")]
    operations = [
        *(
            migrations.AddField(
                "reviewitem",
                name,
                models.CharField(blank=True, default="", max_length=most),
                preserve_default=False,
            )
            for name, most in WORDS.items()
        ),
        migrations.AddConstraint(
            "reviewitem",
            models.CheckConstraint(
                condition=models.Q(also_ground="") | ~models.Q(ground=""),
                name="rights_review_item_also_beside_ground",
            ),
        ),
    ]
