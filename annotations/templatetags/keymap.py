"""Owns how a person's keys show beside the buttons they press."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.selectors.keymap import Key

register = template.Library()


@register.simple_tag(takes_context=True)
def key(context: dict[str, Any], gesture: str) -> SafeString:
    """The reader's key for a gesture as a hint, for sighted readers; nothing where there is none."""
    found = _key(context, gesture)
    return (
        format_html('<kbd class="needs-script" aria-hidden="true">{}</kbd>', found.shown)
        if found
        else SafeString()
    )


@register.simple_tag(takes_context=True)
def key_name(context: dict[str, Any], gesture: str) -> str:
    """The reader's key for a gesture as scripts know it; empty where there is none."""
    found = _key(context, gesture)
    return found.name if found else ""


@register.simple_tag(takes_context=True)
def with_key(context: dict[str, Any], words: str, gesture: str) -> str:
    """Words for a tooltip, the reader's key after them: "Undo (ctrl z)"."""
    found = _key(context, gesture)
    return _("%(words)s (%(key)s)") % {"words": words, "key": found.shown} if found else words


def _key(context: dict[str, Any], gesture: str) -> Key | None:
    request: Any = context.get("request")
    keymap = getattr(request, "keymap", None)
    found: Key | None = keymap.key(gesture) if keymap else None
    if found is None or not found.name or (found.is_single and not request.preferred.single_keys):
        return None
    return found
