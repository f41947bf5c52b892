"""However Actions lie among each other, every page of a timeline tells what a plain reading of the whole log tells."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from annotations.models import Action, Article, Change, Claim, Project, User
from annotations.selectors.timeline import scope as scopes
from annotations.selectors.timeline import walk
from annotations.selectors.timeline.filters import OUTSIDE, Filters
from annotations.selectors.timeline.kinds import FIELDS, verbs_named
from annotations.selectors.timeline.pages import (
    Page,
    article_timeline,
    claim_timeline,
    project_timeline,
    site_timeline,
)
from tests.cast import make_article, make_person, make_project
from tests.flushing import triggers_lifted

VERBS = ("verdict.given", "claim.reworded", "note.left", "member.added")
BODIES = {
    "verdict": '{"rating_id": [1, 2]}',
    "claim": '{"statement": ["a", "b"]}',
    "note": '{"text": "\\"rating_id\\": no"}',
    "project": '{"name": ["a", "b"]}',
    "tag": '{"name": "x"}',
}
ACTIONS, OPEN_AT_ONCE = 60, 5


@pytest.fixture
def elsewhere(db: None) -> Article:
    person = make_person("elsewhere")
    return make_article(make_project("other", owner=person), person, text="Elsewhere it rained.")


def write_at_random(chance: random.Random, people: list[User], claim: Claim, elsewhere: Article) -> None:
    """Actions whose Changes lie between each other's, as those of transactions that ran at once."""
    start = timezone.now() - timedelta(days=3)
    connection.check_constraints()  # What PostgreSQL has deferred: it lifts no trigger before that.
    with triggers_lifted(connection):
        first = Action.objects.latest("id").pk + 1
        actions = Action.objects.bulk_create(
            Action(
                id=first + number,
                actor_id=chance.choice([*(person.pk for person in people), None]),
                actor_label="Somebody",
                verb=chance.choice(VERBS),
                channel=chance.choice(["ui", "api", "import"]),
                app_version="1",
            )
            for number in range(ACTIONS)
        )
        changes: list[Change] = []
        while actions:
            if chance.random() < 0.1:
                changes.append(a_change(chance, None, claim, elsewhere))
            action = chance.choice(actions[:OPEN_AT_ONCE])
            changes.append(a_change(chance, action, claim, elsewhere))
            if chance.random() < 0.4:
                actions.remove(action)
        for number, change in enumerate(changes):
            change.at = start + timedelta(minutes=number)
        Change.objects.bulk_create(changes)


def a_change(chance: random.Random, action: Action | None, claim: Claim, elsewhere: Article) -> Change:
    place, number, thread = chance.choice(
        [
            ("article", claim.article_id, claim.pk),
            ("article", claim.article_id, None),
            ("article", elsewhere.pk, None),
            ("project", claim.article.project_id, None),
            ("project", elsewhere.project_id, None),
        ]
    )
    entity = chance.choice(list(BODIES))
    return Change(
        action=action,
        stream=f"{place}:{number}",
        entity=entity,
        row_id=chance.randrange(1, 9),
        claim_id=thread,
        operation="I" if entity in {"note", "tag"} else "U",
        nonce="0" * 32,
        body=BODIES[entity],
    )


def told_plainly(filters: Filters, is_there: Callable[[Change], bool]) -> set[int | str]:
    """Ids of the Actions, and of Changes from outside as text, that a reading of everything finds."""
    found: set[int | str] = set()
    for change in Change.objects.select_related("action"):
        action = change.action
        if not is_there(change) or not has_field(change, filters.field):
            continue
        if action is None:
            if not filters.who and not filters.verb and filters.channel in {"", OUTSIDE}:
                found.add(f"outside {change.pk}")
        elif (
            filters.who in {"", str(action.actor_id)}
            and (not filters.verb or action.verb in verbs_named(filters.verb))
            and filters.channel in {"", action.channel}
        ):
            found.add(action.pk)
    return found


def has_field(change: Change, name: str) -> bool:
    return not name or any(
        change.entity == entity and (not columns or bool(change.values.keys() & set(columns)))
        for entity, columns in FIELDS[name].columns
    )


def told_by_pages(view: Callable[..., Page]) -> list[int | str]:
    told: list[int | str] = []
    before: str | None = None
    for _ in range(500):
        page = view(before=before)
        # No bursts: the writes of this history lie a minute apart.
        told += [f"outside {entry.newest}" if entry.id is None else entry.id for entry in page.entries]
        if page.next_before is None:
            return told
        assert page.next_before != before, "a page leads on"
        before = page.next_before
    raise AssertionError("the pages have no end")


def some_filters(chance: random.Random, people: list[User]) -> Filters:
    def one_of(*values: str) -> str:
        return chance.choice(["", *values])

    return Filters(
        who=one_of(*(str(person.pk) for person in people)),
        verb=one_of("verdicts", "claims", "note.left"),
        field=one_of("rating", "statement", "rules", "tag", "note", "member"),
        channel=one_of("ui", "api", OUTSIDE),
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("few", [0, 30, 5_000])
def test_pages_tell_what_a_plain_reading_tells(
    project: Project,
    claim: Claim,
    reviewer: User,
    editor: User,
    elsewhere: Article,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    few: int,
) -> None:
    """`few` Changes are read whole: with none everything is walked, with 30 the kinds of rows are of both sorts."""
    chance = random.Random(seed)  # noqa: S311 # the same histories each time
    write_at_random(chance, [reviewer, editor], claim, elsewhere)
    monkeypatch.setattr(scopes, "SMALL_CHANGES", few)
    monkeypatch.setattr(walk, "STRETCH", chance.choice([1, 3, 20]))
    monkeypatch.setattr(walk, "STRETCH_OUTSIDE", chance.choice([1, 4]))
    of_article = f"article:{claim.article_id}"
    own = {of_article, f"project:{project.pk}"}
    for _ in range(6):
        filters, limit = some_filters(chance, [reviewer, editor]), chance.choice([1, 3, 50])
        views: list[tuple[Callable[..., Page], Callable[[Change], bool]]] = [
            (site_timeline, lambda change: True),
            (partial(project_timeline, project), lambda change: change.stream in own),
            (partial(article_timeline, claim.article), lambda change: change.stream == of_article),
            (partial(claim_timeline, claim), lambda change: change.claim_id == claim.pk),
        ]
        for view, is_there in views:
            told = told_by_pages(partial(view, filters=filters, limit=limit))
            assert len(told) == len(set(told)), (filters, limit, "told twice")
            assert set(told) == told_plainly(filters, is_there), (filters, limit)
