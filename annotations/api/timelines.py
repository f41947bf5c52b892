"""Owns histories over the API: a claim's, an article's, a source's, a person's or a project's, as a feed or a table.

The same views and filters as the pages. A reader of feeds sends its token in the Authorization header, never in the
address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request

from annotations.api.acting import person_of
from annotations.api.endpoint import Endpoint
from annotations.api.exports import AnyAccepted
from annotations.api.filtering import refuse_parameters
from annotations.exchange.timeline_atom import CONTENT_TYPE, timeline_atom
from annotations.exchange.timeline_csv import timeline_csv
from annotations.models import User
from annotations.selectors.scoping import articles_of, claims_of, projects_of, sources_of
from annotations.selectors.timeline.filters import NAMES, read_filters
from annotations.selectors.timeline.pages import (
    Page,
    article_timeline,
    claim_timeline,
    is_known_to,
    person_timeline,
    project_timeline,
    source_timeline,
)

FORMATS = ("atom", "csv")
Tell = Callable[..., Page]
_PARAMETERS = [
    OpenApiParameter("format_name", enum=list(FORMATS), required=True),
    *(OpenApiParameter(name, OpenApiTypes.STR, required=False) for name in NAMES),
]


class TimelineView(Endpoint):
    """Newest first: `atom` holds the newest 50 gestures, `csv` all of them, a line for each value that changed."""

    content_negotiation_class = AnyAccepted
    thing = ""

    @extend_schema(
        parameters=_PARAMETERS,
        responses={(200, "application/atom+xml"): OpenApiTypes.STR, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request, **named: Any) -> HttpResponseBase:
        tell, title = _told(self.thing, person_of(request), named)
        refuse_parameters(request, {"format_name", *NAMES})
        asked = read_filters(request.query_params)
        name = request.query_params.get("format_name", "")
        if name not in FORMATS:
            asked.problems["format_name"] = _("Choose one of: %(choices)s.") % {"choices": ", ".join(FORMATS)}
        if asked.problems:
            raise ValidationError({field: [problem] for field, problem in asked.problems.items()})
        if name == "csv":
            lines = timeline_csv(lambda before: tell(before=before, filters=asked.filters))
            # The first piece is asked for before the status is sent, so that a fault is still answered as one.
            begun = chain([next(lines), next(lines, "")], lines)
            return StreamingHttpResponse(begun, content_type="text/csv; charset=utf-8")
        address = request.build_absolute_uri()
        feed = timeline_atom(
            tell(before=None, filters=asked.filters),
            title=title,
            address=address,
            feed=address,
            of=lambda entry: f"{request.build_absolute_uri(request.path)}#{entry.anchor}",
        )
        return HttpResponse(feed, content_type=CONTENT_TYPE)


def _told(thing: str, viewer: User, named: dict[str, Any]) -> tuple[Tell, str]:
    """The timeline of what the address names, and its title. Raises Http404 for what the viewer may not know of."""
    if thing == "project":
        project = get_object_or_404(projects_of(viewer), slug=named["project"])
        return partial(project_timeline, project), project.name
    if thing == "article":
        article = get_object_or_404(articles_of(viewer), pk=named["article"])
        return partial(article_timeline, article), article.title
    if thing == "claim":
        claim = get_object_or_404(claims_of(viewer), pk=named["claim"])
        return partial(claim_timeline, claim), claim.statement
    if thing == "source":
        source = get_object_or_404(sources_of(viewer), pk=named["source"])
        return partial(source_timeline, source), source.title
    person = get_object_or_404(User, pk=named["person"])
    if not is_known_to(person, viewer):
        raise Http404
    return partial(person_timeline, person, viewer), str(person)
