"""Owns the forms of the review: verdict, ruling, correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy

from annotations.models import Correction, Rating, Ruling, Verdict
from annotations.web.card_forms import CardForm, address, prose, why

SUMMARY_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A rating as a form offers it. `is_earlier` says that it is from a scale the project has no more."""

    value: str
    rating: Rating
    is_earlier: bool = False


class RatedForm(CardForm):
    """A form with a rating of the claim's project, named by its code; `kept` is the one the row has now.

    A kept rating from an earlier scale is offered too: it may stay, and nothing else may become it.
    """

    rating = forms.TypedChoiceField(
        label=gettext_lazy("Rating"),
        error_messages={
            "required": gettext_lazy("Choose a rating."),
            "invalid_choice": gettext_lazy("This rating is not on the project's scale."),
        },
    )

    def __init__(
        self, *args: Any, ratings: Sequence[Rating], kept: Rating | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offered = [Choice(rating.code, rating) for rating in ratings]
        if kept and kept not in ratings:
            self.offered.append(Choice(_value(kept, ratings), kept, is_earlier=True))
        field = cast("forms.TypedChoiceField", self.fields["rating"])
        field.choices = [("", gettext_lazy("choose")), *((each.value, _label(each)) for each in self.offered)]
        field.coerce = {each.value: each.rating for each in self.offered}.__getitem__

    @property
    def first_rating(self) -> str:
        """The code that the form started from, "" for none: its hidden twin, drawn by hand beside the choices."""
        return str((self.data if self.is_bound else self.initial).get(self._first, ""))

    @property
    def _first(self) -> str:
        return "initial-rating" if self.is_bound else "rating"

    def stored(self, row: Any, name: str) -> str:
        if name != "rating":
            return super().stored(row, name)
        return _value(row.rating, [each.rating for each in self.offered if not each.is_earlier])


def _value(rating: Rating, ratings: Sequence[Rating]) -> str:
    """What the form sends for a rating: its code, which two scales may share, only on the project's own scale."""
    return str(rating.code) if rating in ratings else f"earlier-{rating.pk}"


def _label(choice: Choice) -> str:
    if not choice.is_earlier:
        return str(choice.rating.label)
    return gettext("%(rating)s (on an earlier scale)") % {"rating": choice.rating.label}


class VerdictForm(RatedForm):
    name = "verdict"
    compared = ("rating", "rationale")

    rationale = prose(gettext_lazy("Rationale"), rows=4, limit=20_000, required=False)
    # Asked for where an earlier verdict is revised.
    reason = why(gettext_lazy("Why you revise it"))

    @classmethod
    def of(cls, ratings: Sequence[Rating], mine: Verdict | None) -> VerdictForm:
        if mine is None:
            return cls(ratings=ratings)
        seen = {"version": mine.version, "rating": _value(mine.rating, ratings), "rationale": mine.rationale}
        return cls(ratings=ratings, kept=mine.rating, initial=seen)


class RulingForm(RatedForm):
    name = "ruling"
    compared = ("rating", "summary", "url")

    summary = prose(gettext_lazy("What readers are told"), rows=3, limit=SUMMARY_LIMIT)
    url = address(gettext_lazy("Address of the published check"))

    @classmethod
    def of(
        cls, ratings: Sequence[Rating], ruling: Ruling | None, verdicts: Sequence[Verdict] = ()
    ) -> RulingForm:
        """The draft to change; a first one starts from the verdicts: the rating they agree on, what they say."""
        if ruling is None:
            return cls(ratings=ratings, initial=_drafted_from(verdicts, ratings))
        seen = {"version": ruling.version, "rating": _value(ruling.rating, ratings)}
        seen |= {"summary": ruling.summary, "url": ruling.url}
        return cls(ratings=ratings, initial=seen)


def _drafted_from(verdicts: Sequence[Verdict], ratings: Sequence[Rating]) -> dict[str, str]:
    standing = [verdict for verdict in verdicts if not verdict.is_stale]
    agreed = {verdict.rating for verdict in standing}
    rationales = dict.fromkeys(verdict.rationale.strip() for verdict in standing if verdict.rationale.strip())
    drafted = {"summary": "\n\n".join(rationales)[:SUMMARY_LIMIT]}
    if len(agreed) == 1 and (rating := agreed.pop()) in ratings:
        drafted["rating"] = rating.code
    return drafted


class PublishForm(CardForm):
    name = "publish"

    reason = why(gettext_lazy("Why now"))


class CorrectionForm(RatedForm):
    name = "correction"
    compared = ("rating", "summary")

    kind = forms.ChoiceField(label=gettext_lazy("Kind of correction"), choices=Correction.Kind.choices)
    explanation = prose(gettext_lazy("What readers are told about the change"), rows=2, limit=2_000)
    summary = prose(gettext_lazy("What readers are told"), rows=3, limit=SUMMARY_LIMIT)

    @classmethod
    def of(cls, ratings: Sequence[Rating], ruling: Ruling) -> CorrectionForm:
        seen = {"version": ruling.version, "rating": _value(ruling.rating, ratings)}
        seen |= {"summary": ruling.summary}
        return cls(ratings=ratings, kept=ruling.rating, initial=seen)
