"""Owns what helps while a source is typed: those the project holds, what a page says, where a passage stands.

Answers are 200 with the refusal inside, because a browser reports every other one as a failure to load.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.looking_up import look_up_source, remembered
from annotations.ingest.page_facts import Origin
from annotations.ingest.source_page import SourcePage
from annotations.models import Claim
from annotations.selectors.scoping import sources_of
from annotations.selectors.source_copies import newest_copy
from annotations.text.passage import Passages, around
from annotations.web.acting import acting, person_of
from annotations.web.place import claim_at, project_at

OFFERED = 8
LONGEST_QUOTE = 5_000
_ORIGINS = {
    Origin.METADATA: gettext_lazy("the page's metadata"),
    Origin.STRUCTURED: gettext_lazy("the page's structured data"),
    Origin.PAGE: gettext_lazy("the page itself"),
    Origin.ADDRESS: gettext_lazy("the address"),
}
_LABELS = {
    "title": gettext_lazy("Title"),
    "publisher": gettext_lazy("Publisher"),
    "published_on": gettext_lazy("Published on"),
}


@require_safe
def offered(request: HttpRequest, claim_id: int) -> JsonResponse:
    """Sources of the claim's project whose address, title or publisher holds the words of `?q=`, as JSON.

    Those that the claim cites already come first and say so.
    """
    claim = claim_at(request, claim_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = sources_of(person_of(request)).filter(project=claim.article.project_id)
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(url__icontains=words) | Q(publisher__icontains=words)
        )
    here = Q(citations__claim=claim, citations__withdrawn_at__isnull=True)
    rows = found.annotate(cited_here=Count("citations", filter=here)).order_by("-id")[:OFFERED]
    offers = [
        {
            "url": row.url,
            "title": row.title,
            "publisher": row.publisher,
            "published_on": row.published_on.isoformat() if row.published_on else "",
            "said": _("cited for this claim already") if row.cited_here else "",
        }
        for row in rows
    ]
    return JsonResponse({"sources": sorted(offers, key=lambda offer: not offer["said"])})


@require_POST
def look_up(request: HttpRequest, slug: str) -> JsonResponse:
    """Title, publisher and date of the page at an address, each with words on where it was found."""
    project = project_at(request, slug)
    url = request.POST.get("url", "").strip()
    try:
        page = look_up_source(actor=acting(request), project=project, url=url)
    except FetchError as error:
        return JsonResponse({"problem": error.message, "code": error.code})
    except PermissionDenied as denied:
        return JsonResponse({"problem": str(denied), "code": "denied"})
    return JsonResponse({"found": [_told(page, name) for name in page.origins], "problem": page.problem})


def _told(page: SourcePage, name: str) -> dict[str, Any]:
    value = getattr(page, name)
    words = {"field": _LABELS[name], "where": _ORIGINS[page.origins[name]]}
    shown = date_format(value) if name == "published_on" else value
    return {
        "name": name,
        "value": value.isoformat() if name == "published_on" else value,
        "filled": _("%(field)s: from %(where)s.") % words,
        "kept": _("%(field)s: yours is kept; %(where)s says “%(value)s”.") % {**words, "value": shown},
    }


@require_POST
def check(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Whether a passage stands in what is known of an address, as a piece of a page; empty where nothing is known."""
    claim = claim_at(request, claim_id)
    url, quote = request.POST.get("url", "").strip(), request.POST.get("quote", "")[:LONGEST_QUOTE]
    text = _known_text(request, claim, url) if quote.strip() else ""
    if not text:
        return HttpResponse("")
    found = Passages(text).find(quote.replace("\r\n", "\n"))
    context = {"match": found.match, "pieces": around(text, found.spans), "copy": None, "citation": None}
    return render(request, "annotations/workbench/passage.html", context)


def _known_text(request: HttpRequest, claim: Claim, url: str) -> str:
    """What this person looked up at the address just now, otherwise the newest copy the project has of it."""
    person = person_of(request)
    if page := remembered(person, url):
        return page.text
    source = sources_of(person).filter(project=claim.article.project_id, url=url).first()
    copy = newest_copy(source) if source else None
    return copy.text if copy else ""
