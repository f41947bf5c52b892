"""Owns what is asked of a person about how their pages look and work."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from annotations.models import Look, Preferences

SINGLE_KEYS = [("on", _("on")), ("off", _("off"))]


class PreferencesForm(forms.Form):
    """`version` is that of the preferences as they were seen, 0 for none."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    look = forms.ChoiceField(label=_("Colours"), required=False, choices=Look.choices)
    language = forms.ChoiceField(label=_("Language of the pages"), required=False)
    single_keys = forms.ChoiceField(
        label=_("Single-key shortcuts"),
        choices=SINGLE_KEYS,
        help_text=_("Off: only shortcuts with Ctrl or Alt work."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        choices = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = [("", _("as the browser asks")), *choices]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, preferences: Preferences) -> PreferencesForm:
        return cls(
            initial={
                "version": preferences.version,
                "look": preferences.look,
                "language": preferences.language,
                "single_keys": "on" if preferences.single_keys else "off",
            }
        )

    @property
    def values(self) -> dict[str, object]:
        given = self.cleaned_data
        return {
            "look": given["look"],
            "language": given["language"],
            "single_keys": given["single_keys"] == "on",
        }
