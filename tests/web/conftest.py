"""The stage of the pages: a desk with every role, an outsider, an article and one claim under review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from annotations.models import Article, Claim, Project, Role, Source, User
from annotations.services.sources import cite_address
from tests import cast

Browse = Callable[[str], Client]


@dataclass(frozen=True)
class Desk:
    """Everything by name; `people` holds one person a role, and the outsider."""

    project: Project
    article: Article
    claim: Claim
    source: Source
    people: dict[str, User]


@pytest.fixture
def desk(db: None) -> Desk:
    cast.make_scale()
    project = cast.make_project()
    people = {role.value: cast.make_member(project, role.value, role) for role in Role}
    people["outsider"] = cast.make_person("outsider")
    article = cast.make_article(project, people["reviewer"])
    claim = cast.make_claim(article, people["reviewer"])
    cast.make_verdict(claim, people["editor"])
    citation = cite_address(
        actor=cast.acting(people["reviewer"]),
        claim=claim,
        url="https://example.org/report",
        title="Inspection report",
        stance="supports",
    )
    return Desk(project, article, claim, citation.source, people)


@pytest.fixture
def browse(desk: Desk) -> Browse:
    """`browse("reviewer")` is a client logged in as that person."""

    def browse(name: str) -> Client:
        client = Client()
        client.force_login(desk.people[name])
        return client

    return browse
