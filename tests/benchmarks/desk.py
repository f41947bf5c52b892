"""Owns a database and a desk full of claims for the benchmarks. Measures nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment

from annotations.history.recording import recorded
from annotations.models import Article, Claim, Fragment, Project, Role, State, User, Verb
from annotations.services.articles import add_article
from tests.cast import acting, make_member, make_person, make_project

CLAIMS_AN_ARTICLE = 50
SENTENCE = "The city closed {number} bridges on Monday after inspectors found cracked bolts. "


@contextmanager
def empty_database() -> Iterator[None]:
    """A migrated database of its own, as tests have; removed at the end."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / "benchmarks.sqlite3")
    name = connection.settings_dict["NAME"]
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def make_desk() -> tuple[Project, User]:
    """A project and one of its reviewers."""
    project = make_project(owner=make_person("owner"))
    return project, make_member(project, "reviewer", Role.EDITOR)


def make_article(project: Project, by: User, number: int) -> Article:
    """An article of CLAIMS_AN_ARTICLE sentences, unlike every other."""
    text = "".join(SENTENCE.format(number=number * 1000 + line) for line in range(CLAIMS_AN_ARTICLE))
    article, _ = add_article(actor=acting(by), project=project, title=f"Article {number}", text=text.strip())
    return article


def claims_for(article: Article) -> list[Claim]:
    """One claim a sentence, not yet stored."""
    revision = article.revisions.get(number=1)
    length = len(revision.text) // CLAIMS_AN_ARTICLE
    return [
        Claim(
            article=article,
            revision=revision,
            state=State.OPEN,
            statement=f"Inspectors found cracked bolts in bridge {line}.",
            start=line * length,
            end=(line + 1) * length,
            check_worthiness=(line * 37 % 100) / 100,
        )
        for line in range(CLAIMS_AN_ARTICLE)
    ]


def store_claims(by: User, claims: list[Claim]) -> None:
    """All of them in one Action, each with its fragment."""
    with recorded(acting(by), Verb.ARTICLE_SPLIT):
        Claim.objects.bulk_create(claims)
        Fragment.objects.bulk_create(
            Fragment(
                claim=claim, article=claim.article, position=0, start=claim.start, end=claim.end, quote="x"
            )
            for claim in claims
        )
