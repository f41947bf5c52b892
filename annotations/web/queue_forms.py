"""Owns reading what the queue's address asks for, and writing it down again. An unknown value filters nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Kind, Project, User
from annotations.models.fields import refuse_unstorable
from annotations.selectors.filter_choices import choices_in
from annotations.selectors.queue_filters import Assigned, Filters, Place
from annotations.selectors.search.query import LENGTH

MORE = ("reviewer", "claimant", "said_since", "said_until", "since", "until", "worth")
NAMES = ("place", "words", "kind", "rating", "tag", "assigned", *MORE, "article")
# Before a user name, so that nobody is called "me" or "nobody".
SIGN = "@"


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
    rating = forms.ChoiceField(label=_("A verdict says"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    assigned = forms.ChoiceField(label=_("Assigned to"), required=False)
    reviewer = forms.ChoiceField(label=_("A verdict is by"), required=False)
    claimant = forms.CharField(
        label=_("Claimant"), required=False, max_length=LENGTH, validators=[refuse_unstorable]
    )
    said_since = _Day(label=_("Said from"))
    said_until = _Day(label=_("Said until"))
    since = _Day(label=_("Marked from"))
    until = _Day(label=_("Marked until"))
    worth = forms.IntegerField(label=_("Worth, at least %"), required=False, min_value=0, max_value=100)
    article = forms.ModelChoiceField(Article.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, project: Project, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")
        self.known = choices_in(project)
        people = [(name, str(person)) for name, person in self.known.people.items()]
        self._choose("kind", _("any kind"), Kind.choices)
        self._choose(
            "rating", _("any rating"), [(code, str(each)) for code, each in self.known.ratings.items()]
        )
        self._choose("tag", _("any tag"), [(name, name) for name in self.known.tags])
        self._choose("reviewer", _("anybody"), people)
        mine = [(Assigned.ME.value, _("me")), (Assigned.NOBODY.value, _("nobody"))]
        named = [(f"{SIGN}{name}", label) for name, label in people]
        self._choose("assigned", _("anybody or nobody"), [*mine, *named])
        article: Any = self.fields["article"]
        article.queryset = Article.objects.filter(project=project)

    def _choose(self, name: str, nothing: Any, choices: Sequence[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", nothing), *choices]

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
            rating=self.known.ratings.get(chosen.get("rating", "")),
            reviewer=self.known.people.get(chosen.get("reviewer", "")),
            claimant=chosen.get("claimant", ""),
            tag=self.known.tags.get(chosen.get("tag", "")),
            assigned=self._assigned(chosen.get("assigned", "")),
            said_since=chosen.get("said_since"),
            said_until=chosen.get("said_until"),
            since=_plausible(chosen.get("since")),
            until=_plausible(chosen.get("until")),
            worth=worth / 100 if worth else None,
            words=chosen.get("words", ""),
        )

    def _assigned(self, given: str) -> User | Assigned | None:
        if given in list(Assigned):
            return Assigned(given)
        return self.known.people.get(given.removeprefix(SIGN))


def _plausible(day: date | None) -> date | None:
    """A day near the calendar's ends cannot be turned into a moment of another time zone."""
    return day if day and 1 < day.year < 9999 else None
