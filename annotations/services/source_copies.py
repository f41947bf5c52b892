"""Owns keeping what a source said: its copies, and holding every quoted passage against the newest one.

A page is fetched before, outside any transaction; here it is only stored.
"""

from __future__ import annotations

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Citation, Source, SourceCopy, Verb
from annotations.policy import require
from annotations.services.rows import changed, locked, refuse, stored
from annotations.text.canonical import has_visible
from annotations.text.passage import Passages


def keep_copy(
    *, actor: Actor, source: Source, url: str, media_type: str, text: str, title: str = ""
) -> SourceCopy:
    """Store the text that was found at `url` as the source's newest copy; every passage cited from it is held
    against it. Raises ValidationError for a text that is empty or too long."""
    require(actor, Verb.SOURCE_FETCHED, source.project)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not has_visible(text):
        raise refuse("text", _("There is no text to keep."), "required")
    with recorded(actor, Verb.SOURCE_FETCHED):
        held = locked(source, None)
        copy = stored(
            SourceCopy(
                source=held,
                url=url,
                media_type=media_type,
                title=title,
                text=text,
                sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
                fetched_by=actor.person,
                fetched_at=timezone.now(),
            )
        )
        _hold_against(held, copy)
        return copy


def keep_pasted_copy(*, actor: Actor, source: Source, text: str) -> SourceCopy:
    """Store what a person saw and pasted, where the page cannot be fetched. The copy says so, and who it was."""
    return keep_copy(
        actor=actor,
        source=source,
        url=source.url,
        media_type=SourceCopy.PASTED,
        text=text,
        title=source.title,
    )


def _hold_against(source: Source, copy: SourceCopy) -> None:
    """Whether each standing passage of the source is in the copy; only what differs is written."""
    passages = Passages(copy.text)
    standing = Citation.objects.filter(source=source, withdrawn_at__isnull=True).order_by("pk")
    for pk, quote, was in list(standing.values_list("pk", "quote", "quote_found")):
        found = bool(passages.find(quote)) if quote.strip() else None
        if found != was:
            changed(locked(Citation(pk=pk), None), quote_found=found)
