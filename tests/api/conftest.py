"""The stage that API tests share: one project, its people, one article, one claim."""

from __future__ import annotations

import pytest

from annotations.models import Article, Claim, Project, Role, User
from tests import cast
from tests.api.caller import Caller, calling


@pytest.fixture
def project(db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "reviewer", Role.REVIEWER)


@pytest.fixture
def editor(project: Project) -> User:
    return cast.make_member(project, "editor", Role.EDITOR)


@pytest.fixture
def article(project: Project, reviewer: User) -> Article:
    return cast.make_article(project, reviewer)


@pytest.fixture
def claim(article: Article, reviewer: User) -> Claim:
    return cast.make_claim(article, reviewer)


@pytest.fixture
def api(reviewer: User) -> Caller:
    """The reviewer's program."""
    return calling(reviewer)


@pytest.fixture
def desk(editor: User) -> Caller:
    """The editor's program."""
    return calling(editor)
