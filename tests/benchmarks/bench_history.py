"""What the history costs: the same writes with its triggers, without them, and as raw rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.db import connection, transaction

from annotations.models import Project, User
from tests.benchmarks.desk import (
    CLAIMS_AN_ARTICLE,
    claims_for,
    empty_database,
    make_article,
    make_desk,
    store_claims,
)
from tests.benchmarks.figure import Figure, seconds_for
from tests.flushing import triggers_lifted

ARTICLES = 40
NUMBERS = count(1)


def measure() -> Iterator[Figure]:
    with empty_database():
        project, reviewer = make_desk()
        yield from _imports(project, reviewer)
        yield from _bulk(project, reviewer)


def _imports(project: Project, reviewer: User) -> Iterator[Figure]:
    def import_articles() -> None:
        for _ in range(ARTICLES):
            make_article(project, reviewer, next(NUMBERS))

    seconds = seconds_for(import_articles)
    with triggers_lifted(connection):
        floor = seconds_for(import_articles)
    rate = f"{ARTICLES / seconds:.0f} articles a second"
    yield Figure(f"import {ARTICLES} articles", seconds, "without history", floor, 2.0, rate)


def _bulk(project: Project, reviewer: User) -> Iterator[Figure]:
    articles = [make_article(project, reviewer, next(NUMBERS)) for _ in range(20)]
    rows = CLAIMS_AN_ARTICLE * len(articles)

    def store() -> None:
        store_claims(reviewer, [claim for article in articles for claim in claims_for(article)])

    seconds = seconds_for(store)
    with triggers_lifted(connection):
        unrecorded = seconds_for(store)
        raw = seconds_for(_raw_inserts(rows))
    rate = f"{rows / seconds:.0f} claims a second"
    yield Figure(f"store {rows} claims in bulk", seconds, "without history", unrecorded, 1.5, rate)
    yield Figure(f"store {rows} claims in bulk", seconds, "raw rows, no history", raw, 3.0, rate)


def _raw_inserts(rows: int) -> Callable[[], None]:
    """Work that stores copies of the newest claims and their fragments as rows alone, in one transaction."""
    tables = [_newest("annotations_claim", rows), _newest("annotations_fragment", rows)]
    shifts = count(rows, rows)

    def insert() -> None:
        shift = next(shifts)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, identities, copied in tables:
                cursor.executemany(
                    statement,
                    [
                        [value + shift if at in identities else value for at, value in enumerate(row)]
                        for row in copied
                    ],
                )

    return insert


def _newest(table: str, rows: int) -> tuple[str, set[int], list[tuple[Any, ...]]]:
    """The table's INSERT, where its columns of ids are that a copy must change, and its newest rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT {rows}")  # noqa: S608
        columns = [column[0] for column in cursor.description]
        found = cursor.fetchall()
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    identities = {at for at, name in enumerate(columns) if name in {"id", "claim_id"}}
    return f"INSERT INTO {table} ({names}) VALUES ({marks})", identities, found  # noqa: S608
