"""Owns the calm form in which a timeline is filtered, and its words. What the values mean is the selectors' affair."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Channel, Project, User, Verb
from annotations.selectors.timeline.filters import OUTSIDE, PROGRAMS, Filters
from annotations.selectors.timeline.kinds import FIELDS, VERB_GROUPS

# People offered by name; anybody else is found by following their name in an entry.
OFFERED = 200
Choices = list[tuple[str, Any]]


class TimelineFilters(forms.Form):
    """Unbound: it shows what was understood of the address, and is read by `read_filters`."""

    who = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Did what"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Changed what"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Through"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False)

    def __init__(self, filters: Filters, people: Iterable[User] | None, *, has_period: bool = True) -> None:
        super().__init__(initial=filters.as_query(), label_suffix="", auto_id="filter-%s")
        if people is None:
            del self.fields["who"]
        else:
            self._offer("who", _people(people))
        if not has_period:
            del self.fields["since"], self.fields["until"]
        for name in ("since", "until"):
            if name in self.fields:
                self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self._offer("verb", _verbs())
        self._offer("field", [("", _("anything")), *((name, each.label) for name, each in FIELDS.items())])
        self._offer("channel", [("", _("any channel")), *Channel.choices, (OUTSIDE, _("outside factcheck"))])

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def people_in(project: Project, chosen: str) -> list[User]:
    """The members of the project, and the person who was asked for, member or not. One query."""
    people = User.objects.filter(memberships__project=project)
    return list((people | _asked_for(chosen)).distinct().order_by("display_name", "username")[:OFFERED])


def people_of_site(chosen: str) -> list[User]:
    people = User.objects.filter(is_active=True) | _asked_for(chosen)
    return list(people.distinct().order_by("display_name", "username")[:OFFERED])


def _asked_for(chosen: str) -> Any:
    return User.objects.filter(pk=int(chosen) if chosen.isdecimal() else 0)


def _people(people: Iterable[User]) -> Choices:
    named = [(str(person.pk), str(person)) for person in people]
    return [("", _("anybody")), *named, (PROGRAMS, _("programs"))]


def _verbs() -> Choices:
    words = dict(Verb.choices)
    groups: Choices = [
        (
            str(each.label),
            [
                (name, _("%(group)s: all") % {"group": each.label}),
                *((verb, words[verb]) for verb in each.verbs),
            ],
        )
        for name, each in VERB_GROUPS.items()
    ]
    return [("", _("anything")), *groups]
