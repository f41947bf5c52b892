"""Owns how a note reads: the people it names as chips, the place it points at as a link. Escapes all it is given.

The page says in its context who is `named` (note id -> people) and which `text` it shows.
"""

from __future__ import annotations

from bisect import bisect_right

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotations.models import Note, User
from annotations.selectors.article_text import blocks_of
from annotations.text.mentions import calls

register = template.Library()


@register.simple_tag(takes_context=True)
def note_text(context: Context, note: Note) -> SafeString:
    """The note as it was written, but for the names of those who were really named."""
    people: dict[str, User] = {
        person.username.casefold(): person for person in (context.get("named") or {}).get(note.pk, ())
    }
    pieces: list[tuple[SafeString | str]] = []
    at = 0
    for call in calls(note.text, people):
        person = people[call.name]
        chip = format_html('<span class="mention" title="@{}">@<bdi>{}</bdi></span>', person.username, person)
        pieces += [(note.text[at : call.span.start],), (chip,)]
        at = call.span.end
    return format_html_join("", "{}", [*pieces, (note.text[at:],)])


@register.simple_tag(takes_context=True)
def note_place(context: Context, note: Note) -> SafeString | str:
    """The words that the note points at; a link while the text on the page says them there."""
    if note.start is None or note.end is None:
        return ""
    text = str(context.get("text") or "")
    if text[note.start : note.end] != note.quote:
        return format_html('<span class="place-link" dir="auto">“{}”</span>', note.quote)
    return format_html(
        '<a class="place-link" href="#p{}" data-start="{}" data-end="{}" dir="auto">“{}”</a>',
        anchor_of(text, note.start),
        note.start,
        note.end,
        note.quote,
    )


def anchor_of(text: str, at: int) -> int:
    """Where the paragraph begins that holds a code point of the text: what its anchor is called by."""
    starts = [block.span.start for block in blocks_of(text)]
    return starts[max(0, bisect_right(starts, at) - 1)] if starts else 0
