"""Owns the page on which a source is changed, with its form."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from annotations.models import Verb
from annotations.policy import require
from annotations.selectors.scoping import sources_of
from annotations.services.sources import change_source
from annotations.web.acting import acting, person_of
from annotations.web.card_forms import address, day, line
from annotations.web.details import details_page
from annotations.web.row_forms import RowForm


class SourceForm(RowForm):
    compared = ("title", "url", "publisher", "published_on", "archived_url")

    title = line(gettext_lazy("Title"), limit=300, required=True)
    url = address(gettext_lazy("Address"), required=True)
    publisher = line(gettext_lazy("Publisher"), limit=200)
    published_on = day(gettext_lazy("Published on"))
    archived_url = address(gettext_lazy("Address of an archived copy"))
    reason = line(gettext_lazy("Why"), limit=300, help_text=gettext_lazy("Kept in the history."))


def source_edit(request: HttpRequest, source_id: int) -> HttpResponse:
    source, actor = get_object_or_404(sources_of(person_of(request)), pk=source_id), acting(request)
    require(actor, Verb.SOURCE_CHANGED, source.project)
    return details_page(
        request,
        source,
        SourceForm,
        partial(change_source, actor=actor, source=source),
        template="annotations/source_edit.html",
        context={"project": source.project, "source": source},
        back=reverse("source", args=[source.pk]),
    )
