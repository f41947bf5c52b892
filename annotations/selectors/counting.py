"""Answers how many claims are in which state. Counts only; which claims they are is for the queue.

Counting a whole project stops at COUNTED_TO, so that a page costs the same however much the project holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery

from annotations.models import Article, Claim, Project, State, User, Verdict

Counts = dict[State, int]

COUNTED_TO = 1_000


class CountedUpTo(Subquery):
    """The number of rows of a query; COUNTED_TO + 1 means more than COUNTED_TO."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[models.Model]) -> None:
        super().__init__(rows.order_by().values("pk")[: COUNTED_TO + 1])


def claims_by_state_of_projects(projects: Iterable[Project]) -> dict[int, Counts]:
    """Project id -> state -> number of claims, in one query."""
    claims = Claim.objects.filter(article__project=OuterRef("pk"))
    counts = {state.value: CountedUpTo(claims.filter(state=state)) for state in State}
    found = Project.objects.filter(pk__in=[project.pk for project in projects]).annotate(**counts)
    return {row["pk"]: {state: row[state.value] for state in State} for row in found.values("pk", *counts)}


def awaiting_verdict(person: User, projects: Iterable[Project]) -> dict[int, int]:
    """Project id -> number of open claims without this person's verdict, in one query."""
    mine = Verdict.objects.filter(claim=OuterRef("pk"), reviewer=person, withdrawn_at__isnull=True)
    claims = Claim.objects.filter(~Exists(mine), article__project=OuterRef("pk"), state=State.OPEN)
    found = Project.objects.filter(pk__in=[project.pk for project in projects])
    return dict(found.annotate(awaiting=CountedUpTo(claims)).values_list("pk", "awaiting"))


def claims_by_state_of_articles(articles: Iterable[Article]) -> dict[int, Counts]:
    """Article id -> state -> number of claims, in one query; a state without claims is there with 0."""
    ids = [article.pk for article in articles]
    found: dict[int, Counts] = defaultdict(lambda: dict.fromkeys(State, 0))
    rows = Claim.objects.filter(article__in=ids).order_by()
    for pk, state, count in rows.values_list("article", "state").annotate(Count("id")):
        found[pk][State(state)] = count
    return {pk: found[pk] for pk in ids}
