"""Adds indexes that a timeline is filtered by, one on writes that no Action explains, and which mails told of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0006_tags_copies_preferences"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change_id", models.BigIntegerField()),
                ("writes", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="annotations.project",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["project", "-change_id"], name="alerted_last")],
            },
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["verb", "-id"], name="action_by_verb"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["channel", "-id"], name="action_by_channel"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["at"], name="action_by_moment"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("action__isnull", True)), fields=["-id"], name="change_unattributed"
            ),
        ),
    ]
