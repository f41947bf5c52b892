"""The stage of the selectors: a desk with a reviewer, another one with an outsider, and an article."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from annotations.models import Article, Claim, Project, Role, User
from annotations.selectors.scoping import claims_of
from annotations.selectors.search.matching import matching
from tests import cast


@dataclass(frozen=True)
class Desk:
    project: Project
    reviewer: User
    other: Project
    outsider: User

    def article(self, text: str, title: str = "An article") -> Article:
        return cast.make_article(self.project, self.reviewer, text=text, title=title)


@pytest.fixture
def desk(db: None) -> Desk:
    cast.make_scale()
    project, other = cast.make_project("desk"), cast.make_project("other")
    return Desk(
        project,
        cast.make_member(project, "reviewer", Role.REVIEWER),
        other,
        cast.make_member(other, "outsider", Role.REVIEWER),
    )


def found(desk: Desk, query: str) -> set[str]:
    claims = matching(claims_of(desk.reviewer), query)
    return set(claims.values_list("statement", flat=True))


@pytest.fixture
def claim(desk: Desk) -> Claim:
    article = desk.article(cast.TEXT, "Bridge closed")
    return cast.make_claim(article, desk.reviewer, statement="The Long Bridge has fourteen broken bolts.")
