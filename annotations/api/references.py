"""Owns how a body points at things: only at what the person may see; everything else does not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from annotations.models import Article, Note, Project, Source
from annotations.selectors.scoping import articles_of, notes_of, projects_of, sources_of


class ProjectField(serializers.SlugRelatedField[Project]):
    """A project, by its slug."""

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="slug", queryset=Project.objects.all(), **options)

    def get_queryset(self) -> QuerySet[Project]:
        return projects_of(self.context["request"].user)


class ArticleField(serializers.PrimaryKeyRelatedField[Article]):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Article.objects.all(), **options)

    def get_queryset(self) -> QuerySet[Article]:
        return articles_of(self.context["request"].user)


class SourceField(serializers.PrimaryKeyRelatedField[Source]):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Source.objects.all(), **options)

    def get_queryset(self) -> QuerySet[Source]:
        return sources_of(self.context["request"].user)


class NoteField(serializers.PrimaryKeyRelatedField[Note]):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Note.objects.all(), **options)

    def get_queryset(self) -> QuerySet[Note]:
        return notes_of(self.context["request"].user)
