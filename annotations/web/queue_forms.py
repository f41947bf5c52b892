"""Owns reading what the queue's address asks for, and writing it down again. An unknown value filters nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Kind, Project, Rating, User
from annotations.models.fields import refuse_unstorable
from annotations.selectors.queue_filters import Filters, Place
from annotations.selectors.search_query import LENGTH

NAMES = ("place", "words", "kind", "rating", "reviewer", "claimant", "since", "until", "worth", "article")
MORE = ("reviewer", "claimant", "since", "until", "worth")


def address_of(asked: QueryDict) -> str:
    """The filters of an address as a query string, without the page of the list and what nobody knows."""
    kept = QueryDict(mutable=True)
    for name in NAMES:
        if value := asked.get(name, ""):
            kept[name] = value[:LENGTH]
    return kept.urlencode()


class _Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **options)


class QueueFilters(forms.Form):
    """What the address asks for. An unknown value is said and filters nothing."""

    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LENGTH,
        validators=[refuse_unstorable],
        widget=forms.TextInput(attrs={"type": "search", "title": _("Words, “a phrase”, -without")}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=_("A verdict says"), required=False, to_field_name="code"
    )
    reviewer = forms.ModelChoiceField(
        User.objects.none(), label=_("A verdict is by"), required=False, to_field_name="username"
    )
    claimant = forms.CharField(
        label=_("Claimant"), required=False, max_length=LENGTH, validators=[refuse_unstorable]
    )
    since = _Day(label=_("Marked from"))
    until = _Day(label=_("Marked until"))
    worth = forms.IntegerField(label=_("Worth, at least %"), required=False, min_value=0, max_value=100)
    article = forms.ModelChoiceField(Article.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, project: Project, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")
        self.fields["kind"].choices = [("", _("any kind")), *Kind.choices]  # type: ignore[attr-defined]
        self._choose("rating", Rating.objects.filter(scale=project.scale_id), _("any rating"))
        self._choose("reviewer", User.objects.filter(memberships__project=project), _("anybody"))
        self._choose("article", Article.objects.filter(project=project), "")

    def _choose(self, name: str, rows: Any, nothing: Any) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, nothing

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that are folded away until one is used."""
        return [self[name] for name in MORE]

    @property
    def uses_more(self) -> bool:
        return any(self.data.get(name) for name in MORE)

    def filters(self, place: Place) -> Filters:
        self.is_valid()
        chosen = self.cleaned_data
        kind, worth = chosen.get("kind"), chosen.get("worth")
        return Filters(
            place=place,
            kind=Kind(kind) if kind else None,
            article=chosen.get("article"),
            rating=chosen.get("rating"),
            reviewer=chosen.get("reviewer"),
            claimant=chosen.get("claimant", ""),
            since=_plausible(chosen.get("since")),
            until=_plausible(chosen.get("until")),
            worth=worth / 100 if worth else None,
            words=chosen.get("words", ""),
        )


def _plausible(day: date | None) -> date | None:
    """A day near the calendar's ends cannot be turned into a moment of another time zone."""
    return day if day and 1 < day.year < 9999 else None
