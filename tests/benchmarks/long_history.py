"""Owns a desk with a history of any length: some articles are worked on by services, then copied. Measures nothing.

The copies are made by the database with the triggers off, as a backup is put back: every row, Action and Change of the
articles with other ids, at other times. They have no seals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max, Min

from annotations.models import (
    Action,
    Article,
    Change,
    Channel,
    Citation,
    Claim,
    Correction,
    Fragment,
    Note,
    Project,
    Rating,
    Revision,
    Role,
    Ruling,
    Source,
    User,
    Verdict,
)
from annotations.services.claims import dismiss_claim, respan_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.people import add_member
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests.benchmarks.desk import claims_for, make_article, store_claims
from tests.cast import STAGE, acting, make_member, make_person, make_project
from tests.flushing import triggers_lifted

COPIED: tuple[type[models.Model], ...] = (
    Article, Revision, Source, Claim, Fragment, Verdict, Citation, Note, Ruling, Correction, Action, Change,
)  # fmt: skip
ARTICLES = 4
WORKED_ON = 12  # claims of each article
MINUTES = 12  # between two copies
# Shares of the copies, oldest first: a small project that ended, a large one that ended, the one at work.
SHARES = {"small": 0.002, "past": 0.3, "desk": 1.0}


@dataclass(frozen=True)
class LongHistory:
    projects: dict[str, Project]
    people: list[User]
    changes: int
    actions: int


def make_long_history(changes: int) -> LongHistory:
    """At least so many Changes, in three projects with the same members."""
    make_person("operator", is_operator=True)
    projects = {slug: make_project(slug, owner=None) for slug in SHARES}
    desk = projects["desk"]
    people = [make_member(desk, f"person_{number}", Role.EDITOR) for number in range(6)]
    for project in projects.values():
        if project != desk:
            add_member(actor=STAGE, project=project, person=people[0], role=Role.VIEWER)
    bounds = {model: (model._default_manager.aggregate(m=Max("pk"))["m"] or 0) + 1 for model in COPIED}
    for number in range(ARTICLES):
        _worked_on(make_article(desk, people[0], number), people)
    template = Change.objects.filter(pk__gte=bounds[Change]).count()
    _copy(bounds, projects, copies=-(-changes // template))
    return LongHistory(projects, people, Change.objects.count(), Action.objects.count())


def _worked_on(article: Article, people: list[User]) -> None:
    """What a desk does with an article: about fifty Actions, one of them large."""
    store_claims(people[0], claims_for(article))
    claims = list(article.claims.order_by("start")[:WORKED_ON])
    ratings = list(Rating.objects.filter(scale=article.project.scale).order_by("position"))
    for number, claim in enumerate(claims):
        one, other = people[number % 5], people[(number + 1) % 5]
        reword_claim(
            actor=acting(one), claim=claim, version=None, statement=f"The city closed bridge {number}."
        )
        verdict = give_verdict(
            actor=acting(one), claim=claim, rating=ratings[number % 3], rationale="The report lists them."
        )
        leave_note(actor=acting(other, Channel.API), about=claim, text="Ask the city once more.")
        if number % 3 == 0:
            cite_address(
                actor=acting(other),
                claim=claim,
                url=f"https://example.org/{article.pk}/{number}",
                title=f"Report {number}",
                stance="supports",
            )
            give_verdict(
                actor=acting(one),
                claim=claim,
                rating=ratings[(number + 1) % 3],
                rationale="A recount.",
                version=verdict.version,
            )
        elif number % 3 == 1:
            respan_claim(
                actor=acting(other), claim=claim, version=None, spans=[Span(claim.start, claim.end - 5)]
            )
    ruling = draft_ruling(actor=acting(people[4]), claim=claims[0], rating=ratings[0], summary="It holds.")
    ruling = publish_ruling(actor=acting(people[3]), ruling=ruling, version=ruling.version)
    if article.title.endswith("0"):
        correct_ruling(
            actor=acting(people[5]),
            ruling=ruling,
            version=ruling.version,
            kind="rating_change",
            explanation="A new count.",
            rating=ratings[1],
        )
    dismiss_claim(actor=acting(people[0]), claim=claims[2], version=None, dismissal="not_checkable")


def _copy(bounds: dict[type[models.Model], int], projects: dict[str, Project], copies: int) -> None:
    strides = {}
    for model, low in bounds.items():
        found = model._default_manager.filter(pk__gte=low).aggregate(low=Min("pk"), high=Max("pk"))
        strides[model] = (found["high"] or 0) - (found["low"] or 0) + 1 if found["high"] else 0
    first = 1
    with triggers_lifted(connection), connection.cursor() as cursor:
        for slug, share in SHARES.items():
            last = max(first, int(copies * share)) if share < 1 else copies
            for model in COPIED:
                cursor.execute(_statement(model, bounds, strides, projects[slug].pk, first, last, copies))
            first = last + 1
        for statement in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # As PostgreSQL does by itself within minutes.


def _statement(
    model: type[models.Model],
    bounds: dict[type[models.Model], int],
    strides: dict[type[models.Model], int],
    project_id: int,
    first: int,
    last: int,
    copies: int,
) -> str:
    """Rows of the model once more for each number `k` from first to last."""
    fields = model._meta.local_concrete_fields
    values = ", ".join(_value(model, field, strides, project_id, copies) for field in fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    series = (
        f"(SELECT generate_series({first}, {last}) AS k) s"
        if connection.vendor == "postgresql"
        else f"(WITH RECURSIVE s(k) AS (VALUES ({first}) UNION ALL SELECT k + 1 FROM s WHERE k < {last})"  # noqa: S608
        " SELECT k FROM s) s"
    )
    table, low = model._meta.db_table, bounds[model]
    high = low + strides[model] - 1
    return (
        f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM {series} CROSS JOIN "{table}" t'  # noqa: S608
        f" WHERE t.id BETWEEN {low} AND {high} ORDER BY k, t.id"
    )


def _value(
    model: type[models.Model],
    field: models.Field[object, object],
    strides: dict[type[models.Model], int],
    project_id: int,
    copies: int,
) -> str:
    column = f't."{field.column}"'
    target = model if field.primary_key else field.related_model
    if model is Change and field.column in {"stream", "row_id", "claim_id", "action_id"}:
        return _of_change(field.column, strides)
    if target in strides:
        return f"{column} + k * {strides[target]}"
    minutes = f"{MINUTES} * ({copies} - k)"
    earlier = {
        "postgresql": f"{column} - make_interval(mins => ({minutes})::int)",
        "sqlite": f"datetime({column}, '-' || ({minutes}) || ' minutes')",
    }
    others = {
        "project_id": str(project_id),
        "received_sha256": f"substr({column}, 1, 40) || 'copy' || k",
        "url": f"{column} || '?' || k" if model is Source else column,
        "at": earlier[connection.vendor],
    }
    return others.get(str(field.column), column)


def _of_change(column: str, strides: dict[type[models.Model], int]) -> str:
    by_name: Sequence[tuple[str, int]] = [(str(model._meta.model_name), strides[model]) for model in COPIED]
    if column == "claim_id":
        return f"t.claim_id + k * {strides[Claim]}"
    if column == "action_id":
        # A write from outside, here and there.
        shifted = f"t.action_id + k * {strides[Action]}"
        return (
            f"CASE WHEN t.operation = 'U' AND t.entity = 'ruling' AND k % 20 = 0 THEN NULL ELSE {shifted} END"
        )
    if column == "row_id":
        cases = " ".join(f"WHEN '{name}' THEN {stride}" for name, stride in by_name)
        return f"t.row_id + k * CASE t.entity {cases} ELSE 0 END"
    number = "CAST(substr(t.stream, {}) AS bigint)"
    return (
        f"CASE WHEN t.stream LIKE 'article:%' THEN 'article:' || ({number.format(9)} + k * {strides[Article]})"
        f" WHEN t.stream LIKE 'source:%' THEN 'source:' || ({number.format(8)} + k * {strides[Source]})"
        " ELSE t.stream END"
    )
