"""The whole job through the services: article in, split, verdict, source, note, ruling, history."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import (
    Action,
    Article,
    Change,
    Claim,
    Correction,
    Project,
    Rating,
    Ruling,
    State,
    User,
    Verb,
)
from annotations.services.articles import change_article, split_article
from annotations.services.claims import dismiss_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.projects import change_project
from annotations.services.rows import Stale
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import change_source, cite_address
from annotations.services.verdicts import give_verdict
from tests.cast import STAGE, acting, make_scale, make_verdict


def test_an_article_goes_through_to_a_published_and_corrected_ruling(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    assert split_article(actor=acting(reviewer), article=article)
    assert split_article(actor=acting(reviewer), article=article) == []
    verdict = make_verdict(claim, reviewer)
    cite_address(
        actor=acting(reviewer),
        claim=claim,
        url="https://example.org/report",
        title="Report",
        stance="supports",
    )
    leave_note(actor=acting(reviewer), about=claim, text="Ask the city for the protocol.")
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="It is so.")
    published = publish_ruling(actor=acting(editor), ruling=ruling, version=ruling.version)
    claim.refresh_from_db()
    assert (claim.state, published.state) == (State.PUBLISHED, "published")
    with pytest.raises(ValidationError):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Something else")
    source = claim.citations.get().source
    with pytest.raises(PermissionDenied):
        change_source(actor=acting(reviewer), source=source, version=1, url="https://example.org/other")
    with pytest.raises(ValidationError, match="rests on this source"):
        change_source(actor=acting(editor), source=source, version=1, url="https://example.org/other")
    half = Rating.objects.get(code="half_true")
    correct_ruling(
        actor=acting(editor),
        ruling=published,
        version=published.version,
        kind=Correction.Kind.RATING_CHANGE,
        explanation="A new count.",
        rating=half,
    )
    verbs = list(Action.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-5:] == [
        Verb.SOURCE_CITED,
        Verb.NOTE_LEFT,
        Verb.RULING_DRAFTED,
        Verb.RULING_PUBLISHED,
        Verb.RULING_CORRECTED,
    ]
    assert not Change.objects.filter(action__isnull=True).exists()
    last = Change.objects.filter(entity="ruling").order_by("-id")[0]
    assert last.stream == f"article:{article.pk}"
    assert last.values["rating_id"] == [verdict.rating_id, half.pk]


def test_the_second_of_two_edits_is_told(claim: Claim, reviewer: User, editor: User) -> None:
    seen = claim.version
    reword_claim(actor=acting(reviewer), claim=claim, version=seen, statement="First wording.")
    with pytest.raises(Stale) as told:
        reword_claim(actor=acting(editor), claim=claim, version=seen, statement="Second wording.")
    assert str(told.value.current) == "First wording."


def test_a_dismissed_claim_takes_no_verdict(claim: Claim, reviewer: User) -> None:
    dismiss_claim(actor=acting(reviewer), claim=claim, version=claim.version, dismissal="not_a_claim")
    with pytest.raises(ValidationError, match="dismissed"):
        make_verdict(claim, reviewer)


def test_a_failed_gesture_leaves_no_trace(claim: Claim, reviewer: User) -> None:
    actions, changes = Action.objects.count(), Change.objects.count()
    with pytest.raises(ValidationError):
        cite_address(
            actor=acting(reviewer), claim=claim, url="javascript:alert(1)", title="x", stance="supports"
        )
    assert (Action.objects.count(), Change.objects.count()) == (actions, changes)


def test_a_reviewer_drafts_no_ruling(claim: Claim, reviewer: User) -> None:
    verdict = make_verdict(claim, reviewer)
    with pytest.raises(PermissionDenied):
        draft_ruling(actor=acting(reviewer), claim=claim, rating=verdict.rating, summary="x")


def test_a_rating_of_another_scale_is_refused(claim: Claim, reviewer: User) -> None:
    foreign = make_scale("other").ratings.get(code="true")
    with pytest.raises(ValidationError, match="not on the project's scale"):
        give_verdict(actor=acting(reviewer), claim=claim, rating=foreign)


def test_a_date_that_was_wrong_is_taken_away_and_nothing_else_is_touched(
    article: Article, reviewer: User
) -> None:
    dated = change_article(actor=acting(reviewer), article=article, version=1, published_on=date(2026, 1, 2))
    cleared = change_article(actor=acting(reviewer), article=dated, version=2, published_on=None)
    assert (cleared.published_on, cleared.title, cleared.version) == (None, article.title, 3)
    with pytest.raises(ValidationError, match="cannot be changed here"):
        change_article(actor=acting(reviewer), article=dated, version=3, received_sha256="0" * 64)


def test_a_published_ruling_is_retracted_also_when_the_project_rates_on_another_scale_now(
    claim: Claim, project: Project, reviewer: User, editor: User
) -> None:
    verdict = make_verdict(claim, reviewer)
    cite_address(actor=acting(reviewer), claim=claim, url="https://example.org", title="x", stance="supports")
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="It holds.")
    ruling = publish_ruling(actor=acting(editor), ruling=ruling, version=ruling.version)
    change_project(actor=STAGE, project=project, version=project.version, scale=make_scale("other"))
    published = Ruling.objects.get(pk=ruling.pk)
    correction = correct_ruling(
        actor=acting(editor),
        ruling=published,
        version=ruling.version,
        kind="retraction",
        explanation="Wrong.",
    )
    assert (correction.new_rating, correction.ruling.state) == (verdict.rating, Ruling.State.RETRACTED)


@pytest.mark.parametrize(
    "url", ["https://a\u202eb.example/", "https://a\u200bb.example/", "https://a b.example/"]
)
def test_an_address_with_something_unseen_in_it_is_refused(claim: Claim, reviewer: User, url: str) -> None:
    with pytest.raises(ValidationError, match="not a web address"):
        cite_address(actor=acting(reviewer), claim=claim, url=url, title="x", stance="supports")
