"""Owns what every resource's viewset shares: rows scoped to the person, versions, and answers with an ETag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from annotations.api.acting import acting, person_of
from annotations.api.endpoint import Endpoint
from annotations.api.gestures import Gesture
from annotations.api.pagination import NEWEST_FIRST
from annotations.api.versions import seen_version
from annotations.history.actor import Actor
from annotations.models import User

Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found", bound=Model)


class Resource(Endpoint, GenericViewSet[Row]):
    """A subclass names its model, its `representation`, its `rows()`, and which actions need If-Match."""

    model: ClassVar[type[Model]]
    representation: ClassVar[type[BaseSerializer[Any]]]
    orderings: ClassVar[Mapping[str, tuple[str, ...]]] = NEWEST_FIRST
    # Actions on an existing versioned row: they name the version that the caller saw.
    conditional: ClassVar[frozenset[str]] = frozenset()
    lookup_value_regex = "[0-9]{1,18}"

    def rows(self) -> QuerySet[Row]:
        """What exists for the person, with everything loaded that the representation shows."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Row]:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()  # type: ignore[return-value]
        return self.rows()

    def get_serializer_class(self) -> type[BaseSerializer[Row]]:
        return self.representation

    @property
    def person(self) -> User:
        return person_of(self.request)

    @property
    def actor(self) -> Actor:
        return acting(self.request)

    def seen_version(self) -> int:
        """The version in If-Match. Raises VersionRequired."""
        return seen_version(self.request)

    def given(self, gesture: type[Gesture], *, partial: bool = False) -> dict[str, Any]:
        """The body, checked for its shape; one that changes nothing is none. Raises ValidationError field by field."""
        serializer = gesture(data=self.request.data, partial=partial, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        checked: dict[str, Any] = serializer.validated_data
        if partial and not checked.keys() - {"reason"}:
            raise ValidationError(_("Say what to change."), code="required")
        return checked

    def found(self, rows: QuerySet[Found], **named: Any) -> Found:
        """The one row, or a 404."""
        return get_object_or_404(rows, **named)

    def represented(self, row: Model) -> Any:
        """The row as this resource shows it, read anew with everything loaded."""
        fresh = self.rows().filter(pk=row.pk).first() if isinstance(row, self.model) else None
        if fresh is None:
            return None
        return self.representation(fresh, context=self.get_serializer_context()).data

    def answer(self, row: Row, *, created: bool = False) -> Response:
        return Response(
            self.represented(row), status=status.HTTP_201_CREATED if created else status.HTTP_200_OK
        )
