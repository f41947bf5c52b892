"""Owns a desk or a study: its rating scale and its review rules."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import LineField, ProseField
from annotations.models.rating import RatingScale
from annotations.models.versioned import Versioned


@audited(("project", "id"))
class Project(Versioned):
    slug = models.SlugField(max_length=60, unique=True)
    name = LineField(max_length=120)
    description = ProseField(blank=True, max_length=2_000)
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="projects")
    verdicts_needed = models.PositiveSmallIntegerField(
        _("verdicts a claim needs"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    second_person_publishes = models.BooleanField(
        _("a second person publishes"),
        default=True,
        help_text=_("A ruling is published by somebody who gave no verdict on the claim."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdicts_needed__gte=1),
                name="project_needs_a_verdict",
                violation_error_message=_("A claim needs at least one verdict."),
            )
        ]

    def __str__(self) -> str:
        return self.name
