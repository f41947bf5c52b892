"""Owns what the admin's lists offer to narrow them by: only projects, people and tags that one may know of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, QueryDict

from annotations.admin.acting import person_of
from annotations.models import Membership, Project, Tag, User
from annotations.policy import visible_projects

if TYPE_CHECKING:
    from django.contrib.admin import RelatedFieldListFilter
else:
    RelatedFieldListFilter = admin.RelatedFieldListFilter


class VisibleChoices(RelatedFieldListFilter):
    """As Django's, which would name every row of the related table to everybody."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[Any]:
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[Any] = field.get_choices(
            include_blank=False,
            ordering=ordering,
            limit_choices_to=visible_among(field.related_model, person_of(request)),
        )
        return choices


def visible_among(model: Any, person: User) -> dict[str, Any]:
    """What narrows the rows of a model to those that the person may know of."""
    if person.is_superuser or model not in {Project, User, Tag}:
        return {}
    visible = visible_projects(person)
    if model is Tag:
        return {"project__in": visible}
    if model is Project:
        return {"pk__in": visible}
    return {"pk__in": Membership.objects.filter(project__in=visible).values("person")}


def can_be_asked(asked: QueryDict) -> bool:
    """Whether the database can look up what the address asks for; Django's own checks let these through."""
    for name, given in asked.dict().items():
        value = str(given)
        if "\x00" in name or "\x00" in value:
            return False
        if name.endswith("__year") and not (
            value.isascii() and value.isdecimal() and 0 < int(value[:5]) < 9999
        ):
            return False
    return True
