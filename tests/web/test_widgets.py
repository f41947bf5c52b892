"""Plain fields are drawn as Django's own templates draw them, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test.html import parse_html

from annotations.web.widgets import PlainWidgets

HOSTILE = "\n<script>alert('1')</script> & \"two\" {{ three }} ‮"
CHOICES = [("", "choose"), ("a", HOSTILE), ("Some", [(1, "one"), (HOSTILE, "two")])]
WIDGETS: dict[str, Callable[..., forms.Widget]] = {
    "text": forms.TextInput,
    "hidden": forms.HiddenInput,
    "date": forms.DateInput,
    "number": forms.NumberInput,
    "email": forms.EmailInput,
    "url": forms.URLInput,
    "password": forms.PasswordInput,
    "tick": forms.CheckboxInput,
    "area": forms.Textarea,
    "select": lambda **options: forms.Select(choices=CHOICES, **options),
    "several": lambda **options: forms.SelectMultiple(choices=CHOICES, **options),
    "radio": lambda **options: forms.RadioSelect(choices=CHOICES, **options),
    "file": forms.FileInput,
}
ATTRIBUTES = {"id": "x", "required": True, "disabled": False, "data-odd": HOSTILE, "rows": 4, "dir": "auto"}


@pytest.mark.parametrize("value", ["", None, "a", "1", HOSTILE, 0, 12_345, True])
@pytest.mark.parametrize("widget", WIDGETS)
def test_a_widget_is_drawn_as_by_its_template(widget: str, value: Any) -> None:
    made = WIDGETS[widget](attrs=ATTRIBUTES)
    ours, theirs = (made.render("name", value, renderer=each()) for each in (PlainWidgets, DjangoTemplates))
    assert parse_html(ours) == parse_html(theirs)
    assert "<script>" not in ours


def test_a_text_that_begins_with_a_line_break_keeps_it() -> None:
    drawn = forms.Textarea().render("name", "\nsecond line", renderer=PlainWidgets())
    assert drawn == forms.Textarea().render("name", "\nsecond line", renderer=DjangoTemplates())


def test_a_choice_drawn_alone_is_as_by_its_template() -> None:
    drawn = []
    for renderer in (PlainWidgets, DjangoTemplates):
        form = forms.Form({"one": "a"}, renderer=renderer())
        form.fields["one"] = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, required=False)
        drawn.append([choice.tag() for choice in form["one"]])
    assert drawn[0] == drawn[1]
    assert drawn[0][1] == '<input type="radio" name="one" value="a" id="id_one_1" checked>'


def test_every_form_is_drawn_so() -> None:
    assert isinstance(get_default_renderer(), PlainWidgets)
