"""Actions and Changes in the admin: read only, as the database keeps them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.admin.acting import person_of
from annotations.admin.editing import ScopedAdmin, TabularInline
from annotations.models import Action, Change
from annotations.selectors.scoping import changes_of


class ChangeInline(TabularInline):
    model = Change
    fields: ClassVar[Any] = ["id", "stream", "entity", "row_id", "operation", "body"]
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        return changes_of(person_of(request)).order_by("id")


@admin.register(Action)
class ActionAdmin(ScopedAdmin):
    project_path = ""
    list_display = ["id", "at", "actor_label", "verb", "channel", "reason"]
    list_filter = ["verb", "channel", "at"]
    search_fields = ["actor_label", "reason", "request_id"]
    inlines = [ChangeInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        actions = super().get_queryset(request)
        person = person_of(request)
        if person.is_superuser:
            return actions
        return actions.filter(pk__in=changes_of(person).values("action_id"))


@admin.register(Change)
class ChangeAdmin(ScopedAdmin):
    project_path = ""
    list_display = ["id", "at", "who", "stream", "entity", "row_id", "operation"]
    list_filter = ["entity", "operation", "action__verb", "action__channel", "at"]
    list_select_related = ["action"]
    search_fields = ["stream", "body", "action__actor_label"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        return changes_of(person_of(request))

    @admin.display(description=_("who"))
    def who(self, change: Change) -> str:
        return change.action.actor_label if change.action else gettext("nobody (outside any Action)")
