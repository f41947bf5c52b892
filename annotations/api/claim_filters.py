"""Owns the questions that lists of claims may be asked, in the API."""

from __future__ import annotations

from datetime import date

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.api.filtering import WholeNumber, Words, YesNo
from annotations.models import Claim, ClaimTag, Dismissal, Kind, State, User
from annotations.selectors.queue_filters import Assigned, assigned_among, said_between


class ClaimFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = Words("the statement, the claimant and the quotes")
    project = django_filters.CharFilter(field_name="article__project__slug")
    article = WholeNumber(field_name="article_id")
    state = django_filters.MultipleChoiceFilter(choices=State.choices, distinct=False)
    kind = django_filters.MultipleChoiceFilter(choices=Kind.choices, distinct=False)
    dismissal = django_filters.MultipleChoiceFilter(choices=Dismissal.choices, distinct=False)
    claimant = django_filters.CharFilter(lookup_expr="iexact")
    search = django_filters.CharFilter(
        field_name="statement", lookup_expr="icontains", label="Words in the statement."
    )
    marked_by = WholeNumber(field_name="marked_by_id")
    needs_reanchor = YesNo()
    tag = django_filters.CharFilter(method="carrying", label="The name of a tag, in any case.")
    assigned_to = django_filters.CharFilter(method="assigned", label='An id, "me" or "nobody".')
    said_since = django_filters.DateFilter(method="said", label="Said on this day or later.")
    said_until = django_filters.DateFilter(method="said", label="Said on this day or earlier.")

    def carrying(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return rows.filter(Exists(ClaimTag.objects.filter(claim=OuterRef("pk"), tag__name__iexact=value)))

    def assigned(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Raises ValidationError for what is neither a person's id nor one of the two words."""
        person: User = self.request.user
        if value in list(Assigned):
            return assigned_among(rows, Assigned(value), person)
        if not (value.isascii() and value.isdecimal() and len(value) < 19):
            raise serializers.ValidationError({name: [_("Give the id of a person, “me” or “nobody”.")]})
        return assigned_among(rows, User(pk=int(value)), person)

    def said(self, rows: QuerySet[Claim], name: str, value: date) -> QuerySet[Claim]:
        return said_between(rows, **{name.removeprefix("said_"): value})
