"""Owns the house scales and their steps. A scale that was used is never edited: a new edition is made."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import LineField, ProseField

code_validator = RegexValidator(r"^[a-z][a-z0-9_]*$", _("Use lower-case letters, digits and underscores."))


@audited(("scale", "id"))
class RatingScale(models.Model):
    slug = models.SlugField(max_length=60)
    edition = models.PositiveSmallIntegerField(default=1)
    name = LineField(max_length=100)
    description = ProseField(blank=True, max_length=2_000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["slug", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "edition"],
                name="scale_edition_once",
                violation_error_message=_("This edition of the scale exists already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(name)s (edition %(edition)s)") % {"name": self.name, "edition": self.edition}


@audited(("scale", "scale_id"))
class Rating(models.Model):
    class Tone(models.TextChoices):
        """How a rating reads at a glance; shown by icon and word, never by colour alone."""

        TRUE = "true", _("holds")
        MIXED = "mixed", _("holds in part")
        FALSE = "false", _("does not hold")
        UNKNOWN = "unknown", _("cannot be said")

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="ratings")
    code = models.CharField(max_length=40, validators=[code_validator])
    label = LineField(max_length=60)
    description = ProseField(blank=True, max_length=1_000)
    position = models.PositiveSmallIntegerField()
    tone = models.CharField(max_length=10, choices=Tone)
    # Ratings that are no degree of truth ("unproven") have no number, in exports either.
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="rating_code_once"),
            models.UniqueConstraint(fields=["scale", "position"], name="rating_position_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(1, 5)),
                name="rating_value_from_1_to_5",
                violation_error_message=_("A rating's number lies between 1 (false) and 5 (true)."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
