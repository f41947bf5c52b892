"""Rulings in the admin: drafted, published by an action, and afterwards changed by a Correction below them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.admin.acting import acting
from annotations.admin.editing import ServiceAdmin, ServiceInline, told
from annotations.admin.forms import GesturesForm, reason_in
from annotations.history.actor import Actor
from annotations.models import Correction, Project, Ruling, Verb
from annotations.services.rows import Stale
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling


class CorrectionInline(ServiceInline):
    model = Correction
    verb = Verb.RULING_CORRECTED
    fk_name = "ruling"
    fields = ["kind", "explanation", "new_rating", "new_summary", "corrected_by", "created_at"]
    readonly_fields = ["corrected_by", "created_at"]

    def project_of(self, parent: Ruling) -> Project:
        return parent.claim.article.project

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A correction is public the moment it is made: it is never edited."""
        return False

    def store(self, actor: Actor, parent: Ruling, row: Any) -> None:
        values = row.cleaned_data
        correction = correct_ruling(
            actor=actor,
            ruling=parent,
            version=parent.version,
            kind=values["kind"],
            explanation=values["explanation"],
            rating=values["new_rating"],
            summary=values["new_summary"],
        )
        parent.version = correction.ruling.version


@admin.register(Ruling)
class RulingAdmin(ServiceAdmin):
    project_path = "claim__article__project"
    add_verb = Verb.RULING_DRAFTED
    change_verb = Verb.RULING_DRAFTED
    shown = ["state", "drafted_by", "published_by", "published_at", "created_at"]
    list_display = ["claim", "rating", "state", "published_by", "published_at"]
    list_filter = ["state", "rating", "claim__article__project"]
    list_select_related = ["claim", "rating", "published_by"]
    search_fields = ["claim__statement", "summary"]
    date_hierarchy = "published_at"
    autocomplete_fields = ["claim"]
    inlines = [CorrectionInline]
    actions = ["publish"]
    action_form = GesturesForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["claim", "rating", "summary", "url", *(self.shown if obj else []), "seen_version"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        published = [] if obj.state == Ruling.State.DRAFT else ["rating", "summary", "url"]
        return ["claim", *published, *self.shown]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj and obj.state != Ruling.State.DRAFT else []

    def add(self, actor: Actor, values: dict[str, Any]) -> Ruling:
        return draft_ruling(
            actor=actor,
            claim=values["claim"],
            rating=values["rating"],
            summary=values["summary"],
            url=values["url"],
        )

    def change(self, actor: Actor, obj: Ruling, values: dict[str, Any], changed: list[str]) -> None:
        draft_ruling(
            actor=actor,
            claim=obj.claim,
            rating=values["rating"],
            summary=values["summary"],
            url=values["url"],
            version=values["seen_version"],
        )

    @admin.action(description=_("Publish the selected drafts"))
    def publish(self, request: HttpRequest, rulings: QuerySet[Ruling]) -> None:
        for ruling in rulings:
            try:
                publish_ruling(
                    actor=acting(request),
                    ruling=ruling,
                    version=self.version_shown(request, ruling),
                    reason=reason_in(request),
                )
                self.message_user(
                    request, gettext("Published: %(ruling)s") % {"ruling": ruling}, messages.SUCCESS
                )
            except (ValidationError, PermissionDenied, Stale) as refused:
                self.message_user(request, f"{ruling}: {told(refused)}", messages.ERROR)
