"""Owns reading what the queue's address asks for, and writing it down again. An unknown value filters nothing."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Kind, Project, User
from annotations.models.fields import refuse_unstorable
from annotations.selectors.filter_choices import choices_in
from annotations.selectors.queue_filters import Assigned, Filters, Place
from annotations.selectors.search.query import LENGTH
from annotations.web.filter_forms import Day, FilterForm, plausible
from annotations.web.place import row_id

MORE = (
    "reviewer",
    "claimant",
    "by",
    "said_since",
    "said_until",
    "since",
    "until",
    "changed_since",
    "changed_until",
    "worth",
    "worth_most",
)
FILTERS = ("kind", "rating", "tag", "assigned", *MORE, "article")
NAMES = ("place", "words", *FILTERS)
PLACES = {
    Place.SUGGESTED: _("Suggested"),
    Place.OPEN: _("To review"),
    Place.REVIEWED: _("Reviewed by me"),
    Place.DECIDED: _("Decided"),
    Place.PUBLISHED: _("Published"),
    Place.DISMISSED: _("Dismissed"),
    Place.EVERY: _("Every state"),
}
# Before a user name, so that nobody is called "me" or "nobody".
SIGN = "@"


def address_of(asked: QueryDict) -> str:
    """The filters of an address as a query string, without the page of the list and what nobody knows."""
    kept = QueryDict(mutable=True)
    for name in NAMES:
        if value := asked.get(name, ""):
            kept[name] = value[:LENGTH]
    return kept.urlencode()


class QueueFilters(FilterForm):
    """What the queue's address asks for."""

    FOLDED: ClassVar[tuple[str, ...]] = MORE
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
    by = forms.ChoiceField(label=_("Marked by"), required=False)
    said_since = Day(label=_("Said from"))
    said_until = Day(label=_("Said until"))
    since = Day(label=_("Marked from"))
    until = Day(label=_("Marked until"))
    changed_since = Day(label=_("Changed from"))
    changed_until = Day(label=_("Changed until"))
    worth = forms.IntegerField(label=_("Worth, at least %"), required=False, min_value=0, max_value=100)
    worth_most = forms.IntegerField(label=_("Worth, at most %"), required=False, min_value=0, max_value=100)
    article = forms.ChoiceField(label=_("Article"), required=False, widget=forms.HiddenInput)

    def __init__(self, project: Project, asked: QueryDict) -> None:
        super().__init__(asked)
        self.known = choices_in(project, row_id(asked.get("article")))
        people = [(name, str(person)) for name, person in self.known.people.items()]
        self._choose("kind", _("any kind"), Kind.choices)
        self._choose(
            "rating", _("any rating"), [(code, str(each)) for code, each in self.known.ratings.items()]
        )
        self._choose("tag", _("any tag"), [(name, name) for name in self.known.tags])
        self._choose("reviewer", _("anybody"), people)
        self._choose("by", _("anybody"), people)
        mine = [(Assigned.ME.value, _("me")), (Assigned.NOBODY.value, _("nobody"))]
        named = [(f"{SIGN}{name}", label) for name, label in people]
        self._choose("assigned", _("any or none"), [*mine, *named])
        self._choose("article", "", [(pk, each.title) for pk, each in self.known.articles.items()])

    def filters(self, place: Place) -> Filters:
        self.is_valid()
        chosen = self.cleaned_data
        kind = chosen.get("kind")
        return Filters(
            place=place,
            kind=Kind(kind) if kind else None,
            article=self.known.articles.get(chosen.get("article", "")),
            rating=self.known.ratings.get(chosen.get("rating", "")),
            reviewer=self.known.people.get(chosen.get("reviewer", "")),
            by=self.known.people.get(chosen.get("by", "")),
            claimant=chosen.get("claimant", ""),
            tag=self.known.tags.get(chosen.get("tag", "")),
            assigned=self._assigned(chosen.get("assigned", "")),
            said_since=chosen.get("said_since"),
            said_until=chosen.get("said_until"),
            since=plausible(chosen.get("since")),
            until=plausible(chosen.get("until")),
            changed_since=plausible(chosen.get("changed_since")),
            changed_until=plausible(chosen.get("changed_until")),
            worth=_share(chosen.get("worth")),
            worth_most=_share(chosen.get("worth_most")),
            words=chosen.get("words", ""),
        )

    def _assigned(self, given: str) -> User | Assigned | None:
        if given in list(Assigned):
            return Assigned(given)
        return self.known.people.get(given.removeprefix(SIGN))


def _share(percent: int | None) -> float | None:
    return None if percent is None else percent / 100
