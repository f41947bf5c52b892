"""Owns the page of the notes in which I am named. Opening one, or a press for all, marks them as seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.models import Note
from annotations.selectors.mentions import mentions_of
from annotations.selectors.paging import newest_first
from annotations.services.mentions import see_mentions
from annotations.web.acting import acting, person_of
from annotations.web.place import row_id

ON_PAGE = 30


@require_safe
def mentions(request: HttpRequest) -> HttpResponse:
    person, before = person_of(request), row_id(request.GET.get("before"))
    page = newest_first(mentions_of(person), before=before, size=ON_PAGE)
    context = {
        "page": page,
        "is_first": before is None,
        "named": {mention.note_id: (person,) for mention in page.rows},
    }
    return render(request, "annotations/mentions.html", context)


@require_POST
def mention_open(request: HttpRequest, mention_id: int) -> HttpResponse:
    """To the note, which has been seen from now on."""
    mention = get_object_or_404(mentions_of(person_of(request)), pk=mention_id)
    if mention.seen_at is None:
        see_mentions(actor=acting(request), mentions=[mention])
    return redirect(address_of(mention.note))


@require_POST
def mentions_seen(request: HttpRequest) -> HttpResponse:
    new = list(mentions_of(person_of(request)).filter(seen_at__isnull=True)[:1_000])
    if new:
        see_mentions(actor=acting(request), mentions=new)
        messages.success(request, _("All marked as seen."))
    return redirect("mentions")


def address_of(note: Note) -> str:
    """The page that shows the note, at the note."""
    if note.claim_id:
        page = reverse("claim", args=[note.claim_id])
    else:
        page = reverse("workbench" if note.article_id else "source", args=[note.article_id or note.source_id])
    root = note.replies_to_id or note.pk
    return f"{page}#note-{root}"
