"""Owns downloading a project's verdicts over the API, streamed. The formats are those of exchange."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from annotations.api.acting import person_of
from annotations.api.endpoint import Endpoint
from annotations.api.filtering import refuse_parameters
from annotations.exchange.export import export, file_name
from annotations.exchange.formats import FORMATS
from annotations.selectors.scoping import projects_of


class AnyAccepted(BaseContentNegotiation):
    """The file's type follows from `format_name`, so it is not negotiated again."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class ExportView(Endpoint):
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="project_export",
        parameters=[OpenApiParameter("format_name", enum=list(FORMATS), required=True)],
        responses={
            (200, chosen.content_type.partition(";")[0]): OpenApiTypes.STR for chosen in FORMATS.values()
        },
    )
    def get(self, request: Request, project: str) -> StreamingHttpResponse:
        """The project's verdicts as a file: `csv`, `jsonl` (complete) or `claimreview` (published rulings)."""
        found = get_object_or_404(projects_of(person_of(request)), slug=project)
        refuse_parameters(request, {"format_name"})
        name = request.query_params.get("format_name", "")
        if name not in FORMATS:
            choose = _("Choose one of: %(choices)s.") % {"choices": ", ".join(FORMATS)}
            raise ValidationError({"format_name": [choose]})
        chosen = FORMATS[name]
        pieces = export(found, chosen)
        # The first piece is asked for before the status is sent, so that a fault is still answered as one.
        begun = chain([next(pieces, "")], pieces)
        response = StreamingHttpResponse(begun, content_type=chosen.content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found, chosen)}"'
        return response
