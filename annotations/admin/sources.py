"""Sources and citations in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from annotations.admin.editing import ScopedAdmin, ServiceAdmin, TabularInline
from annotations.history.actor import Actor
from annotations.models import Citation, Source, SourceCopy, Verb
from annotations.services.sources import add_source, change_source


class SourceCopyInline(TabularInline):
    """Copies are kept on the source's page; here they are only shown."""

    model = SourceCopy
    fields: ClassVar[Any] = ["fetched_at", "fetched_by", "media_type", "title", "sha256", "show_text"]
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("fetched_by").defer("text")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    @admin.display(description=_("text"))
    def show_text(self, copy: SourceCopy) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("source_copy", args=[copy.source_id, copy.pk]), _("Read")
        )


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
    inlines = [SourceCopyInline]

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
    list_display = ["source", "stance", "quote_found", "claim", "cited_by", "withdrawn_at", "created_at"]
    list_filter = ["stance", "quote_found", "claim__article__project", "cited_by"]
    list_select_related = ["source", "claim", "cited_by"]
    search_fields = ["source__title", "source__url", "quote", "claim__statement"]
