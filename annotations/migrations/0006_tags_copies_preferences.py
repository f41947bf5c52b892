"""Adds tags, assignments, mentions, places in notes, copies of sources, preferences, and looking at outside writes."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import annotations.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0005_model_proposal"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="annotations.project",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["project", "-change_id"], name="acknowledged_last")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.article",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="annotations.claim",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["claim", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "person"),
                        name="assigned_once",
                        violation_error_message="The claim is assigned to this person already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyBinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gesture", annotations.models.fields.LineField(max_length=40)),
                ("key", annotations.models.fields.LineField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_bindings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["gesture"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "gesture"),
                        name="one_key_a_gesture",
                        violation_error_message="This gesture has a key of yours already.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "key"),
                        name="one_gesture_a_key",
                        violation_error_message="You gave this key to another gesture.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="annotations.note",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["person", "seen_at", "-id"], name="mention_unseen")],
                "constraints": [
                    models.UniqueConstraint(fields=("note", "person"), name="mentioned_once_a_note")
                ],
            },
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("single_keys", models.BooleanField(default=True, verbose_name="single keys work")),
                (
                    "look",
                    models.CharField(
                        blank=True,
                        choices=[("", "as the device has it"), ("light", "light"), ("dark", "dark")],
                        default="",
                        max_length=5,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "preferences",
            },
        ),
        migrations.CreateModel(
            name="SourceCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", annotations.models.fields.AddressField(max_length=2000, verbose_name="address")),
                ("media_type", annotations.models.fields.LineField(max_length=100)),
                ("title", annotations.models.fields.LineField(blank=True, max_length=300)),
                ("text", annotations.models.fields.ProseField(max_length=500000)),
                ("sha256", models.CharField(max_length=64)),
                ("fetched_at", models.DateTimeField()),
                (
                    "fetched_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="annotations.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "source copies",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", annotations.models.fields.LineField(max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="annotations.project",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("project"),
                        django.db.models.functions.text.Lower("name"),
                        name="tag_name_once",
                        violation_error_message="The project has this tag already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        related_name="claim_tags",
                        to="annotations.claim",
                    ),
                ),
                (
                    "tagged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim_tags",
                        to="annotations.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["claim", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "tag"),
                        name="tag_once_a_claim",
                        violation_error_message="The claim carries this tag already.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="citation",
            name="quote_found",
            field=models.BooleanField(editable=False, null=True, verbose_name="passage found in the copy"),
        ),
        migrations.AddField(
            model_name="claim",
            name="said_on",
            field=models.DateField(blank=True, null=True, verbose_name="said on"),
        ),
        migrations.AddField(
            model_name="note",
            name="end",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="note",
            name="quote",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="note",
            name="revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="annotations.revision",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="start",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
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
                    ("claim.tagged", "tagged the claim"),
                    ("claim.untagged", "took a tag off the claim"),
                    ("claim.assigned", "assigned the claim"),
                    ("claim.unassigned", "took somebody off the claim"),
                    ("claim.dismissed", "dismissed the claim"),
                    ("claim.restored", "restored the claim"),
                    ("verdict.given", "gave a verdict"),
                    ("verdict.revised", "revised their verdict"),
                    ("verdict.withdrawn", "withdrew their verdict"),
                    ("source.added", "added a source"),
                    ("source.changed", "changed a source"),
                    ("source.fetched", "kept a copy of a source"),
                    ("source.cited", "cited a source"),
                    ("citation.changed", "changed a citation"),
                    ("citation.withdrawn", "withdrew a citation"),
                    ("note.left", "left a note"),
                    ("note.changed", "changed a note"),
                    ("mentions.seen", "saw that they were mentioned"),
                    ("note.resolved", "resolved a note"),
                    ("note.reopened", "reopened a note"),
                    ("note.withdrawn", "withdrew a note"),
                    ("ruling.drafted", "drafted the ruling"),
                    ("ruling.published", "published the ruling"),
                    ("ruling.corrected", "corrected the ruling"),
                    ("ruling.retracted", "retracted the ruling"),
                    ("view.saved", "saved a view of the queue"),
                    ("view.renamed", "renamed a view of the queue"),
                    ("view.deleted", "deleted a view of the queue"),
                    ("articles.imported", "imported articles"),
                    ("claim.split", "split the claim"),
                    ("claims.merged", "merged claims into one"),
                    ("occurrences.marked", "marked the same words elsewhere"),
                    ("gesture.undone", "undid what they had done"),
                    ("gesture.redone", "did again what they had undone"),
                    ("gesture.reverted", "took an earlier gesture back"),
                    ("changes.reverted", "took single changes back"),
                    ("history.redacted", "erased a value from the history"),
                    ("history.acknowledged", "looked at writes from outside"),
                    ("history.repaired", "put the recording of changes back"),
                    ("preferences.changed", "changed how their pages look and work"),
                    ("tag.renamed", "renamed a tag"),
                    ("tag.deleted", "deleted a tag"),
                    ("seeds.loaded", "loaded the seeds"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end__isnull", True),
                        ("quote", ""),
                        ("revision__isnull", True),
                        ("start__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", False),
                        ("revision__isnull", False),
                        ("start__lt", models.F("end")),
                    ),
                    _connector="OR",
                ),
                name="note_place_is_whole",
                violation_error_message="A place in the text has a start and an end after it.",
            ),
        ),
    ]
