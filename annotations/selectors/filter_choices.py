"""Answers what lists of a project can be filtered by: its ratings, its people, its tags. One query for all three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast

from annotations.models import Article, Membership, Project, Rating, Role, Tag, User
from annotations.selectors.attached import NAME


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows with no more than their ids and names; ratings by code, people by user name, tags by name.

    `reviewers` are those of the people who may be asked to review; articles are by id.
    """

    ratings: dict[str, Rating]
    people: dict[str, User]
    reviewers: dict[str, User]
    tags: dict[str, Tag]
    articles: dict[str, Article]


def choices_in(project: Project, article: int | None = None) -> Choices:
    """Of the articles, which may be thousands, only the one that is asked for: by its id, when it is there."""
    members = Membership.objects.filter(project=project, person__is_active=True)
    reads_only = Case(When(role=Role.VIEWER, then=1), default=0)
    found = sorted(
        _rows(Tag.objects.filter(project=project), "tag", "name").union(
            _rows(
                Rating.objects.filter(scale=project.scale_id), "rating", "code", "label", order=F("position")
            ),
            _rows(
                members, "person", *(f"person__{name}" for name in NAME), key="person_id", order=reads_only
            ),
            *(
                [_rows(Article.objects.filter(project=project, pk=article), "article", "title")]
                if article
                else []
            ),
            all=True,
        )
    )
    members_found = [
        (User(pk=pk, **dict(zip(NAME, texts, strict=True))), reads)
        for kind, reads, pk, *texts in found
        if kind == "person"
    ]
    people = sorted(members_found, key=lambda each: str(each[0]).casefold())
    tags = [Tag(pk=pk, name=name) for kind, _, pk, name, *_rest in found if kind == "tag"]
    return Choices(
        ratings={
            code: Rating(pk=pk, code=code, label=label)
            for kind, _, pk, code, label, *_rest in found
            if kind == "rating"
        },
        people={person.username: person for person, _reads in people},
        reviewers={person.username: person for person, reads in people if not reads},
        articles={
            str(pk): Article(pk=pk, title=title) for kind, _, pk, title, *_rest in found if kind == "article"
        },
        tags={tag.name: tag for tag in sorted(tags, key=lambda each: each.name.casefold())},
    )


def _rows(
    rows: QuerySet[Any, Any], kind: str, *columns: str, key: str = "pk", order: Any = None
) -> QuerySet[Any, Any]:
    """(kind, place, id, four texts): the same columns for all, so that they unite."""
    texts = [Cast(F(column), CharField()) for column in columns] + [Value("")] * (4 - len(columns))
    return rows.order_by().values_list(Value(kind), order or Value(0), key, *texts)
