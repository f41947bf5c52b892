"""Taking a gesture back is a new gesture that names it; what was done since stops it and is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from annotations.history.verification import verify
from annotations.models import Action, Claim, Fragment, Note, Rating, State, User, Verb, Verdict
from annotations.selectors.reverting import revert_of
from annotations.selectors.timeline import claim_timeline
from annotations.services.claims import accept_claim, dismiss_claim, respan_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.reverts import revert_action
from annotations.services.rulings import draft_ruling
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests.cast import acting, make_person, make_verdict

Gesture = Callable[[Claim, User], object]


def state(claim: Claim) -> tuple[object, ...]:
    row = Claim.objects.values("statement", "kind", "state", "dismissal", "claimant", "start", "end").get(
        pk=claim.pk
    )
    fragments = Fragment.objects.filter(claim=claim).order_by("position").values_list("start", "end", "quote")
    return row, list(fragments)


def revert(claim: Claim, by: User, action: Action | None = None) -> Action:
    return revert_action(
        actor=acting(by),
        action=action or Action.objects.latest("id"),
        project=claim.article.project,
        reason="A slip.",
    )


GESTURES: list[tuple[str, Gesture]] = [
    (
        "reword",
        lambda claim, by: reword_claim(actor=acting(by), claim=claim, version=None, statement="Other."),
    ),
    (
        "dismiss",
        lambda claim, by: dismiss_claim(
            actor=acting(by), claim=claim, version=None, dismissal="not_checkable"
        ),
    ),
    (
        "respan",
        lambda claim, by: respan_claim(actor=acting(by), claim=claim, version=None, spans=[Span(2, 9)]),
    ),
]


@pytest.mark.parametrize(("name", "gesture"), GESTURES, ids=[row[0] for row in GESTURES])
def test_a_gesture_is_taken_back_whole(claim: Claim, reviewer: User, name: str, gesture: Gesture) -> None:
    before = state(claim)
    gesture(claim, reviewer)
    done = Action.objects.latest("id")
    assert state(claim) != before
    taken = revert(claim, reviewer)
    assert state(claim) == before
    assert (taken.reverts, taken.verb, taken.reason) == (done.pk, Verb.GESTURE_REVERTED, "A slip.")
    entry = claim_timeline(claim).entries[0]
    assert (entry.reverts, entry.sentence) == (done.pk, "Olena took an earlier gesture back")
    assert verify(connection).findings == []


def test_a_revert_is_itself_taken_back(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    after = state(claim)
    revert(claim, reviewer)
    revert(claim, reviewer)
    assert state(claim) == after


def test_later_work_stops_it_and_is_named(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    first = Action.objects.latest("id")
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Later.")
    assert revert_of(first).conflicts == ("The claim's statement was changed since.",)
    with pytest.raises(ValidationError, match="statement was changed since"):
        revert(claim, reviewer, first)
    claim.refresh_from_db()
    assert claim.statement == "Later."
    revert(claim, reviewer)
    assert revert_of(first).conflicts == ()


def test_what_was_added_is_set_aside_and_never_deleted(claim: Claim, reviewer: User) -> None:
    leave_note(actor=acting(reviewer), about=claim, text="Wrong place.")
    revert(claim, reviewer)
    assert Note.objects.get().withdrawn_at
    make_verdict(claim, reviewer)
    revert(claim, reviewer)
    assert Verdict.objects.get().withdrawn_at


def test_a_marked_claim_is_dismissed_with_its_words(claim: Claim, reviewer: User) -> None:
    revert(claim, reviewer, Action.objects.get(verb=Verb.CLAIM_MARKED))
    claim.refresh_from_db()
    assert (claim.state, claim.dismissal) == (State.DISMISSED, "wrongly_split")
    assert claim.fragments.exists()


def test_whose_gesture_it_is_decides_who_takes_it_back(claim: Claim, reviewer: User, editor: User) -> None:
    reword_claim(actor=acting(editor), claim=claim, version=None, statement="Editor's.")
    with pytest.raises(ValidationError, match="Only an editor"):
        revert(claim, reviewer)
    verdict = make_verdict(claim, reviewer)
    given = Action.objects.latest("id")
    with pytest.raises(ValidationError, match="by its reviewer alone"):
        revert(claim, editor, given)
    with pytest.raises(PermissionDenied):
        revert(claim, make_person("stranger"), given)
    give_verdict(
        actor=acting(reviewer),
        claim=claim,
        rating=Rating.objects.get(code="false"),
        rationale="x",
        version=verdict.version,
    )
    with pytest.raises(ValidationError, match="was changed since"):
        revert(claim, reviewer, given)


def test_it_is_taken_back_once_with_a_reason(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    done = Action.objects.latest("id")
    with pytest.raises(ValidationError, match="Say why"):
        revert_action(actor=acting(reviewer), action=done, project=claim.article.project, reason=" ")
    revert(claim, reviewer, done)
    with pytest.raises(ValidationError, match="taken back already"):
        revert(claim, reviewer, done)


def test_rulings_change_by_their_own_rules(claim: Claim, reviewer: User, editor: User) -> None:
    verdict = make_verdict(claim, reviewer)
    draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="So it is.")
    with pytest.raises(ValidationError, match="ruling is not taken back here"):
        revert(claim, editor)
    with pytest.raises(ValidationError):
        accept_claim(actor=acting(reviewer), claim=claim, version=None)
