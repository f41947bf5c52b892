"""Answers in which notes a person is named, and how many of them are new to them."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import Mention, User


def mentions_of(person: User) -> QuerySet[Mention]:
    """The newest first; none in notes that were withdrawn, nor in projects that the person has left."""
    mentions = _standing(Mention.objects.filter(person=person, note__project__memberships__person=person))
    return mentions.select_related(
        "note__author", "note__project", "note__claim", "note__article", "note__source"
    )


def with_unseen_mentions(people: QuerySet[User]) -> QuerySet[User]:
    """The people, each with `unseen_mentions`, so that the bar of every page costs no query of its own."""
    unseen = Mention.objects.filter(person=OuterRef("pk"), seen_at__isnull=True)
    own = _standing(unseen.filter(note__project__memberships__person=OuterRef("pk")))
    counted = own.order_by().values("person").annotate(number=Count("pk")).values("number")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return people.annotate(unseen_mentions=number)


def _standing(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    return mentions.filter(note__withdrawn_at__isnull=True)
