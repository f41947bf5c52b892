"""What looking back costs: an article of 10,000 changes, each in a gesture of its own, at the start, middle and end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.test import Client
from django.urls import reverse

from annotations.history.recording import recorded
from annotations.models import Article, Change, Claim, Seal, User, Verb
from annotations.selectors.as_of.articles import article_at_moment, article_at_seal
from tests.benchmarks.desk import (
    CLAIMS_AN_ARTICLE,
    claims_for,
    empty_database,
    make_article,
    make_desk,
    store_claims,
)
from tests.benchmarks.figure import Figure, seconds_for
from tests.cast import acting

CHANGES = 10_000
# Issue 5: the state as of any moment, in seconds.
ALLOWED = 0.2


def measure() -> Iterator[Figure]:
    with empty_database():
        project, reviewer = make_desk()
        article = make_article(project, reviewer, 1)
        store_claims(reviewer, claims_for(article))
        make_gestures(article, reviewer, CHANGES - article_changes(article))
        yield from _states(article)
        yield _page(article, reviewer)


def make_gestures(article: Article, by: User, number: int) -> None:
    """Many gestures, each of which rewords one claim of the article."""
    claims = list(Claim.objects.filter(article=article).values_list("pk", flat=True))
    for count in range(number):
        with recorded(acting(by), Verb.CLAIM_REWORDED):
            statement = f"Inspectors found {count} cracked bolts in bridge {count % CLAIMS_AN_ARTICLE}."
            Claim.objects.filter(pk=claims[count % len(claims)]).update(
                statement=statement, version=count + 2
            )


def article_changes(article: Article) -> int:
    return Change.objects.filter(stream=f"article:{article.pk}").count()


def _states(article: Article) -> Iterator[Figure]:
    seals = Seal.objects.filter(stream=f"article:{article.pk}").order_by("number")
    last = seals.count()
    for number in (last // 10, last // 2, last):
        seconds = seconds_for(partial(article_at_seal, article, number))
        detail = f"{seconds * 1000:.0f} ms of {ALLOWED * 1000:.0f} allowed"
        yield Figure(f"state at seal {number} of {last}", seconds, "issue 5", ALLOWED, 1.0, detail)
    at = seals[last // 2].at
    seconds = seconds_for(lambda: article_at_moment(article, at))
    yield Figure(
        "state at a moment in the middle", seconds, "issue 5", ALLOWED, 1.0, f"{seconds * 1000:.0f} ms"
    )


def _page(article: Article, by: User) -> Figure:
    """The page with the slider over all moments; watched against the workbench of the same article as it is now."""
    client = Client()
    client.force_login(by)
    last = Seal.objects.filter(stream=f"article:{article.pk}").count()
    then, now = reverse("as_of", args=[article.pk, last // 2]), reverse("workbench", args=[article.pk])
    seconds, floor = (seconds_for(partial(client.get, path)) for path in (then, now))
    return Figure(
        f"page of moment {last // 2}", seconds, "the workbench", floor, None, f"{seconds * 1000:.0f} ms"
    )
