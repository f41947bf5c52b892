"""Owns the system checks of the history: every model recorded or excused, every trigger in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connections

from annotations.models.audit import AUDITED, EXEMPT

OTHERS_EXEMPT = {
    "django_session": "Who is logged in is no part of the review.",
    "django_content_type": "Derived from the code.",
    "django_migrations": "The schema's own log.",
    "django_admin_log": "Actions say more.",
    "auth_permission": "Derived from the code.",
    "auth_group": "Roles are memberships; groups are not used.",
    "auth_group_permissions": "Roles are memberships; groups are not used.",
}


def register() -> None:
    checks.register(every_model_is_audited, checks.Tags.models)
    checks.register(every_trigger_is_there, checks.Tags.database)


def every_model_is_audited(**_: Any) -> list[checks.CheckMessage]:
    known = AUDITED.keys() | EXEMPT.keys() | OTHERS_EXEMPT.keys()
    return [
        checks.Error(
            f"{model._meta.label} is neither audited nor exempt from the history.",
            hint="Decorate it with @audited(...) or @exempt(reason).",
            obj=model,
            id="history.E001",
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in known
    ]


def every_trigger_is_there(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    from annotations.history.standing import REMEDY, faults

    return [
        checks.Error(f"A trigger of the history is not in place: {line}.", hint=REMEDY, id="history.E002")
        for alias in databases or ()
        for line in faults(connections[alias])
    ]
