"""Adds which claim came out of which, the verbs of taking back, and an index on what an Action reverts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lineage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("split", "split from"),
                            ("merged", "merged from"),
                            ("duplicated", "the same words as"),
                        ],
                        max_length=10,
                        verbose_name="how it was made",
                    ),
                ),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="annotations.claim",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="annotations.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "predecessor"), name="lineage_once"),
                    models.CheckConstraint(
                        condition=models.Q(("claim", models.F("predecessor")), _negated=True),
                        name="lineage_between_two_claims",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="action",
            name="verb",
            field=models.CharField(
                choices=[
                    ("project.created", "created the project"),
                    ("project.changed", "changed the project"),
                    ("member.added", "added a member"),
                    ("member.changed", "changed a member's role"),
                    ("member.removed", "removed a member"),
                    ("scale.defined", "defined a rating scale"),
                    ("person.added", "added a person"),
                    ("person.changed", "changed a person's account"),
                    ("token.issued", "made an API token"),
                    ("token.revoked", "revoked an API token"),
                    ("article.added", "added the article"),
                    ("article.changed", "changed the article's details"),
                    ("article.split", "split the article into claims"),
                    ("claim.marked", "marked a claim"),
                    ("claim.accepted", "accepted the claim"),
                    ("claim.reworded", "reworded the claim"),
                    ("claim.respanned", "moved the claim in the text"),
                    ("claim.changed", "changed the claim's details"),
                    ("claim.dismissed", "dismissed the claim"),
                    ("claim.restored", "restored the claim"),
                    ("verdict.given", "gave a verdict"),
                    ("verdict.revised", "revised their verdict"),
                    ("verdict.withdrawn", "withdrew their verdict"),
                    ("source.added", "added a source"),
                    ("source.changed", "changed a source"),
                    ("source.cited", "cited a source"),
                    ("citation.changed", "changed a citation"),
                    ("citation.withdrawn", "withdrew a citation"),
                    ("note.left", "left a note"),
                    ("note.changed", "changed a note"),
                    ("note.resolved", "resolved a note"),
                    ("note.reopened", "reopened a note"),
                    ("note.withdrawn", "withdrew a note"),
                    ("ruling.drafted", "drafted the ruling"),
                    ("ruling.published", "published the ruling"),
                    ("ruling.corrected", "corrected the ruling"),
                    ("ruling.retracted", "retracted the ruling"),
                    ("articles.imported", "imported articles"),
                    ("claim.split", "split the claim"),
                    ("claims.merged", "merged claims into one"),
                    ("occurrences.marked", "marked the same words elsewhere"),
                    ("gesture.undone", "undid what they had done"),
                    ("gesture.redone", "did again what they had undone"),
                    ("gesture.reverted", "took an earlier gesture back"),
                    ("changes.reverted", "took single changes back"),
                    ("history.redacted", "erased a value from the history"),
                    ("seeds.loaded", "loaded the seeds"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("reverts__isnull", False)), fields=["reverts"], name="action_by_reverted"
            ),
        ),
    ]
