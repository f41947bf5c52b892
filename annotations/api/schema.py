"""Owns what the OpenAPI document says beyond the serializers: tokens, If-Match, and one shape of every problem."""

from __future__ import annotations

import inspect
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from annotations.api.problems import MEDIA_TYPE


class FieldProblem(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Such as `fragments.0.quote`; empty for the request as a whole.")
    code = serializers.CharField()
    message = serializers.CharField()


class ProblemDetails(serializers.Serializer[Any]):
    """RFC 9457. `current` is the row as it is now, when the version named by If-Match is an old one (412)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    # Named for the member of the answer; this serializer only describes and never validates.
    errors = FieldProblem(many=True, required=False)  # type: ignore[assignment]
    current = serializers.DictField(required=False)


def if_match(*, required: bool) -> OpenApiParameter:
    """The header that names the version a caller saw."""
    return OpenApiParameter(
        "If-Match",
        OpenApiTypes.STR,
        OpenApiParameter.HEADER,
        required=required,
        description='The ETag of your last GET, such as `"v3"`. Missing: 428. Old: 412, with the row as it is now.',
    )


class ProblemSchema(AutoSchema):
    """Every operation may end in a Problem; conditional ones ask for If-Match."""

    def get_override_parameters(self) -> list[Any]:
        conditional: frozenset[str] = getattr(self.view, "conditional", frozenset())
        if (getattr(self.view, "action", None) or self.method.lower()) not in conditional:
            return super().get_override_parameters()
        return [*super().get_override_parameters(), if_match(required=True)]

    def get_summary(self) -> str | None:
        """The first sentence about the method itself; of a plain list or look-up the address says it all."""
        first_line = self._own_words(self._method()).partition("\n")[0]
        return first_line.partition(". ")[0].rstrip(".") or None

    def get_description(self) -> str:  # type: ignore[override]  # the stubs know DRF's own generator only
        """What our method or else our resource says of itself, never what a class of a library does."""
        return self._own_words(self._method()) or self._own_words(type(self.view))

    def _method(self) -> Any:
        return getattr(self.view, getattr(self.view, "action", None) or self.method.lower(), None)

    def _own_words(self, what: Any) -> str:
        is_ours = getattr(what, "__module__", "").startswith("annotations.")
        return inspect.cleandoc(what.__doc__ or "") if is_ours else ""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem = self._problem().ref
        bodies["default"] = {
            "description": "What went wrong.",
            "content": {MEDIA_TYPE: {"schema": problem}},
        }
        return bodies

    def _problem(self) -> ResolvedComponent:
        return self.resolve_serializer(ProblemDetails, "response")


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "annotations.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A key made at `/api/v1/tokens/`."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "annotations.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class PasswordScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "annotations.api.authentication.PasswordAuthentication"
    name = "password"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "basic", "description": "For making a token, and nowhere else."}
