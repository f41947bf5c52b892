"""Owns the two parts of the workbench that come in thousands: marked pieces of text, and rows of the list.

Built by format_html and not by the template language, which takes four times as long. Escapes all it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import State
from annotations.selectors.article_text import Passage, Piece
from annotations.selectors.workbench import ClaimRow, Conflict, Given, Show
from annotations.templatetags.display import icon

register = template.Library()

_PARAGRAPH = '<p class="passage" id="p{}" data-start="{}" data-part dir="auto">{}</p>\n'
_HEADING = '<h2 class="passage passage--heading" id="p{}" data-start="{}" data-part dir="auto">{}</h2>\n'

_WAITING, _CURRENT = flatatt({"data-waiting": True}), flatatt({"aria-current": "true"})


@register.simple_tag
def text_of(passages: Iterable[Passage]) -> SafeString:
    """Paragraphs and headings: inside each nothing but the stored characters and `<mark>`."""
    return format_html_join("", "{}", ((_passage(passage),) for passage in passages))


def _passage(passage: Passage) -> SafeString:
    pieces = format_html_join("", "{}", ((_piece(piece),) for piece in passage.pieces))
    return format_html(_HEADING if passage.is_heading else _PARAGRAPH, passage.start, passage.start, pieces)


def _piece(piece: Piece) -> SafeString | str:
    if not piece.claims:
        return piece.text
    attributes: dict[str, str] = {"data-claims": piece.ids}
    attributes |= {f"data-l{lane}": look for lane, look in enumerate(piece.lanes, start=1) if look}
    if piece.more:
        attributes["data-more"] = f"+{piece.more}"
    if piece.opens:
        attributes["data-numbers"] = " ".join(map(str, sorted(claim.number for claim in piece.opens)))
        attributes["data-opens"] = " ".join(
            _("claim %(number)s, %(state)s:") % {"number": claim.number, "state": claim.word}
            for claim in piece.opens
        )
    if tone := next((claim.tone for claim in piece.closes if claim.tone), ""):
        attributes["data-tone"] = tone
    return format_html("<mark{}>{}</mark>", flatatt(attributes), piece.text)


@register.simple_tag
def list_of(rows: Sequence[ClaimRow], open_id: int | None, show: Show) -> SafeString:
    """One item a claim: its number, statement, state, the rating that shows, how many verdicts it has."""
    asked = "" if show == Show.CURRENT else f"?show={show.value}"
    states = {state: _state(state) for state in State}
    conflicts = {None: SafeString()} | {each: _conflict(each) for each in Conflict}
    before, _id, after = reverse("claim", args=[0]).rpartition("0")
    return format_html_join(
        "",
        '<li id="row-{0}" data-part data-claim="{0}" data-number="{1}" data-order="{2} {3}"{4}{11}>'
        '<a href="{5}"{6}><span class="row__number">{1}</span><bdi class="row__words">{7}</bdi>'
        '<span class="row__foot">{8}{9}{10}{12}</span></a></li>\n',
        (
            (
                row.id,
                row.number,
                row.start,
                row.end,
                _WAITING if row.is_waiting else "",
                f"{before}{row.id}{after}{asked}",
                _CURRENT if row.id == open_id else "",
                row.statement,
                states[row.state],
                _tone(row.shown),
                _count(row.verdict_count),
                flatatt({"data-conflict": row.conflict.value}) if row.conflict else "",
                conflicts[row.conflict],
            )
            for row in rows
        ),
    )


def _state(state: State) -> SafeString:
    return format_html('<span class="state" data-state="{}">{}</span>', state.value, state.label)


def _conflict(conflict: Conflict) -> SafeString:
    return format_html('<span class="clash">{}{}</span>', icon("warning"), conflict.label)


def _tone(given: Given | None) -> SafeString | str:
    if given is None:
        return ""
    return format_html('<span class="tone" data-tone="{}"><bdi>{}</bdi></span>', given.tone, given.label)


def _count(number: int) -> SafeString | str:
    if not number:
        return ""
    words = ngettext("%(number)s verdict", "%(number)s verdicts", number) % {"number": number}
    return format_html("<span>{}</span>", words)
