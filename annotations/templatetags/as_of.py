"""Owns what the page of a past moment draws by hand: the list of claims, the line of moments. Escapes all of it."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from annotations.models import State
from annotations.selectors.as_of.moments import Mark
from annotations.selectors.workbench import ClaimRow, Given, Show

register = template.Library()

# The width of the drawing; it is stretched to whatever the page has.
WIDTH = 1000.0
_CURRENT = flatatt({"aria-current": "true"})


@register.simple_tag
def claims_then(rows: Sequence[ClaimRow], open_id: int | None, show: Show) -> SafeString:
    """One item a claim, as the workbench lists them, each leading to the claim at the same moment."""
    asked = "" if show == Show.CURRENT else f"&show={show.value}"
    return format_html_join(
        "",
        '<li id="row-{0}" data-claim="{0}"><a href="?claim={0}{1}#pane" data-go{2}><span class="row__number">{3}</span>'
        '<bdi class="row__words">{4}</bdi><span class="row__foot"><span class="state" data-state="{5}">{6}</span>'
        "{7}{8}</span></a></li>\n",
        (
            (
                row.id,
                asked,
                _CURRENT if row.id == open_id else "",
                row.number,
                row.statement,
                row.state.value,
                State(row.state).label,
                _tone(row.shown),
                _count(row.verdict_count),
            )
            for row in rows
        ),
    )


@register.simple_tag
def line_of_moments(marks: Sequence[Mark], number: int, last: int) -> SafeString:
    """The line under the slider: how far the history is shown, and a mark where readers saw something change.

    Described by the list of those moments beside it; for the eye alone.
    """
    ticks = format_html_join(
        "",
        '<path class="tick tick--{}" d="{}"></path>',
        ((mark.kind, _tick(_place(mark.moment.number, last))) for mark in marks),
    )
    return format_html(
        '<svg class="moments__line" viewBox="0 0 {0} 24" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="moments__all" y="10" width="{0}" height="4"></rect>'
        '<rect class="moments__past" y="10" width="{1}" height="4"></rect>{2}</svg>',
        f"{WIDTH:.0f}",
        f"{_place(number, last):.2f}",
        ticks,
    )


def _place(number: int, last: int) -> float:
    return WIDTH if last <= 1 else WIDTH * (number - 1) / (last - 1)


def _tick(place: float) -> str:
    return f"M{place:.2f} 3V21"


def _tone(given: Given | None) -> SafeString | str:
    if given is None:
        return ""
    return format_html('<span class="tone" data-tone="{}"><bdi>{}</bdi></span>', given.tone, given.label)


def _count(number: int) -> SafeString | str:
    if not number:
        return ""
    words = ngettext("%(number)s verdict", "%(number)s verdicts", number) % {"number": number}
    return format_html("<span>{}</span>", words)
