"""Owns drawing the plain fields of forms: the same HTML as Django's own templates, without the template language.

A claim's card has about fifty of them, and the templates took a fifth of the time that a reviewer waits for it. What is
drawn otherwise here than there is a mistake; any other widget is left to its template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Drawn = Mapping[str, Any]  # what a widget tells its template


class PlainWidgets(DjangoTemplates):
    """Draws inputs, text areas and lists of choices itself. FORM_RENDERER names it."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str | SafeString:
        draw = _DRAWN.get(template_name)
        # A choice with its label around it is more than one tag.
        if draw is None or context["widget"].get("wrap_label"):
            return super().render(template_name, context, request)
        return draw(context["widget"])


def _input(widget: Drawn) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', value),
        _attributes(widget),
    )


def _textarea(widget: Drawn) -> SafeString:
    # Browsers drop the first line break of the content.
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), widget["value"] or ""
    )


def _select(widget: Drawn) -> SafeString:
    groups = format_html_join("", "{}", ((_group(name, each),) for name, each, _index in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), groups)


def _group(name: str | None, options: list[Drawn]) -> SafeString:
    inside = format_html_join("", "\n  {}", ((_option(each),) for each in options))
    return format_html('\n  <optgroup label="{}">{}</optgroup>', name, inside) if name else inside


def _option(widget: Drawn) -> SafeString:
    return format_html(
        '<option value="{}"{}>{}</option>', widget["value"], _attributes(widget), widget["label"]
    )


def _attributes(widget: Drawn) -> SafeString:
    """As the widget orders them. True is an attribute without a value, False none."""
    present = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    looks = ((" {}" if value is True else ' {}="{}"', name, value) for name, value in present)
    return format_html_join("", "{}", ((format_html(look, name, value),) for look, name, value in looks))


_INPUTS = ("text", "hidden", "date", "number", "email", "url", "password", "checkbox", "radio_option")
_DRAWN: Mapping[str, Callable[[Drawn], SafeString]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
