"""Owns the words for the splitter's short codes: why a claim is worth checking, or not. Each follows "it"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "number": _("states a number"),
    "date": _("states a date"),
    "ranking": _("ranks something"),
    "comparison": _("compares"),
    "cause": _("names a cause"),
    "named_source": _("names its source"),
    "name": _("names somebody or something"),
    "public_record": _("can be looked up in a public record"),
    "casualties": _("speaks of deaths or injuries"),
    "prediction": _("speaks of the future"),
    "opinion": _("reads as an opinion"),
    "flourish": _("reads as a flourish"),
    "vague": _("is vague"),
    "short": _("is very short"),
    "question": _("is a question"),
    "request": _("asks for something"),
    "courtesy": _("is a courtesy"),
    "first_person": _("speaks in the first person"),
    "second_person": _("speaks to the reader"),
}


def reason_words(code: str) -> str:
    """The words for one code; one that is new here is shown as it is."""
    return str(WORDS.get(code) or code.replace("_", " "))
