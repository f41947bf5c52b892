"""Sources and citations in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from annotations.admin.editing import ScopedAdmin, ServiceAdmin
from annotations.history.actor import Actor
from annotations.models import Citation, Source, Verb
from annotations.services.sources import add_source, change_source


@admin.register(Source)
class SourceAdmin(ServiceAdmin):
    add_verb = Verb.SOURCE_ADDED
    change_verb = Verb.SOURCE_CHANGED
    details = ["url", "title", "publisher", "published_on", "archived_url"]
    fields = ["project", *details, "reason", "seen_version"]
    list_display = ["title", "publisher", "url", "project", "published_on"]
    list_filter = ["project", "publisher"]
    list_select_related = ["project"]
    search_fields = ["title", "url", "publisher"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["project"] if obj else []

    def add(self, actor: Actor, values: dict[str, Any]) -> Source:
        return add_source(
            actor=actor, project=values["project"], **{name: values[name] for name in self.details}
        )

    def change(self, actor: Actor, obj: Source, values: dict[str, Any], changed: list[str]) -> None:
        change_source(
            actor=actor,
            source=obj,
            version=values["seen_version"],
            reason=values["reason"],
            **{name: values[name] for name in changed},
        )


@admin.register(Citation)
class CitationAdmin(ScopedAdmin):
    project_path = "claim__article__project"
    list_display = ["source", "stance", "claim", "cited_by", "withdrawn_at", "created_at"]
    list_filter = ["stance", "claim__article__project", "cited_by"]
    list_select_related = ["source", "claim", "cited_by"]
    search_fields = ["source__title", "source__url", "quote", "claim__statement"]
