"""Projects with their members, and rating scales with their ratings, in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from annotations.admin.editing import ScopedAdmin, ServiceAdmin, ServiceInline, TabularInline
from annotations.history.actor import Actor
from annotations.models import Membership, Project, Rating, RatingScale, Role, Verb
from annotations.services.people import add_member, change_role
from annotations.services.projects import change_project, create_project


class MembershipInline(ServiceInline):
    model = Membership
    verb = Verb.MEMBER_CHANGED
    fields = ["person", "role", "reason", "seen_version"]
    autocomplete_fields = ["person"]

    def project_of(self, parent: Project) -> Project:
        return parent

    def store(self, actor: Actor, parent: Project, row: Any) -> None:
        values = row.cleaned_data
        if row.instance.pk is None:
            add_member(actor=actor, project=parent, person=values["person"], role=Role(values["role"]))
            return
        change_role(
            actor=actor,
            membership=row.instance,
            version=values["seen_version"],
            role=Role(values["role"]),
            reason=values["reason"],
        )


@admin.register(Project)
class ProjectAdmin(ServiceAdmin):
    project_path = ""
    add_verb = Verb.PROJECT_CREATED
    change_verb = Verb.PROJECT_CHANGED
    fields = [
        "name",
        "slug",
        "description",
        "scale",
        "verdicts_needed",
        "second_person_publishes",
        "reason",
        "seen_version",
    ]
    list_display = ["name", "slug", "scale", "verdicts_needed", "second_person_publishes"]
    list_filter = ["scale", "second_person_publishes"]
    list_select_related = ["scale"]
    search_fields = ["name", "slug", "description"]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        from annotations.admin.acting import person_of
        from annotations.policy import visible_projects

        return visible_projects(person_of(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []

    def project_of(self, obj: Project) -> Project:
        return obj

    def add(self, actor: Actor, values: dict[str, Any]) -> Project:
        return create_project(
            actor=actor,
            slug=values["slug"],
            name=values["name"],
            description=values["description"],
            scale=values["scale"],
            owner=actor.person,
            verdicts_needed=values["verdicts_needed"],
            second_person_publishes=values["second_person_publishes"],
        )

    def change(self, actor: Actor, obj: Project, values: dict[str, Any], changed: list[str]) -> None:
        change_project(
            actor=actor,
            project=obj,
            version=values["seen_version"],
            reason=values["reason"],
            **{name: values[name] for name in changed},
        )


class RatingInline(TabularInline):
    model = Rating
    fields: ClassVar[Any] = ["position", "code", "label", "tone", "value", "description"]
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(RatingScale)
class RatingScaleAdmin(ScopedAdmin):
    """Read-only: a scale that was used is never edited; `define_scale` makes the next edition."""

    project_path = ""
    list_display = ["name", "slug", "edition", "created_at"]
    search_fields = ["name", "slug", "ratings__label"]
    inlines = [RatingInline]
