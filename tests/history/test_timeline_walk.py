"""A wide timeline is walked in bounded stretches: nothing is missed or told twice, and a page says where it ended."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.models import Action, Claim, Project, User, Verb
from annotations.selectors.timeline import walk
from annotations.selectors.timeline.filters import Filters, read_filters
from annotations.selectors.timeline.kinds import FIELDS, VERB_GROUPS
from annotations.selectors.timeline.pages import (
    ANYTHING,
    Page,
    is_known_to,
    person_timeline,
    project_timeline,
    site_timeline,
)
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from tests.cast import acting, make_article, make_person, make_project
from tests.history.bypass import unexplained_writes_allowed


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every project counts as a large one."""
    monkeypatch.setattr("annotations.selectors.timeline.scope.SMALL_STREAMS", 0)


def tampered(claim: Claim, statement: str) -> None:
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET statement = %s WHERE id = %s", [statement, claim.pk])


def worked_on(claim: Claim, reviewer: User) -> None:
    for number in range(7):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=f"Wording {number}.")
        if number % 3 == 0:
            tampered(claim, f"Tampered {number}.")
        leave_note(actor=acting(reviewer), about=claim, text=f"Note {number}.")


def all_pages(project: Project, filters: Filters = ANYTHING, limit: int = 3) -> list[Page]:
    pages: list[Page] = []
    before: str | None = None
    while not pages or before is not None:
        pages.append(project_timeline(project, before=before, limit=limit, filters=filters))
        assert before is None or before != pages[-1].next_before, "a page leads on"
        before = pages[-1].next_before
    return pages


def sentences(pages: list[Page]) -> list[str]:
    return [entry.sentence for page in pages for entry in page.entries]


def test_a_walk_tells_what_reading_along_the_index_tells(
    project: Project, claim: Claim, reviewer: User, request: pytest.FixtureRequest
) -> None:
    worked_on(claim, reviewer)
    along = sentences([project_timeline(project)])
    request.getfixturevalue("wide")
    assert sentences([project_timeline(project)]) == along
    assert sentences(all_pages(project)) == along
    assert len(set(along)) > 15


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("stretch", [1, 2, 5])
def test_short_stretches_hide_nothing(
    project: Project, claim: Claim, reviewer: User, monkeypatch: pytest.MonkeyPatch, stretch: int
) -> None:
    worked_on(claim, reviewer)
    whole = sentences(all_pages(project, limit=50))
    monkeypatch.setattr(walk, "STRETCH", stretch)
    monkeypatch.setattr(walk, "STRETCH_OUTSIDE", stretch)
    pages = all_pages(project)
    assert sentences(pages) == whole
    if stretch < 3:
        assert any(page.is_unfinished for page in pages)


@pytest.mark.usefixtures("wide")
def test_a_field_that_few_rows_have_is_answered_at_once(
    project: Project, claim: Claim, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_on(claim, reviewer)
    monkeypatch.setattr(walk, "STRETCH", 2)
    (page,) = all_pages(project, Filters(field="article"), limit=50)
    assert sentences([page]) == ["Olena added the article “Bridge closed”"]
    assert not page.is_unfinished


@pytest.mark.usefixtures("wide")
def test_another_rare_answer_is_found_by_looking_further(
    project: Project, claim: Claim, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_on(claim, reviewer)
    monkeypatch.setattr("annotations.selectors.timeline.scope.SMALL_CHANGES", 0)
    monkeypatch.setattr(walk, "STRETCH", 2)
    pages = all_pages(project, Filters(field="article"), limit=50)
    assert sentences(pages) == ["Olena added the article “Bridge closed”"]
    assert pages[0].is_unfinished
    assert pages[0].entries == ()


@pytest.mark.usefixtures("wide")
def test_a_project_that_is_quiet_is_found_at_once(
    project: Project, claim: Claim, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = make_person("elsewhere")
    article = make_article(make_project("other", owner=elsewhere), elsewhere, text="Elsewhere it rained.")
    for number in range(30):
        leave_note(actor=acting(elsewhere), about=article, text=f"Note {number}.")
    monkeypatch.setattr(walk, "STRETCH", 5)
    monkeypatch.setattr(walk, "OVERLAP", 1)
    first = project_timeline(project)
    assert sentences([first])[0].startswith("Olena marked the claim")


def test_one_sees_of_others_what_one_shares(project: Project, claim: Claim, reviewer: User) -> None:
    stranger = make_person("stranger")
    assert not is_known_to(reviewer, stranger)
    assert is_known_to(stranger, stranger)
    assert person_timeline(reviewer, stranger).entries == ()
    assert person_timeline(reviewer, reviewer).entries


def test_the_site_tells_everything(claim: Claim) -> None:
    told = sentences([site_timeline(limit=500)])
    assert len(told) == Action.objects.count()


def test_every_verb_stands_in_one_group_and_every_field_exists() -> None:
    grouped = [verb for group in VERB_GROUPS.values() for verb in group.verbs]
    assert sorted(grouped) == sorted(Verb)
    from annotations.selectors.timeline.words import field_of, model_of

    for each in FIELDS.values():
        for entity, columns in each.columns:
            assert model_of(entity) is not None, entity
            assert all(field_of(entity, column) is not None for column in columns), (entity, columns)


def test_filters_are_written_as_they_are_read() -> None:
    given = {"who": "7", "verb": "verdicts", "field": "rating", "channel": "outside", "since": "2026-01-31"}
    asked = read_filters(given)
    assert asked.filters.as_query() == given
    assert asked.problems == {}
    turned = read_filters({"since": "2026-02-01", "until": "2026-01-01"})
    assert list(turned.problems) == ["until"]
    assert turned.filters.until is None
