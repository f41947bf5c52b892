"""Owns what templates ask about sources: whether pages are fetched at all, and how a passage was found."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from annotations.web.citations import WANTED

register = template.Library()


@register.simple_tag
def fetches_pages() -> bool:
    """Whether this desk fetches pages; where not, nothing offers it."""
    return bool(settings.FETCHING)


@register.simple_tag(takes_context=True)
def is_copy_wanted(context: dict[str, Any], source_id: int) -> bool:
    """Whether the reviewer has just asked for a copy of this source, which is still to be fetched."""
    return bool(getattr(context.get("request"), WANTED, None) == source_id)
