"""The stage that tests of the history share."""

from __future__ import annotations

import pytest

from annotations.models import Article, Claim, Project, Role, User
from tests import cast


@pytest.fixture
def project(db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "olena", Role.REVIEWER)


@pytest.fixture
def editor(project: Project) -> User:
    return cast.make_member(project, "editor", Role.EDITOR)


@pytest.fixture
def article(project: Project, reviewer: User) -> Article:
    return cast.make_article(project, reviewer)


@pytest.fixture
def claim(article: Article, reviewer: User) -> Claim:
    return cast.make_claim(article, reviewer)
