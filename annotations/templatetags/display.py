"""Owns how states, ratings and scores look on a page: always with a word. Escapes whatever it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.models import Claim, Rating, State
from annotations.selectors.counting import COUNTED_TO
from annotations.selectors.reasons import reason_words
from annotations.selectors.search.pieces import Piece

register = template.Library()

BAR = 100.0
# What these show runs along the line of reading, so that a script from the right sees them mirrored.
ALONG_THE_LINE = frozenset(
    {"context", "external", "logout", "next", "previous", "queue", "redo", "undo", "rules"}
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from the sprite beside a word that says the same; screen readers pass over it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " icon--along" if name in ALONG_THE_LINE else "",
        static("annotations/icons.svg"),
        name,
    )


@register.simple_tag
def state_chip(state: str) -> SafeString:
    """The state of a claim."""
    return _chip(state, state, State(state).label)


@register.simple_tag
def rating_chip(rating: Rating) -> SafeString:
    """A rating in its own words, with the icon of its tone."""
    return _chip(rating.tone, rating.tone, rating.label)


@register.simple_tag
def kind_chip(claim: Claim) -> SafeString:
    """What kind of claim it is."""
    return _chip("plain", "kind", claim.get_kind_display())


@register.simple_tag
def state_bar(counts: Mapping[State, int]) -> SafeString:
    """The states of many claims as one bar, described in words for those who do not see it."""
    total = sum(counts.values())
    if not total:
        return format_html('<span class="quiet small">{}</span>', _("no claims yet"))
    left, parts, words = 0.0, [], []
    for state in State:
        if count := counts[state]:
            width = BAR * count / total
            parts.append((state, f"{left:.2f}", f"{width:.2f}"))
            words.append(f"{count} {state.label}")
            left += width
    rectangles = format_html_join("", '<rect class="bar__{}" x="{}" width="{}" height="8"></rect>', parts)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        ", ".join(words),
        rectangles,
    )


@register.simple_tag
def marked(pieces: Sequence[Piece]) -> SafeString:
    """A text in which the words are marked that somebody looked for."""
    looks = (('<mark class="hit">{}</mark>' if piece.is_hit else "{}", piece.text) for piece in pieces)
    return format_html_join("", "{}", ((format_html(look, text),) for look, text in looks))


@register.filter
def reasons_of(claim: Claim) -> list[str]:
    """Why the claim ranks where it does, in words."""
    if claim.check_worthiness is None:
        return [_("marked by hand")]
    return [reason_words(code) for code in claim.reasons.split()]


@register.filter
def counted(count: int) -> str:
    """A number of claims, of which no more than COUNTED_TO are counted."""
    return f"{intcomma(COUNTED_TO)}+" if count > COUNTED_TO else str(intcomma(count))


@register.filter
def percent(score: float) -> str:
    """A score from 0 to 1 as a whole number from 0 to 100."""
    return f"{score * 100:.0f}"


def _chip(look: str, picture: str, words: object) -> SafeString:
    return format_html('<span class="chip chip--{}">{}<bdi>{}</bdi></span>', look, icon(picture), words)
