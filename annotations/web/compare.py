"""Owns the page that lays two moments of an article, or of one of its claims, side by side."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.models import Article
from annotations.selectors.as_of.articles import ArticleState, End, rows_until, stream_of
from annotations.selectors.as_of.comparison import comparison
from annotations.selectors.as_of.moments import Moment, ends_at, moments, number_at
from annotations.web.as_of import LARGEST, unknown_moment
from annotations.web.moments import UnreadableMomentError, asked_moment, local, no_moment
from annotations.web.place import article_at, row_id

# Claims told on one page.
PAGE = 40


@require_safe
def compare_any(request: HttpRequest, article_id: int) -> HttpResponse:
    """Leads to the comparison of the moments that held at `?from=` and `?to=`; the last one where one is left out."""
    article = article_at(request, article_id)
    try:
        last, _ends = ends_at(article)
        numbers = [_number(request.GET.get(name, ""), article, last) for name in ("from", "to")]
    except UnreadableMomentError as error:
        return no_moment(
            request, str(error), project=article.project, article=article, status=HTTPStatus.BAD_REQUEST
        )
    if not all(numbers):
        words = _("The article was not here at one of these moments.")
        return no_moment(request, words, project=article.project, article=article)
    return _led_to(article, sorted(numbers), row_id(request.GET.get("claim")))


@require_safe
def compare(request: HttpRequest, article_id: int, old: int, new: int) -> HttpResponse:
    """What became of the article between two of its seals."""
    article = article_at(request, article_id)
    last, ends = ends_at(article, min(old, LARGEST), min(new, LARGEST))
    for number in (old, new):
        if not 1 <= number <= last:
            return unknown_moment(request, article, number, last)
    claim_id = row_id(request.GET.get("claim"))
    if old > new:
        return _led_to(article, [new, old], claim_id)
    return render(request, "annotations/as_of/compare.html", _context(request, article, ends, last, claim_id))


def _number(asked: str, article: Article, last: int) -> int:
    return number_at(article, asked_moment(asked)) if asked else last


def _led_to(article: Article, numbers: list[int], claim_id: int | None) -> HttpResponse:
    query = "" if claim_id is None else "?" + urlencode({"claim": claim_id})
    return redirect(reverse("as_of_compare", args=[article.pk, *numbers]) + query)


def _context(
    request: HttpRequest, article: Article, ends: list[End], last: int, claim_id: int | None
) -> dict[str, Any]:
    numbers = [end.number for end in ends]
    told = moments(article, 0, 0, {number + step for number in numbers for step in (-1, 0, 1)})
    by_number = {moment.number: moment for moment in told}
    before, after = (
        ArticleState(article.pk, end.number, None, by_number[end.number].at, rows)
        for end, rows in zip(ends, rows_until(stream_of(article), *ends), strict=True)
    )
    first = min(row_id(request.GET.get("first")) or 0, 10**6)
    found = comparison(before, after, claim_id=claim_id, first=first, limit=PAGE)
    return {
        "project": article.project,
        "article": article,
        "claim_id": claim_id,
        "comparison": found,
        "sides": [_side(by_number, numbers, place) for place in (0, 1)],
        "more": first + PAGE if first + PAGE < found.count else None,
        "older": max(0, first - PAGE) if first else None,
        "is_now": numbers[1] == last,
        "is_same": numbers[0] == numbers[1],
        "zone": timezone.get_current_timezone_name(),
    }


def _side(by_number: dict[int, Moment], numbers: list[int], place: int) -> dict[str, Any]:
    """One column's moment, and the ones before and after it to which the column can be moved."""
    other = numbers[1 - place]
    here = by_number[numbers[place]]

    def pair(number: int) -> list[int] | None:
        ordered = (number, other) if place == 0 else (other, number)
        return list(ordered) if number in by_number and ordered[0] <= ordered[1] else None

    return {
        "here": here,
        "at": local(here.at),
        "other_at": local(by_number[other].at),
        "before": pair(here.number - 1),
        "after": pair(here.number + 1),
        "name": "from" if place == 0 else "to",
        "other_name": "to" if place == 0 else "from",
    }
