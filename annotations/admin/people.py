"""Accounts and API tokens in the admin, for operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from annotations.admin.acting import person_of
from annotations.admin.editing import ScopedAdmin, ServiceAdmin
from annotations.admin.filters import visible_among
from annotations.admin.forms import ServiceForm
from annotations.history.actor import Actor
from annotations.models import ApiToken, User, Verb
from annotations.services.people import add_person, change_person, set_password

# Roles are memberships of projects; a second way to grant rights would only be missed.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)


class PersonForm(ServiceForm):
    new_password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text=password_validators_help_text_html,
    )
    revokes_tokens = forms.BooleanField(
        label=_("Also revoke the person's API tokens"),
        required=False,
        initial=True,
        help_text=_("With a new password, if somebody else may know the old one."),
    )


@admin.register(User)
class UserAdmin(ServiceAdmin):
    project_path = ""
    form = PersonForm
    add_verb = Verb.PERSON_ADDED
    change_verb = Verb.PERSON_CHANGED
    details = ["username", "display_name", "email", "is_active", "is_staff", "is_superuser"]
    fields = [
        *details,
        "new_password",
        "revokes_tokens",
        "last_login",
        "date_joined",
        "erasing",
        "reason",
        "seen_version",
    ]
    readonly_fields = ["last_login", "date_joined", "erasing"]
    list_display = [
        "username",
        "display_name",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
    ]
    list_filter = ["is_active", "is_staff", "is_superuser", "memberships__project", "memberships__role"]
    search_fields = ["username", "display_name", "email"]
    ordering = ["username"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """All accounts for an operator; for other staff, those that share a project with them."""
        return super().get_queryset(request).filter(**visible_among(User, person_of(request)))

    @admin.display(description=_("Personal data"))
    def erasing(self, obj: User) -> str:
        """Leads to the page that shows what would go and erases it."""
        if obj.pk is None:
            return "-"
        address = reverse("person_redaction", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', address, _("Erase this account for good"))

    def add(self, actor: Actor, values: dict[str, Any]) -> User:
        person = add_person(
            actor=actor,
            username=values["username"],
            password=values["new_password"] or None,
            display_name=values["display_name"],
            email=values["email"],
        )
        flags = {name: values[name] for name in ("is_active", "is_staff", "is_superuser")}
        return change_person(actor=actor, person=person, **flags)

    def change(self, actor: Actor, obj: User, values: dict[str, Any], changed: list[str]) -> None:
        named = {name: values[name] for name in changed if name in self.details}
        if named:
            change_person(actor=actor, person=obj, reason=values["reason"], **named)
        if values["new_password"]:
            set_password(
                actor=actor,
                person=obj,
                password=values["new_password"],
                revokes_tokens=values["revokes_tokens"],
            )


@admin.register(ApiToken)
class ApiTokenAdmin(ScopedAdmin):
    """Tokens are made and revoked by their owner, on the account page."""

    project_path = ""
    fields = ["person", "name", "prefix", "scope", "expires_at", "revoked_at", "last_used_on", "created_at"]
    list_display = ["name", "prefix", "person", "scope", "expires_at", "revoked_at", "last_used_on"]
    list_filter = ["scope", "person"]
    list_select_related = ["person"]
    search_fields = ["name", "prefix", "person__username"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_module_permission(request) and getattr(request.user, "is_superuser", False))
