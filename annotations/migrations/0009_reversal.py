"""Adds the record of what an Action took back, where it was not one whole gesture."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0008_redacted_action"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reversal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action_id", models.BigIntegerField(db_index=True)),
                ("reverted_action_id", models.BigIntegerField(db_index=True, null=True)),
                ("change_ids", models.TextField()),
                ("to_seal", models.BigIntegerField(null=True)),
            ],
            options={"ordering": ["id"]},
        ),
    ]
