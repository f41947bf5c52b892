"""The stage of the pages: a desk with every role, an outsider, an article and one claim under review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from annotations.models import Article, Claim, Kind, Project, Role, Source, User
from annotations.services.assignments import assign_claims
from annotations.services.claims import change_claim
from annotations.services.sources import cite_address
from annotations.services.tags import tag_claims
from tests import cast

Browse = Callable[[str], Client]
# The statement of a claim that has nothing that a filter asks for.
OTHER = "The other one."


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


@pytest.fixture
def reviewer(browse: Browse) -> Client:
    return browse("reviewer")


@pytest.fixture
def arranged(desk: Desk) -> Desk:
    """The claim of the desk has everything that can be asked for; another one has none of it."""
    person, project = desk.people["reviewer"], desk.project
    actor = cast.acting(person)
    tag_claims(actor=actor, project=project, claims=[desk.claim], names=["bridges & roads"])
    assign_claims(actor=actor, project=project, claims=[desk.claim], person=person)
    change_claim(
        actor=actor,
        claim=desk.claim,
        version=None,
        said_on=cast.DAY,
        claimant="Mayor Ólafur",
        kind=Kind.QUANTITY,
    )
    cast.make_claim(
        desk.article, desk.people["editor"], quote="the first closure in nine years", statement=OTHER
    )
    return desk
