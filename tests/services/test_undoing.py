"""Undo and redo: every gesture of the workbench taken back and done again by a new Action, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from annotations.history.verification import verify
from annotations.models import (
    Action,
    Article,
    Citation,
    Claim,
    Fragment,
    Note,
    Rating,
    Source,
    State,
    User,
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
from annotations.services.reverts import revert_action
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import change_citation, cite_address, withdraw_citation
from annotations.services.undoing import redo, undo
from annotations.services.verdicts import give_verdict, withdraw_verdict
from annotations.text.span import Span
from tests.cast import TEXT, acting, make_claim, make_verdict
from tests.services.tables import tables

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
        actor=who, verdict=claim.verdicts.get(reviewer=who.person), version=None, reason="A slip."
    ),
    "recite": lambda who, claim: change_citation(
        actor=who, citation=claim.citations.get(), version=None, stance="refutes"
    ),
    "uncite": lambda who, claim: withdraw_citation(
        actor=who, citation=claim.citations.get(), version=None, reason="A slip."
    ),
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


def test_what_a_gesture_added_goes_and_comes_back_as_it_was(
    article: Article, full_claim: Claim, reviewer: User
) -> None:
    who = acting(reviewer)
    before = tables()
    words = [undo(actor=who, article=article).words for _ in range(4)]
    assert words == ["left a note", "cited a source", "gave a verdict", "marked a claim"]
    assert not any(model.objects.exists() for model in (Claim, Fragment, Verdict, Citation, Note, Source))
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(actor=who, article=article)
    words = [redo(actor=who, article=article).words for _ in range(4)]
    assert words == ["marked a claim", "gave a verdict", "cited a source", "left a note"]
    assert tables() == before
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
    with pytest.raises(ValidationError, match="has been changed since"):
        undo(actor=acting(reviewer), article=article)
    claim.refresh_from_db()
    assert (claim.statement, Action.objects.count()) == ("Theirs.", actions)


def test_a_marked_claim_with_a_verdict_is_not_undone(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    make_verdict(claim, editor)
    with pytest.raises(ValidationError, match="a verdict was added to it since"):
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
    with pytest.raises(ValidationError, match="only a correction changes"):
        undo(actor=acting(reviewer), article=article)


def test_one_undoes_only_ones_own_gestures(article: Article, claim: Claim, editor: User) -> None:
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(actor=acting(editor), article=article)
    theirs = make_claim(article, editor, "first closure")
    undo(actor=acting(editor), article=article)
    assert list(Claim.objects.all()) == [claim]
    assert redo(actor=acting(editor), article=article).claim_ids == [theirs.pk]


def test_what_an_editor_took_back_is_passed_over(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Mine.")
    revert_action(actor=acting(editor), action=Action.objects.latest("id"), reason="It was right.")
    assert undo(actor=acting(reviewer), article=article).words == "marked a claim"


def gestures(claim: Claim, by: User, chance: Random) -> list[Callable[[], Any]]:
    """What the person can do just now."""
    claim.refresh_from_db()
    who, any_rating = acting(by), chance.choice(list(Rating.objects.order_by("pk")))
    mine = Verdict.objects.filter(claim=claim, reviewer=by).first()
    start = chance.randrange(60)
    found: list[Callable[[], Any]] = [
        lambda: leave_note(actor=who, about=claim, text=f"Note {chance.random()}"),
        lambda: make_claim(claim.article, by, chance.choice(["nine years", "Monday", "mayor"])),
    ]
    if claim.state == State.DISMISSED:
        return [*found, lambda: restore_claim(actor=who, claim=claim, version=None)]
    spans = [Span(start, start + 5), Span(start + 8, start + 20)]
    return [
        *found,
        lambda: reword_claim(actor=who, claim=claim, version=None, statement=f"S {chance.random()}"),
        lambda: respan_claim(actor=who, claim=claim, version=None, spans=spans[: chance.randint(1, 2)]),
        lambda: dismiss_claim(actor=who, claim=claim, version=None, dismissal="not_checkable"),
        lambda: give_verdict(
            actor=who, claim=claim, rating=any_rating, version=mine.version if mine else None
        ),
        lambda: cite_address(
            actor=who, claim=claim, url=f"https://example.org/{start}", title="R", stance="context"
        ),
        lambda: split_article(actor=who, article=claim.article),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_any_gestures_undone_in_reverse_bring_every_row_back(
    article: Article, claim: Claim, reviewer: User, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  # nothing secret
    states = [tables()]
    while len(states) < 10:
        chance.choice(gestures(claim, reviewer, chance))()
        if tables() != states[-1]:
            states.append(tables())
    for state in reversed(states[:-1]):
        undo(actor=acting(reviewer), article=article)
        assert tables() == state
        assert verify(connection).findings == []
    for state in states[1:]:
        redo(actor=acting(reviewer), article=article)
        assert tables() == state
    assert verify(connection).findings == []
