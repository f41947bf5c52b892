"""Owns reading a moment out of an address, and the page that says in words why there is nothing to show for one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Article, Project

# Years that every database, and every time zone, can count with.
FIRST_YEAR, LAST_YEAR = 1900, 2999


class UnreadableMomentError(ValueError):
    """What was asked for is no moment; the message says in words how one is written."""


def asked_moment(text: str) -> datetime:
    """A moment written as `2026-05-03T14:05`, with or without seconds and a time zone, or a day: its last instant.

    Without a zone it is one of the site's. Raises UnreadableMomentError.
    """
    # A plus sign in an address is a space once it is read.
    text = text.strip().replace(" ", "+") if "T" in text else text.strip()
    try:
        if len(text) == len("2026-05-03"):
            at = datetime.combine(date.fromisoformat(text), time.max)
        else:
            at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnreadableMomentError(
            _("This is no moment. Write it as 2026-05-03 or 2026-05-03T14:05.")
        ) from error
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        words = _("Choose a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise UnreadableMomentError(words)
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def spelled(at: datetime) -> str:
    """A moment as a permanent address has it, in UTC and to the microsecond: `2026-05-03T12:05:00.123456Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local(at: datetime) -> str:
    """A moment as a field of a form has it: in the site's zone, rounded up to a whole minute."""
    shown = timezone.localtime(at)
    if shown.second or shown.microsecond:
        shown = shown.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return shown.strftime("%Y-%m-%dT%H:%M")


def no_moment(
    request: HttpRequest,
    words: str,
    *,
    project: Project,
    article: Article | None = None,
    status: HTTPStatus = HTTPStatus.NOT_FOUND,
) -> HttpResponse:
    """The page for a moment that cannot be shown, with ways on."""
    context = {"words": words, "project": project, "article": article}
    return render(request, "annotations/as_of/none.html", context, status=status)
