"""Owns how a person wants their pages: keys, language, look. It never decides what they may do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import LineField
from annotations.models.versioned import Versioned


class Look(models.TextChoices):
    AUTO = "", _("as the device has it")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


@audited(("person", "person_id"))
class Preferences(Versioned):
    """A person without a row has the defaults."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="preferences"
    )
    single_keys = models.BooleanField(_("single keys work"), default=True)
    look = models.CharField(max_length=5, choices=Look, default=Look.AUTO, blank=True)
    # Empty: the language that the browser asks for.
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return f"{self.person}"


@audited(("person", "person_id"))
class KeyBinding(models.Model):
    """A key that a person chose for a gesture of the workbench, instead of the one it comes with."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="key_bindings"
    )
    gesture = LineField(max_length=40)
    # As KeyboardEvent.key names it, with the modifiers before it: "n", "Shift+J", "Control+Enter".
    key = LineField(max_length=40)

    class Meta:
        ordering = ["gesture"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "gesture"],
                name="one_key_a_gesture",
                violation_error_message=_("This gesture has a key of yours already."),
            ),
            models.UniqueConstraint(
                fields=["person", "key"],
                name="one_gesture_a_key",
                violation_error_message=_("You gave this key to another gesture."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.gesture}"
