"""How much longer a list takes to answer when its table has twenty times the rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count

from django.test import Client

from annotations.models import Project, User
from tests.benchmarks.desk import (
    CLAIMS_AN_ARTICLE,
    claims_for,
    empty_database,
    make_article,
    make_desk,
    store_claims,
)
from tests.benchmarks.figure import Figure, percentile

FEW, MANY = 1_000, 20_000
REQUESTS = 40
LISTS = {"queue page": "/projects/desk/queue/", "API list of claims": "/api/v1/claims/"}
NUMBERS = count(1)


def measure() -> Iterator[Figure]:
    with empty_database():
        project, reviewer = make_desk()
        client = Client()
        client.force_login(reviewer)
        _grow(project, reviewer, FEW)
        few = {name: p95(client, path) for name, path in LISTS.items()}
        _grow(project, reviewer, MANY - FEW)
        for name, path in LISTS.items():
            seconds = p95(client, path)
            detail = f"p95 {seconds * 1000:.0f} ms"
            yield Figure(f"{name}, {MANY:,} claims", seconds, f"{FEW:,} claims", few[name], 1.3, detail)


def p95(client: Client, path: str) -> float:
    """Seconds below which 95 in 100 answers stay, after two that warm up."""
    taken = []
    for number in range(REQUESTS + 2):
        start = time.perf_counter()
        answer = client.get(path)
        answer.getvalue()
        if number >= 2:
            taken.append(time.perf_counter() - start)
        assert answer.status_code == 200, (path, answer.status_code)
    return percentile(taken, 0.95)


def _grow(project: Project, reviewer: User, claims: int) -> None:
    for _ in range(claims // CLAIMS_AN_ARTICLE):
        store_claims(reviewer, claims_for(make_article(project, reviewer, next(NUMBERS))))
