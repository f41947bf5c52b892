"""Tags in the admin, and what hangs on a claim, shown below it: put on and taken off on the claim's own page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from annotations.admin.editing import ServiceAdmin, TabularInline
from annotations.history.actor import Actor
from annotations.models import Assignment, ClaimTag, Tag, Verb
from annotations.services.tags import rename_tag


class ShownInline(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ClaimTagInline(ShownInline):
    model = ClaimTag
    fields: ClassVar[Any] = ["tag", "tagged_by"]
    readonly_fields = fields


class AssignmentInline(ShownInline):
    model = Assignment
    fields: ClassVar[Any] = ["person", "assigned_by", "created_at"]
    readonly_fields = fields


@admin.register(Tag)
class TagAdmin(ServiceAdmin):
    """Tags are made where they are put on a claim; two are made one, and one is deleted, on the project's page."""

    change_verb = Verb.TAG_RENAMED
    list_display = ["name", "project", "created_at"]
    list_filter = ["project"]
    list_select_related = ["project"]
    search_fields = ["name"]
    fields = ["name", "project", "created_at", "seen_version"]
    readonly_fields = ["project", "created_at"]

    def change(self, actor: Actor, obj: Tag, values: dict[str, Any], changed: list[str]) -> None:
        rename_tag(actor=actor, tag=obj, version=values["seen_version"], name=values["name"])
