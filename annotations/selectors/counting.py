"""Answers how many claims are in which state. Counts only; which claims they are is for the queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef

from annotations.models import Article, Claim, Project, State, User, Verdict

Counts = dict[State, int]


def claims_by_state_of_projects(projects: Iterable[Project]) -> dict[int, Counts]:
    """Project id -> state -> number of claims, in one query; a state without claims is there with 0."""
    return _counted("article__project", [project.pk for project in projects])


def claims_by_state_of_articles(articles: Iterable[Article]) -> dict[int, Counts]:
    """Article id -> state -> number of claims, in one query."""
    return _counted("article", [article.pk for article in articles])


def awaiting_verdict(person: User, projects: Iterable[Project]) -> dict[int, int]:
    """Project id -> number of open claims without this person's verdict, in one query; none is left out."""
    mine = Verdict.objects.filter(claim=OuterRef("pk"), reviewer=person, withdrawn_at__isnull=True)
    open_claims = Claim.objects.filter(~Exists(mine), article__project__in=list(projects), state=State.OPEN)
    return dict(open_claims.order_by().values_list("article__project").annotate(Count("id")))


def _counted(owner: str, ids: list[int]) -> dict[int, Counts]:
    found: dict[int, Counts] = defaultdict(lambda: dict.fromkeys(State, 0))
    rows = Claim.objects.filter(**{f"{owner}__in": ids}).order_by()
    for pk, state, count in rows.values_list(owner, "state").annotate(Count("id")):
        found[pk][State(state)] = count
    return found | {pk: found[pk] for pk in ids}
