"""Owns how an admin page reaches the services: rows are scoped, refusals shown, nothing stored by the admin itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.admin.acting import acting, person_of
from annotations.admin.filters import VisibleChoices, can_be_asked
from annotations.admin.forms import Refusal, ServiceForm
from annotations.history.actor import Actor
from annotations.models import Project, Verb
from annotations.policy import may, visible_projects
from annotations.services.rows import Stale

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    StackedInline = admin.StackedInline

_REFUSAL = "_factcheck_refusal"


class ScopedAdmin(ModelAdmin):
    """Rows of the projects that the person belongs to. `project_path` leads from a row to its project."""

    project_path = "project"
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        person = person_of(request)
        if person.is_superuser or not self.project_path:
            return rows
        return rows.filter(**{f"{self.project_path}__in": visible_projects(person)})

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [
            (name, VisibleChoices) if get_fields_from_path(self.model, str(name))[-1].is_relation else name
            for name in super().get_list_filter(request)
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if not can_be_asked(request.GET):
            self.message_user(
                request, _("This cannot be looked up, so everything is shown."), messages.WARNING
            )
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Things are dismissed or withdrawn, saying why; nothing is deleted."""
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choices outside the person's projects do not exist for them."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        choices: Any = field
        if field is not None and db_field.related_model is Project and not person_of(request).is_superuser:
            choices.queryset = choices.queryset.filter(pk__in=visible_projects(person_of(request)))
        return field

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The recorded Changes of the row, in place of Django's own log, which knows one door only."""
        row = urlencode({"entity": self.opts.model_name, "row_id": object_id})
        return HttpResponseRedirect(f"{reverse('admin:annotations_change_changelist')}?{row}")

    def project_of(self, obj: Any) -> Project | None:
        for name in self.project_path.split("__") if self.project_path else ():
            obj = getattr(obj, name)
        return obj if isinstance(obj, Project) else None


class ServiceAdmin(ScopedAdmin):
    """Adds and changes through the services. Subclasses name the verbs and call the services."""

    form = ServiceForm
    add_verb: Verb | None = None
    change_verb: Verb | None = None

    def add(self, actor: Actor, values: dict[str, Any]) -> models.Model:
        raise NotImplementedError

    def change(self, actor: Actor, obj: Any, values: dict[str, Any], changed: list[str]) -> None:
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest) -> bool:
        if self.add_verb is None:
            return False
        actor = acting(request)
        return may(actor, self.add_verb) or any(
            may(actor, self.add_verb, project) for project in visible_projects(person_of(request))
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if self.change_verb is None:
            return False
        if obj is None:
            return self.has_module_permission(request)
        return may(acting(request), self.change_verb, self.project_of(obj))

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """What a service refuses is shown on the form again, with everything that was typed."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **options)
        except (ValidationError, Stale, PermissionDenied, Refusal) as refused:
            if request.method != "POST":
                raise
            setattr(request, _REFUSAL, _refusal(refused))
        return super().changeform_view(request, *args, **options)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        form: Any = super().get_form(request, obj, change=change, **options)
        form.refusal = getattr(request, _REFUSAL, None)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            changed = [name for name in form.changed_data if name not in {"seen_version", "reason"}]
            if changed:
                self.change(acting(request), obj, form.cleaned_data, changed)
        else:
            stored = self.add(acting(request), form.cleaned_data)
            # The admin goes on with the object it made: let it be the one that was stored.
            obj.__dict__.update(stored.__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        inline = next(
            found
            for found in self.get_inline_instances(request, form.instance)
            if found.model is formset.model
        )
        # What was seen, not what the row is by now: a service below it compares.
        seen = form.cleaned_data.get("seen_version")
        if seen is not None:
            form.instance.version = seen
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            if row.has_changed() and isinstance(inline, ServiceInline):
                try:
                    inline.store(acting(request), form.instance, row)
                except (ValidationError, Stale, PermissionDenied) as refused:
                    raise _refusal(refused, row.prefix) from refused

    @admin.display(description="")
    def action_checkbox(self, obj: Any) -> Any:
        """The box carries the version that the list shows, for what is done to the selected rows."""
        box, version = super().action_checkbox(obj), getattr(obj, "version", None)
        if version is None:
            return box
        return format_html('{}<input type="hidden" name="seen_{}" value="{}">', box, obj.pk, version)

    def version_shown(self, request: HttpRequest, obj: Any) -> int | None:
        """The version of a selected row as the list showed it; None for rows of other pages, which nobody saw."""
        given = request.POST.get(f"seen_{obj.pk}", "")
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None

    def log_addition(self, *args: Any, **options: Any) -> Any:
        """Actions say more."""

    def log_change(self, *args: Any, **options: Any) -> Any:
        """Actions say more."""


class ServiceInline(StackedInline):
    """Rows below another one, stored by services. `store` adds the row, or changes it when it has a key."""

    form = ServiceForm
    extra = 0
    verb: Verb

    def store(self, actor: Actor, parent: Any, row: Any) -> None:
        raise NotImplementedError

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **options)
        formset.form.refusal = getattr(request, _REFUSAL, None)
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and may(acting(request), self.verb, self.project_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def project_of(self, parent: Any) -> Project:
        raise NotImplementedError


STALE = _(
    "Somebody else changed this meanwhile. What you typed is kept below; open the page anew to see theirs."
)


def told(refused: Exception) -> str:
    """What a service refused, in one line."""
    if isinstance(refused, ValidationError):
        return " ".join(refused.messages)
    return gettext("Somebody else changed this meanwhile.") if isinstance(refused, Stale) else str(refused)


def _refusal(refused: Exception, prefix: str = "") -> Refusal:
    if isinstance(refused, Refusal):
        return refused
    if isinstance(refused, ValidationError):
        return Refusal(refused, prefix)
    return Refusal(ValidationError(STALE if isinstance(refused, Stale) else str(refused)), prefix)
