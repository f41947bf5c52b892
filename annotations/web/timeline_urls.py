"""Every address of the histories: a page, a spreadsheet and a feed a thing; and of writes from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from annotations.web import timelines
from annotations.web.one_gesture import gesture
from annotations.web.outside_writes import project_outside, site_outside
from annotations.web.person_redaction import person_redaction
from annotations.web.value_redactions import action_redaction


def _each(address: str, name: str, view: Callable[..., HttpResponseBase]) -> Iterator[URLPattern]:
    yield path(f"{address}/", view, name=name)
    for kind in ("csv", "atom"):
        options: dict[str, Any] = {"kind": kind}
        yield path(f"{address}.{kind}", view, options, name=f"{name}_{kind}")


urlpatterns = [
    path("actions/<int:action_id>/", gesture, name="gesture"),
    path("actions/<int:action_id>/erase/", action_redaction, name="action_redaction"),
    path("people/<int:person_id>/erase/", person_redaction, name="person_redaction"),
    path("history/outside/", site_outside, name="site_outside"),
    path("projects/<slug:slug>/history/outside/", project_outside, name="project_outside"),
    *_each("articles/<int:article_id>/history", "article_history", timelines.article_history),
    *_each("claims/<int:claim_id>/history", "claim_history", timelines.claim_history),
    *_each("sources/<int:source_id>/history", "source_history", timelines.source_history),
    *_each("people/<int:person_id>/history", "person_history", timelines.person_history),
    *_each("projects/<slug:slug>/history", "project_history", timelines.project_history),
    *_each("projects/<slug:slug>/history/<str:day>", "project_day", timelines.project_day),
    *_each("history", "site_history", timelines.site_history),
]
