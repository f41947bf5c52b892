"""What a search costs among many claims, beside reading every statement and quote with LIKE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, product

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.models import Claim, Fragment, Project, User
from annotations.selectors.scoping import claims_of
from annotations.selectors.search.matching import matching
from annotations.selectors.search.query import read_query
from tests.benchmarks.desk import (
    CLAIMS_AN_ARTICLE,
    claims_for,
    empty_database,
    make_article,
    make_desk,
    store_claims,
)
from tests.benchmarks.figure import Figure, seconds_for

MANY = 20_000
PAGE = 30
WORDS = ["".join(pair) for pair in product(("ba", "ke", "mi", "do", "lu", "ra"), repeat=4)]
NUMBERS = count(1)
# Every claim holds "bridge"; every other word stands in about one claim of 260.
QUERIES = {
    "a rare word": WORDS[700],
    "two words": f"bridge {WORDS[700]}",
    "a phrase": f'"{WORDS[700]} {WORDS[737]}"',
    "a word without another": f"{WORDS[700]} -{WORDS[737]}",
    "a word of every claim": "bridge",
    "a word of no claim": "zeppelin",
}


def measure() -> Iterator[Figure]:
    with empty_database():
        project, reviewer = make_desk()
        for _ in range(MANY // CLAIMS_AN_ARTICLE):
            store_claims(reviewer, _claims(project, reviewer))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # As autovacuum does within a minute.
        for name, query in QUERIES.items():
            seconds = seconds_for(_page(matching(claims_of(reviewer), query)))
            floor = seconds_for(_page(_by_reading(claims_of(reviewer), query)))
            budget = None if "bridge" in query else 0.5
            detail = f"{seconds * 1000:.1f} ms"
            yield Figure(f"{name}, {MANY:,} claims", seconds, "reading with LIKE", floor, budget, detail)


def _claims(project: Project, reviewer: User) -> list[Claim]:
    claims = claims_for(make_article(project, reviewer, next(NUMBERS)))
    for line, claim in enumerate(claims):
        first = claim.article_id * CLAIMS_AN_ARTICLE + line
        words = " ".join(WORDS[(first * 31 + step * 37) % len(WORDS)] for step in range(5))
        claim.statement = f"The bridge {words} was closed."
    return claims


def _page(claims: QuerySet[Claim]) -> Callable[[], object]:
    return lambda: list(claims.order_by("-id").values_list("id", flat=True)[:PAGE])


def _by_reading(claims: QuerySet[Claim], query: str) -> QuerySet[Claim]:
    for term in read_query(query).terms:
        quoted = Fragment.objects.filter(claim=OuterRef("pk"), quote__icontains=term.text)
        found = Q(statement__icontains=term.text) | Q(claimant__icontains=term.text) | Q(Exists(quoted))
        claims = claims.exclude(found) if term.is_excluded else claims.filter(found)
    return claims
