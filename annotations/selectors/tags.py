"""Answers which tags a project has, and how many claims carry each."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from annotations.models import Project, Tag


def counted_tags(project: Project) -> QuerySet[Tag]:
    """Each with `claim_count`, in the order of their names, in one query; a project has 500 at the most."""
    return (
        Tag.objects.filter(project=project).annotate(claim_count=Count("claim_tags")).order_by("name", "id")
    )
