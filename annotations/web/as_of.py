"""Owns the workbench of an article as it was at any moment, to be read and linked to, never to be worked on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.models import Article, Verb
from annotations.policy import may
from annotations.selectors.as_of.articles import ArticleState, End, rows_until, stream_of
from annotations.selectors.as_of.moments import (
    TOLD,
    Moment,
    around,
    days_along,
    ends_at,
    marks,
    moments,
    neighbours,
    number_after,
    number_at,
)
from annotations.selectors.as_of.workbench import workbench_then
from annotations.web.acting import acting, person_of
from annotations.web.card import show_of
from annotations.web.moments import UnreadableMomentError, asked_moment, local, no_moment, spelled
from annotations.web.place import article_at, claim_at, row_id

# Numbers that a database can be asked for.
LARGEST = 2**62


@require_safe
def as_of_any(request: HttpRequest, article_id: int) -> HttpResponse:
    """Leads to the moment that held at `?at=` a time, `?seal=` a number or `?action=` an Action; else to the last."""
    article = article_at(request, article_id)
    return _led_to(request, article, row_id(request.GET.get("claim")))


@require_safe
def claim_as_of(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The same for one claim, which is open on the page it leads to."""
    claim = claim_at(request, claim_id)
    return _led_to(request, claim.article, claim.pk)


@require_safe
def as_of(request: HttpRequest, article_id: int, number: int) -> HttpResponse:
    """The article as the seal of this number left it."""
    article = article_at(request, article_id)
    last, [end] = ends_at(article, min(number, LARGEST))
    if not 1 <= number <= last:
        return unknown_moment(request, article, number, last)
    return render(request, "annotations/as_of/article.html", _context(request, article, last, end))


@require_safe
def as_of_labels(request: HttpRequest, article_id: int) -> HttpResponse:
    """For the slider: a page of moments from `?from=` on, as `[when, who did what]`."""
    article = article_at(request, article_id)
    first = row_id(request.GET.get("from")) or 1
    told = moments(article, first, first + 10**9)
    return JsonResponse({"first": first, "labels": [label(moment) for moment in told]})


def _led_to(request: HttpRequest, article: Article, claim_id: int | None) -> HttpResponse:
    try:
        number = _number_asked(request, article)
    except UnreadableMomentError as error:
        return no_moment(
            request, str(error), project=article.project, article=article, status=HTTPStatus.BAD_REQUEST
        )
    if not number:
        return no_moment(request, _too_early(article), project=article.project, article=article)
    kept = {} if claim_id is None else {"claim": claim_id}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(reverse("as_of", args=[article.pk, number]) + query)


def _number_asked(request: HttpRequest, article: Article) -> int:
    """0 for a time before the first moment."""
    if at := request.GET.get("at"):
        return number_at(article, asked_moment(at))
    if "action" in request.GET:
        action = row_id(request.GET["action"])
        return (number_after(article, action) if action is not None else None) or 0
    last, _ends = ends_at(article)
    asked = row_id(request.GET.get("seal"))
    return last if asked is None else max(1, min(asked, last))


def _context(request: HttpRequest, article: Article, last: int, end: End) -> dict[str, Any]:
    number, days = end.number, days_along(last)
    low, high = around(number, last)
    told = moments(article, low, high, days)
    before, here, after = neighbours(told, number)
    if here is None:
        raise LookupError(f"Seal {number} of {stream_of(article)} is missing.")
    [rows] = rows_until(stream_of(article), end)
    state = ArticleState(article.pk, number, here.action_id, here.at, rows)
    claim_id, show = row_id(request.GET.get("claim")), show_of(request)
    then = workbench_then(article, state, person_of(request), show=show, claim_id=claim_id)
    return {
        "project": article.project,
        "article": then.bench.article,
        "bench": then.bench,
        "card": then.card,
        "remarks": then.remarks,
        "named": then.named,
        "text": then.bench.revision.text,
        "open_id": claim_id,
        "place": _place(then.bench.rows, claim_id),
        "here": here,
        "before": before,
        "after": after,
        "last": last,
        "is_now": number == last,
        "at": local(here.at),
        "here_spelled": spelled(here.at),
        "zone": timezone.get_current_timezone_name(),
        "days": [moment for moment in told if moment.number in days],
        "marks": marks(article),
        "told": TOLD,
        "labels": {"first": low, "labels": [label(m) for m in told if low <= m.number <= high]},
        "may_restore": then.card is not None
        and number < last
        and may(acting(request), Verb.CHANGES_REVERTED, article.project),
        "is_past": True,
    }


def _place(rows: Any, claim_id: int | None) -> dict[str, Any]:
    """Where the open claim stands among those listed, and the ones beside it."""
    index = next((index for index, row in enumerate(rows) if row.id == claim_id), None)
    if index is None:
        return {"row": None, "before": None, "after": rows[0] if rows else None}
    return {
        "row": rows[index],
        "before": rows[index - 1] if index else None,
        "after": rows[index + 1] if index + 1 < len(rows) else None,
    }


def label(moment: Moment) -> list[str]:
    when = date_format(timezone.localtime(moment.at), "DATETIME_FORMAT")
    return [when, moment.said]


def unknown_moment(request: HttpRequest, article: Article, number: int, last: int) -> HttpResponse:
    """The page for a seal that the article does not have."""
    numbers = {"number": str(number)[:20], "last": last}
    words = _("The article has no seal %(number)s: its seals are 1 to %(last)s.") % numbers
    return no_moment(request, words, project=article.project, article=article)


def _too_early(article: Article) -> str:
    first = moments(article, 1, 1)
    if not first:
        return _("Nothing is sealed in this article's history yet.")
    when, said = label(first[0])
    return _("The article was not here then. Its history begins on %(when)s: %(said)s.") % {
        "when": when,
        "said": said,
    }
