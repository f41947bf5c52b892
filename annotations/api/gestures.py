"""Owns the shape of what a request may say: only known keys, text exactly as it was sent. Checks no rule of a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from annotations.ingest.strict_json import shown
from annotations.models import User

LARGEST_OFFSET = 2**31 - 1


class Gesture(serializers.Serializer[Any]):
    """The body of one request. A key it does not know is refused, so that a slip never passes for a success."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [key for key in data if key not in self.fields]
            if unknown:
                known = ", ".join(self.fields)
                sentence = _("The key %(key)s is not known. Known are: %(known)s.")
                raise serializers.ValidationError(
                    {key[:60]: [sentence % {"key": shown(key), "known": known}] for key in unknown[:20]},
                    code="unknown",
                )
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """A string, kept to the letter; a number is not one. How long it may be is the model's to say."""

    default_error_messages = {
        "invalid": gettext_lazy("This is not a string."),
        "blank": gettext_lazy("This may not be empty."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data


class OptionalText(Text):
    """Text that may be left out or empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, **options)


class Offset(serializers.IntegerField):
    """A place in a text, in Unicode code points from 0."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST_OFFSET, **options)


class Reason(Gesture):
    """Why, for the history."""

    reason = OptionalText()


class ReasonNeeded(Gesture):
    """Why, for the history: what is taken back is not taken back without it."""

    reason = Text(max_length=2_000)


class PersonSerializer(serializers.ModelSerializer[User]):
    """Who somebody is to others: never an address or an account's name."""

    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = User
        fields = ["id", "name"]
