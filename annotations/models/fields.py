"""Owns the kinds of text a row may hold: what no database, file or page may be handed is refused here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
    CharField = models.CharField[str, str]
else:
    TextField = models.TextField
    CharField = models.CharField

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]*\\Z")


def refuse_unstorable(value: str) -> None:
    """Raises ValidationError for NUL and for halves of a surrogate pair."""
    found = _UNSTORABLE.search(value)
    if found:
        sentence = (
            _("Character %(number)s is a NUL character, which cannot be stored. Remove it and try again.")
            if found[0] == "\x00"
            else _(
                "Character %(number)s is half of a surrogate pair, which cannot be stored. Remove it and try again."
            )
        )
        raise ValidationError(sentence, code="unstorable", params={"number": found.start() + 1})


def refuse_line_breaks(value: str) -> None:
    """Raises ValidationError for anything that would start a new line."""
    if _LINE_BREAK.search(value):
        raise ValidationError(_("Keep this to a single line."), code="line_break")


def refuse_invisible(value: str) -> None:
    """Raises ValidationError for text in which there is nothing to see, such as zero-width spaces alone."""
    if value and _INVISIBLE.match(value):
        raise ValidationError(_("There is nothing to read in this text."), code="invisible")


def refuse_unsafe_address(value: str) -> None:
    """Raises ValidationError for everything but an http or https address with a host and without a password."""
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        raise ValidationError(_("This is not a web address."), code="address") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise ValidationError(_("A web address starts with http:// or https://."), code="address_scheme")
    unseen = any(character.isspace() or not character.isprintable() for character in value)
    if not parts.hostname or not port_is_sound or unseen:
        raise ValidationError(_("This is not a web address."), code="address")
    if parts.username is not None:
        raise ValidationError(_("Leave the user name and password out of the address."), code="address_user")


class ProseField(TextField):
    """Text of any number of lines, `max_length` code points at the most."""

    default_validators = [refuse_unstorable, refuse_invisible]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 20_000)
        super().__init__(*args, **options)

    def run_validators(self, value: Any) -> None:
        """Django checks a TextField's length in forms only; this holds it at every door."""
        super().run_validators(value)
        if value:
            MaxLengthValidator(self.max_length or 0)(value)


class LineField(CharField):
    """A single line of text."""

    default_validators = [refuse_unstorable, refuse_line_breaks, refuse_invisible]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 300)
        super().__init__(*args, **options)


class AddressField(LineField):
    """An http or https address, kept as it was given."""

    default_validators = [refuse_unstorable, refuse_line_breaks, refuse_unsafe_address]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 2_000)
        super().__init__(*args, **options)
