"""Owns reading what the address of a search asks for beside its words, and writing it down again.

Claims are filtered by the queue's own form; everything else by one form with the fields that fit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Project, SavedView, Stance
from annotations.models.fields import refuse_unstorable
from annotations.selectors.filter_choices import Choices, choices_in
from annotations.selectors.find import Narrowing, Sort
from annotations.selectors.find_filters import About, Readers, Standing, Things
from annotations.selectors.queue_filters import Filters, Place
from annotations.selectors.search.query import LENGTH, Asked
from annotations.web.filter_forms import Day, FilterForm, plausible
from annotations.web.place import row_id
from annotations.web.queue_forms import FILTERS as CLAIM_FILTERS
from annotations.web.queue_forms import PLACES, QueueFilters

SORT, EVERYTHING = SavedView.SORT, "everything"
SORTS: Mapping[Sort, Any] = {
    Sort.CLAIMS: _("Claims"),
    Sort.ARTICLES: _("Articles"),
    Sort.SOURCES: _("Sources"),
    Sort.NOTES: _("Notes"),
}
# What everything has: somebody who added it, and a day.
SHARED = ("by", "since", "until")
_PUBLISHED = ("publisher", "published_since", "published_until")
FIELDS: Mapping[Sort | None, tuple[str, ...]] = {
    None: (*SHARED, "article"),
    Sort.CLAIMS: ("state", *CLAIM_FILTERS),
    Sort.ARTICLES: (*SHARED, *_PUBLISHED, "article"),
    Sort.SOURCES: (*SHARED, "stance", *_PUBLISHED, "article"),
    Sort.NOTES: (*SHARED, "about", "standing", "readers", "article"),
}


def sort_of(asked: QueryDict) -> Sort | None:
    """Which kind of thing is looked for; None for all of them, and for anything unknown."""
    sort = asked.get(SORT)
    return Sort(sort) if sort in list(Sort) else None


def address_of(asked: QueryDict) -> str:
    """A search as a query string that always says what is looked for, without the page of the list."""
    sort = sort_of(asked)
    return _address(asked, sort, FIELDS[sort])


def address_in(asked: QueryDict, sort: Sort | None) -> str:
    """The same search among another kind of thing: the words, and the filters that everything has."""
    return _address(asked, sort, FIELDS[None])


def _address(asked: QueryDict, sort: Sort | None, names: tuple[str, ...]) -> str:
    kept = QueryDict(mutable=True)
    kept[SORT] = sort or EVERYTHING
    for name in ("q", *names):
        if value := asked.get(name, ""):
            kept[name] = value[:LENGTH]
    return kept.urlencode()


class ClaimsFound(QueueFilters):
    """The filters of the queue, where a claim stands among them; the words stand beside them as `q`."""

    FOLDED = ("state", *(name for name in CLAIM_FILTERS if name != "article"))
    words = None  # type: ignore[assignment]
    state = forms.ChoiceField(label=_("State"), required=False)
    field_order = FOLDED

    def __init__(self, project: Project, asked: QueryDict) -> None:
        super().__init__(project, asked)
        places = [(place.value, label) for place, label in PLACES.items() if place != Place.EVERY]
        self._choose("state", _("every state"), places)

    def narrowing(self, words: Asked) -> Narrowing:
        self.is_valid()
        place = Place(self.cleaned_data.get("state") or Place.EVERY)
        return Narrowing(claims=replace(self.filters(place), words=words.text))


class ThingsFound(FilterForm):
    """What is asked of articles, sources and notes; of all kinds of things, where `sort` is None."""

    by = forms.ChoiceField(label=_("Added or written by"), required=False)
    since = Day(label=_("Added from"))
    until = Day(label=_("Added until"))
    stance = forms.ChoiceField(label=_("Cited as"), required=False)
    about = forms.ChoiceField(label=_("Remarks on"), required=False)
    standing = forms.ChoiceField(label=_("Resolved or not"), required=False)
    readers = forms.ChoiceField(label=_("Readers"), required=False)
    publisher = forms.CharField(
        label=_("Publisher"), required=False, max_length=LENGTH, validators=[refuse_unstorable]
    )
    published_since = Day(label=_("Published from"))
    published_until = Day(label=_("Published until"))
    article = forms.ChoiceField(label=_("Article"), required=False, widget=forms.HiddenInput)

    def __init__(self, project: Project, asked: QueryDict, sort: Sort | None) -> None:
        super().__init__(asked)
        self.known: Choices = choices_in(project, row_id(asked.get("article")))
        self._choose("by", _("anybody"), [(name, str(each)) for name, each in self.known.people.items()])
        self._choose("stance", _("whatever it says"), Stance.choices)
        self._choose("about", _("anything"), About.choices)
        self._choose("standing", _("both"), Standing.choices)
        self._choose("readers", _("both"), Readers.choices)
        self._choose("article", "", [(pk, each.title) for pk, each in self.known.articles.items()])
        self.fields = {name: field for name, field in self.fields.items() if name in FIELDS[sort]}

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "article"]

    def narrowing(self, words: Asked) -> Narrowing:
        self.is_valid()
        chosen = self.cleaned_data
        by, article = (
            self.known.people.get(chosen.get("by", "")),
            self.known.articles.get(chosen.get("article", "")),
        )
        since, until = plausible(chosen.get("since")), plausible(chosen.get("until"))
        things = Things(
            by=by,
            since=since,
            until=until,
            article=article,
            publisher=chosen.get("publisher", ""),
            published_since=chosen.get("published_since"),
            published_until=chosen.get("published_until"),
            stance=_one(Stance, chosen.get("stance")),
            about=_one(About, chosen.get("about")),
            standing=_one(Standing, chosen.get("standing")),
            readers=_one(Readers, chosen.get("readers")),
        )
        claims = Filters(
            place=Place.EVERY, words=words.text, by=by, since=since, until=until, article=article
        )
        return Narrowing(claims, things)


def filters_of(project: Project, asked: QueryDict) -> ClaimsFound | ThingsFound:
    """The form whose fields fit what is looked for."""
    sort = sort_of(asked)
    return ClaimsFound(project, asked) if sort == Sort.CLAIMS else ThingsFound(project, asked, sort)


def _one(choices: Any, value: str | None) -> Any:
    return choices(value) if value else None
