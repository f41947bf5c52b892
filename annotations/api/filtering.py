"""Owns the questions a list may be asked: filters from an allow list; any other parameter is an error, not a shrug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from annotations.api.pagination import PARAMETERS
from annotations.selectors.search.matching import matching

if TYPE_CHECKING:  # DRF's views ask for this module while they are being imported
    from rest_framework.viewsets import GenericViewSet

LARGEST_ID = 2**63 - 1


class StrictFilters(DjangoFilterBackend):  # type: ignore[misc]
    """Filters lists and refuses unknown and repeated parameters, on every route."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: GenericViewSet[Any]
    ) -> QuerySet[Any]:
        is_list = getattr(view, "action", None) == "list"
        filters = self._filters(view) if is_list else {}
        refuse_parameters(request, {*filters, *(PARAMETERS if is_list else ())}, _repeatable(filters))
        found: QuerySet[Any] = super().filter_queryset(request, queryset, view) if is_list else queryset
        return found

    def _filters(self, view: GenericViewSet[Any]) -> dict[str, Any]:
        filterset = self.get_filterset_class(view)
        return dict(filterset.base_filters) if filterset else {}


def refuse_parameters(request: Request, known: set[str], repeatable: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Raises ValidationError for every parameter that is unknown, or given twice where one counts."""
    unknown = (
        _("This parameter is not known. Known are: %(known)s.") % {"known": ", ".join(sorted(known))}
        if known
        else _("This parameter is not known. There are none at this address.")
    )
    errors = {}
    for name, values in request.query_params.lists():
        if name not in known:
            errors[name[:60]] = [ErrorDetail(unknown, code="unknown")]
        elif len(values) > 1 and name not in repeatable:
            errors[name] = [ErrorDetail(_("Give this parameter once."), code="repeated")]
    if errors:
        raise ValidationError(errors)


def _repeatable(filters: dict[str, Any]) -> set[str]:
    several = (django_filters.MultipleChoiceFilter, django_filters.AllValuesMultipleFilter)
    return {name for name, found in filters.items() if isinstance(found, several)}


class WholeNumber(django_filters.NumberFilter):  # type: ignore[misc]
    """An id or a number of code points; not a decimal, whose exponent could ask for a billion digits."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, min_value=0, max_value=LARGEST_ID, **options)


class Words(django_filters.CharFilter):  # type: ignore[misc]
    """Words, "quoted phrases" and -without, looked up in the search index."""

    def __init__(self, holds: str) -> None:
        super().__init__(max_length=200, label=f'Words, "quoted phrases" and -without, in {holds}.')

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return matching(rows, value) if value else rows


class YesNo(django_filters.TypedChoiceFilter):  # type: ignore[misc]
    """`true` or `false`; anything else is an error rather than silence."""

    def __init__(self, *args: Any, **options: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, coerce=lambda value: value == "true", **options)
