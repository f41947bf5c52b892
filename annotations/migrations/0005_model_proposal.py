"""Adds which language model proposed a claim, asked in which words."""

import django.db.models.deletion
from django.db import migrations, models

import annotations.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0004_saved_view"),
    ]

    operations = [
        migrations.CreateModel(
            name="ModelProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", annotations.models.fields.LineField(max_length=90)),
                ("prompt_sha256", models.CharField(max_length=64)),
                ("tokens_in", models.PositiveIntegerField(null=True)),
                ("tokens_out", models.PositiveIntegerField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.article",
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="model_proposal",
                        to="annotations.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
