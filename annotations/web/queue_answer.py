"""Owns the way back to a filtered list after a gesture: as it was, with what was done or why nothing was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from annotations.models import Project, SavedView
from annotations.services.bulk import BulkRefused
from annotations.services.rows import Stale
from annotations.web import find_forms, queue_forms

NAMED = 5  # claims that refused are named up to this number


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in words; `undo` is the id of the Action that the message offers to undo."""

    words: str
    undo: int | None = None


def answer(request: HttpRequest, project: Project, gesture: Callable[[], Done]) -> HttpResponse:
    tell(request, gesture)
    query = query_of(request)
    page = SavedView(query=query).page
    return redirect(reverse(page, args=[project.slug]) + (f"?{query}" if query else ""))


def tell(request: HttpRequest, gesture: Callable[[], Done]) -> None:
    """Do it, and have the next page say what was done, with a button that undoes it, or why nothing was."""
    try:
        done = gesture()
        messages.success(request, done.words, extra_tags=str(done.undo or ""))
    except BulkRefused as refused:
        messages.error(request, _refusals(refused))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except PermissionDenied as denied:
        messages.error(request, str(denied))
    except Stale as stale:
        messages.error(request, str(stale))


def query_of(request: HttpRequest) -> str:
    """The filters of the queue or the search that the form was on; never another address."""
    try:
        asked = QueryDict(request.POST.get("here", "")[:4000])
    except ValueError:  # Too many parameters.
        return ""
    return find_forms.address_of(asked) if SavedView.SORT in asked else queue_forms.address_of(asked)


def _refusals(refused: BulkRefused) -> str:
    number = len(refused.refusals)
    words = ngettext(
        "Nothing was changed, because %(n)s claim stands in the way.",
        "Nothing was changed, because %(n)s claims stand in the way.",
        number,
    ) % {"n": number}
    named = [f"“{str(each.claim)[:80]}”: {each.message}" for each in refused.refusals[:NAMED]]
    return " ".join([words, *named, *(["…"] if number > NAMED else [])])
