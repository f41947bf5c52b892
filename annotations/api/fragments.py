"""Owns a claim's fragments in the API, out and in. Offsets are Unicode code points; services compare the quotes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.api.gestures import Gesture, Offset, Text
from annotations.models import Fragment
from annotations.text.span import Span


class FragmentSerializer(serializers.ModelSerializer[Fragment]):
    """`quote` stands at `[start, end)` of the revision's text, in Unicode code points."""

    class Meta:
        model = Fragment
        fields = ["start", "end", "quote"]


class FragmentGiven(Gesture):
    start = Offset()
    end = Offset()
    quote = Text(help_text="What stands there, to the letter.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if given["start"] >= given["end"]:
            raise serializers.ValidationError({"end": [_("A fragment ends after its start.")]})
        return given


def spans_of(fragments: list[dict[str, Any]]) -> tuple[list[Span], list[str]]:
    """The spans and the quotes of fragments as they were given."""
    spans = [Span(fragment["start"], fragment["end"]) for fragment in fragments]
    return spans, [fragment["quote"] for fragment in fragments]
