"""Undo and redo: every gesture of the workbench taken back and done again by a new Action, nothing erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.models import (
    Action,
    Article,
    Citation,
    Claim,
    Fragment,
    Note,
    Rating,
    State,
    User,
    Verb,
    Verdict,
)
from annotations.services.articles import split_article
from annotations.services.claims import (
    accept_claim,
    change_claim,
    dismiss_claim,
    respan_claim,
    restore_claim,
    reword_claim,
)
from annotations.services.notes import leave_note, resolve_note
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import change_citation, cite_address, withdraw_citation
from annotations.services.undoing import redo, undo
from annotations.services.verdicts import give_verdict, withdraw_verdict
from annotations.text.span import Span
from tests.cast import TEXT, acting, make_claim, make_verdict

WHAT_CHANGES_ANYWAY = {"version", "id", "withdrawn_at", "resolved_at"}


def picture(article: Article) -> list[list[str]]:
    """All that the claims of an article hold, but versions and the exact times."""
    return [
        sorted(str(shown(row)) for row in model.objects.filter(article=article).values())
        for model in (Claim, Fragment, Verdict, Citation, Note)
    ]


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if name not in WHAT_CHANGES_ANYWAY}
    return told | {name: row[name] is not None for name in row.keys() & {"withdrawn_at", "resolved_at"}}


def bridge(claim: Claim) -> list[Span]:
    start = TEXT.index("Long Bridge")
    return [Span(start, start + 11)]


GESTURES: dict[str, Callable[[Any, Claim], Any]] = {
    "reword": lambda who, claim: reword_claim(actor=who, claim=claim, version=None, statement="Other."),
    "change": lambda who, claim: change_claim(actor=who, claim=claim, version=None, claimant="The mayor"),
    "dismiss": lambda who, claim: dismiss_claim(actor=who, claim=claim, version=None, dismissal="duplicate"),
    "respan": lambda who, claim: respan_claim(actor=who, claim=claim, version=None, spans=bridge(claim)),
    "revise": lambda who, claim: give_verdict(
        actor=who, claim=claim, rating=Rating.objects.get(code="false"), rationale="No.", version=1
    ),
    "withdraw": lambda who, claim: withdraw_verdict(
        actor=who, verdict=claim.verdicts.get(reviewer=who.person), version=None
    ),
    "recite": lambda who, claim: change_citation(
        actor=who, citation=claim.citations.get(), version=None, stance="refutes"
    ),
    "uncite": lambda who, claim: withdraw_citation(actor=who, citation=claim.citations.get(), version=None),
    "resolve": lambda who, claim: resolve_note(actor=who, note=claim.notes.get(), version=None),
}


@pytest.fixture
def full_claim(claim: Claim, reviewer: User) -> Claim:
    make_verdict(claim, reviewer)
    cite_address(actor=acting(reviewer), claim=claim, url="https://example.org/", stance="supports")
    leave_note(actor=acting(reviewer), about=claim, text="Ask.")
    return claim


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_gesture_is_undone_and_done_again(
    article: Article, full_claim: Claim, reviewer: User, gesture: str
) -> None:
    who = acting(reviewer)
    before = picture(article)
    GESTURES[gesture](who, full_claim)
    after = picture(article)
    assert after != before
    undo(actor=who, article=article)
    assert picture(article) == before
    redo(actor=who, article=article)
    assert picture(article) == after
    done = Action.objects.order_by("-id")[:3]
    assert [action.reverts for action in done] == [done[1].pk, done[2].pk, None]


def test_what_a_gesture_added_is_withdrawn_and_comes_back(
    article: Article, full_claim: Claim, reviewer: User
) -> None:
    who = acting(reviewer)
    words = [undo(actor=who, article=article).words for _ in range(4)]
    assert words == ["left a note", "cited a source", "gave a verdict", "marked a claim"]
    full_claim.refresh_from_db()
    assert full_claim.state == State.DISMISSED
    assert all(row.withdrawn_at for row in (Verdict.objects.get(), Note.objects.get()))
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(actor=who, article=article)
    words = [redo(actor=who, article=article).words for _ in range(4)]
    full_claim.refresh_from_db()
    assert full_claim.state == State.OPEN
    assert not any(row.withdrawn_at for row in (Verdict.objects.get(), Note.objects.get()))
    with pytest.raises(ValidationError, match="nothing to do again"):
        redo(actor=who, article=article)


def test_a_new_gesture_ends_the_doing_again(article: Article, claim: Claim, reviewer: User) -> None:
    who = acting(reviewer)
    reword_claim(actor=who, claim=claim, version=None, statement="First.")
    reword_claim(actor=who, claim=claim, version=None, statement="Second.")
    undo(actor=who, article=article)
    undo(actor=who, article=article)
    redo(actor=who, article=article)
    claim.refresh_from_db()
    assert claim.statement == "First."
    dismiss_claim(actor=who, claim=claim, version=None, dismissal="duplicate")
    with pytest.raises(ValidationError, match="nothing to do again"):
        redo(actor=who, article=article)
    restore_claim(actor=who, claim=claim, version=None)


def test_what_somebody_changed_since_is_left_alone(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Mine.")
    reword_claim(actor=acting(editor), claim=claim, version=None, statement="Theirs.")
    actions = Action.objects.count()
    with pytest.raises(ValidationError, match="Somebody changed this since"):
        undo(actor=acting(reviewer), article=article)
    claim.refresh_from_db()
    assert (claim.statement, Action.objects.count()) == ("Theirs.", actions)


def test_a_marked_claim_with_a_verdict_is_not_undone(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    make_verdict(claim, editor)
    with pytest.raises(ValidationError, match="has a verdict by now"):
        undo(actor=acting(reviewer), article=article)


def test_a_suggestion_that_was_accepted_is_one_again(article: Article, reviewer: User) -> None:
    suggestion = split_article(actor=acting(reviewer), article=article)[0]
    accept_claim(actor=acting(reviewer), claim=suggestion, version=None)
    undo(actor=acting(reviewer), article=article)
    suggestion.refresh_from_db()
    assert suggestion.state == State.SUGGESTED


def test_a_published_claim_is_not_undone(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    verdict = make_verdict(claim, reviewer)
    cite_address(actor=acting(reviewer), claim=claim, url="https://example.org/", stance="supports")
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="So.")
    publish_ruling(actor=acting(editor), ruling=ruling, version=None)
    with pytest.raises(ValidationError, match="changes only through a correction"):
        undo(actor=acting(reviewer), article=article)


def test_one_undoes_only_ones_own_gestures(article: Article, claim: Claim, editor: User) -> None:
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(actor=acting(editor), article=article)
    assert Action.objects.filter(verb=Verb.CLAIM_DISMISSED).count() == 0
    make_claim(article, editor, "first closure")
    undo(actor=acting(editor), article=article)
    assert Action.objects.filter(verb=Verb.CLAIM_DISMISSED).count() == 1
