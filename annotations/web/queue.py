"""Owns the queue: the claims of a project that wait, filtered by the address alone."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Kind, Project, Rating, Verb
from annotations.models.fields import refuse_unstorable
from annotations.policy import may
from annotations.selectors.queue import Filters, Key, Place, places, waiting
from annotations.web.acting import acting, person_of
from annotations.web.place import project_at

PLACES = {
    Place.SUGGESTED: _("Suggested"),
    Place.OPEN: _("To review"),
    Place.REVIEWED: _("Reviewed by me"),
    Place.DECIDED: _("Decided"),
    Place.PUBLISHED: _("Published"),
    Place.DISMISSED: _("Dismissed"),
}


class QueueFilters(forms.Form):
    """What the address asks for. An unknown value is said and filters nothing."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200, validators=[refuse_unstorable])
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=_("A verdict says"), required=False, to_field_name="code"
    )
    article = forms.ModelChoiceField(Article.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, project: Project, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")
        self.fields["kind"].choices = [("", _("any kind")), *Kind.choices]  # type: ignore[attr-defined]
        rating, article = self.fields["rating"], self.fields["article"]
        rating.queryset = Rating.objects.filter(scale=project.scale_id)  # type: ignore[attr-defined]
        rating.empty_label = _("any rating")  # type: ignore[attr-defined]
        article.queryset = Article.objects.filter(project=project)  # type: ignore[attr-defined]

    def filters(self, place: Place) -> Filters:
        self.is_valid()
        chosen = self.cleaned_data
        kind = chosen.get("kind")
        return Filters(
            place=place,
            kind=Kind(kind) if kind else None,
            article=chosen.get("article"),
            rating=chosen.get("rating"),
            words=chosen.get("words", ""),
        )


def queue(request: HttpRequest, slug: str) -> HttpResponse:
    project, person = project_at(request, slug), person_of(request)
    form = QueueFilters(project, request.GET)
    counts = places(project, person)
    place = _place(request.GET.get("place"), counts)
    filters = form.filters(place)
    page = waiting(project, person, filters, after=Key.read(request.GET.get("after", "")))
    context = {
        "project": project,
        "may_add": may(acting(request), Verb.ARTICLE_ADDED, project),
        "form": form,
        "filters": filters,
        "place": place,
        "places": [(each, PLACES[each], counts[each]) for each in Place],
        "page": page,
        "is_first": "after" not in request.GET,
    }
    return render(request, "annotations/queue.html", context)


def _place(asked: str | None, counts: dict[Place, int]) -> Place:
    """The place asked for, or the first one in which something waits for this person."""
    if asked in list(Place):
        return Place(asked)
    return next((place for place in (Place.OPEN, Place.SUGGESTED) if counts[place]), Place.OPEN)
