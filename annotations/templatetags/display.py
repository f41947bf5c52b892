"""Owns how states, ratings and icons look on a page: always an icon and a word. Escapes whatever it is given."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotations.models import Claim, Rating, State

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from the sprite beside a word that says the same; screen readers pass over it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
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


def _chip(look: str, picture: str, words: object) -> SafeString:
    return format_html('<span class="chip chip--{}">{}<bdi>{}</bdi></span>', look, icon(picture), words)
