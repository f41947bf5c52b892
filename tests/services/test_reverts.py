"""A gesture is taken back whole, as a new one that names it, or not at all and everything in the way is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from annotations.history.digests import ids_of
from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import (
    Action,
    Article,
    Change,
    Claim,
    Fragment,
    Note,
    Rating,
    Reversal,
    State,
    User,
    Verb,
)
from annotations.selectors.timeline.pages import article_timeline, claim_timeline
from annotations.services.articles import split_article
from annotations.services.claims import accept_claim, dismiss_claim, respan_claim, reword_claim
from annotations.services.notes import leave_note, resolve_note
from annotations.services.reverts import preview_changes, preview_revert, revert_action, revert_changes
from annotations.services.sources import cite_address
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests.cast import STAGE, acting, make_verdict
from tests.services.tables import tables

Gesture = Callable[[Claim, User], object]


def last() -> Action:
    return Action.objects.latest("id")


def revert(by: User, action: Action | None = None, reason: str = "A slip.") -> Action:
    return revert_action(actor=acting(by), action=action or last(), reason=reason)


def sound() -> bool:
    return verify(connection).findings == []


def cite(claim: Claim, by: User) -> object:
    return cite_address(
        actor=acting(by), claim=claim, url="https://example.org/a", title="Report", stance="supports"
    )


GESTURES: dict[str, Gesture] = {
    "reword": lambda claim, by: reword_claim(actor=acting(by), claim=claim, version=None, statement="Other."),
    "dismiss": lambda claim, by: dismiss_claim(
        actor=acting(by), claim=claim, version=None, dismissal="not_checkable"
    ),
    "respan": lambda claim, by: respan_claim(actor=acting(by), claim=claim, version=None, spans=[Span(2, 9)]),
    "verdict": make_verdict,
    "citation with its source": cite,
    "note": lambda claim, by: leave_note(actor=acting(by), about=claim, text="Ask again."),
    "split": lambda claim, by: split_article(actor=acting(by), article=claim.article),
}


@pytest.mark.parametrize("name", GESTURES)
def test_a_gesture_is_taken_back_whole_and_done_again(claim: Claim, reviewer: User, name: str) -> None:
    before = tables()
    GESTURES[name](claim, reviewer)
    done, after = last(), tables()
    assert after != before
    taken = revert(reviewer)
    assert tables() == before
    assert (taken.reverts, taken.verb, taken.reason) == (done.pk, Verb.GESTURE_REVERTED, "A slip.")
    revert(reviewer)
    assert tables() == after
    assert sound()


def test_versions_grow_and_never_go_back(claim: Claim, reviewer: User) -> None:
    leave_note(actor=acting(reviewer), about=claim, text="Ask again.")
    seen = [Note.objects.get().version]
    for _ in range(2):
        revert(reviewer)
        revert(reviewer)
        seen.append(Note.objects.get().version)
    assert seen == [1, 2, 3]
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    revert(reviewer)
    claim.refresh_from_db()
    assert claim.version == 3


def test_the_timeline_says_so(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    done = last()
    revert(reviewer)
    entry = claim_timeline(claim).entries[0]
    assert (entry.reverts, entry.sentence) == (
        done.pk,
        "Reviewer took back what they had done: reworded the claim",
    )


def test_the_preview_tells_every_row_now_and_then(claim: Claim, reviewer: User) -> None:
    respan_claim(actor=acting(reviewer), claim=claim, version=None, spans=[Span(0, 6)])
    before = tables()
    plan = preview_revert(actor=acting(reviewer), action=last())
    assert tables() == before
    assert plan.conflicts == []
    assert sorted(str(row) for row in plan.rows) == [
        "claim “Inspectors found 14 cracked bolts in the Long Bridge.”: changed",
        "fragment “Bridge”: removed",
        "fragment “inspectors found 14 cracked bolts”: restored",
    ]


def test_later_work_stops_it_is_named_and_nothing_is_done(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    first = last()
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Later.")
    before, actions = tables(), Action.objects.count()
    with pytest.raises(
        ValidationError, match=r"statement: it has been changed since, from “Other.” to “Later.”"
    ):
        revert(reviewer, first)
    assert (tables(), Action.objects.count()) == (before, actions)
    revert(reviewer)
    assert preview_revert(actor=acting(reviewer), action=first).conflicts == []


def test_a_row_that_others_build_on_stays(claim: Claim, reviewer: User, editor: User) -> None:
    marked = Action.objects.get(verb=Verb.CLAIM_MARKED)
    make_verdict(claim, editor)
    leave_note(actor=acting(reviewer), about=claim, text="Ask again.")
    with pytest.raises(ValidationError) as told:
        revert(reviewer, marked)
    assert any("a verdict was added to it since" in message for message in told.value.messages)
    assert any("a note was added to it since" in message for message in told.value.messages)


def test_a_bulk_gesture_is_taken_back_as_one(article: Article, reviewer: User) -> None:
    claims = split_article(actor=acting(reviewer), article=article)
    with recorded(acting(reviewer), Verb.CLAIM_ACCEPTED):
        for claim in claims:
            accept_claim(actor=acting(reviewer), claim=claim, version=None)
    make_verdict(claims[0], reviewer)
    with pytest.raises(ValidationError, match="more than a suggestion"):
        revert(reviewer, Action.objects.get(verb=Verb.CLAIM_ACCEPTED))
    revert(reviewer)
    revert(reviewer, Action.objects.get(verb=Verb.CLAIM_ACCEPTED))
    assert set(Claim.objects.values_list("state", flat=True)) == {State.SUGGESTED}
    assert sound()


def test_it_is_taken_back_once(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    done = last()
    taken = revert(reviewer, done)
    with pytest.raises(ValidationError, match="taken back already"):
        revert(reviewer, done)
    revert(reviewer, taken)
    revert(reviewer, done)


def test_a_row_removed_outside_comes_back_with_its_id(claim: Claim, reviewer: User, editor: User) -> None:
    before = tables()
    with recorded(STAGE, Verb.CLAIM_CHANGED):
        Fragment.objects.all().delete()
    gone = list(Change.objects.filter(operation="D"))
    with pytest.raises(PermissionDenied):
        revert_changes(actor=acting(reviewer), changes=gone, reason="It was lost.")
    assert preview_changes(actor=acting(editor), changes=gone).conflicts == []
    made = revert_changes(actor=acting(editor), changes=gone, reason="It was lost.")
    assert tables() == before
    assert (made.verb, made.reason) == (Verb.CHANGES_REVERTED, "It was lost.")
    [named] = Reversal.objects.filter(action_id=made.pk)
    assert (named.reverted_action_id, named.change_ids) == (made.reverts, str(gone[0].pk))
    assert made.reverts == gone[0].action_id
    with pytest.raises(ValidationError, match="there again already"):
        revert_changes(actor=acting(editor), changes=gone, reason="It was lost.")
    assert sound()


def test_one_change_of_a_gesture_is_taken_back_alone(claim: Claim, reviewer: User, editor: User) -> None:
    note = leave_note(actor=acting(reviewer), about=claim, text="Ask again.")
    with recorded(acting(reviewer), Verb.CLAIM_CHANGED):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
        resolve_note(actor=acting(reviewer), note=note, version=None)
    only = Change.objects.filter(entity="note", operation="U")
    revert_changes(actor=acting(editor), changes=list(only), reason="Not answered yet.")
    made = last()
    claim.refresh_from_db()
    note.refresh_from_db()
    assert (claim.statement, note.resolved_at) == ("Other.", None)
    # The rest of the gesture is not held to be taken back, and the taking back can be taken back.
    assert made.reverts == only[0].action_id
    assert (
        preview_revert(actor=acting(editor), action=Action.objects.get(pk=made.reverts or 0)).obstacles == ()
    )
    assert preview_revert(actor=acting(editor), action=made).conflicts == []
    revert(editor, made)
    note.refresh_from_db()
    assert note.resolved_at is not None


def test_changes_of_several_gestures_are_each_named(claim: Claim, reviewer: User, editor: User) -> None:
    note = leave_note(actor=acting(reviewer), about=claim, text="Ask again.")
    resolve_note(actor=acting(reviewer), note=note, version=None)
    resolved = last()
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    reworded = last()
    changes = list(Change.objects.filter(action__in=[resolved, reworded]))
    made = revert_changes(actor=acting(editor), changes=changes, reason="Too early.")
    assert made.reverts == reworded.pk
    named = {row.reverted_action_id: ids_of(row.change_ids) for row in Reversal.objects.all()}
    assert named == {
        action.pk: [change.pk for change in action.changes.order_by("id")] for action in (resolved, reworded)
    }
    taking, reword, resolving = article_timeline(claim.article).entries[:3]
    assert (taking.takes_back, taking.is_partial) == ((reworded.pk, resolved.pk), True)
    assert [(taker.action_id, taker.who, taker.is_partly) for taker in reword.taken_by] == [
        (made.pk, "Editor", True)
    ]
    assert [taker.action_id for taker in resolving.taken_by] == [made.pk]
    assert taking.parts
    assert {part.row for part in taking.parts} <= {"claim", "note"}
    assert sound()


def test_a_revised_verdict_goes_back_to_what_it_was(claim: Claim, reviewer: User) -> None:
    verdict = make_verdict(claim, reviewer)
    before = tables()
    other = Rating.objects.get(code="false")
    give_verdict(actor=acting(reviewer), claim=claim, rating=other, version=verdict.version)
    plan = preview_revert(actor=acting(reviewer), action=last())
    told = {value.label: (value.old, value.new) for row in plan.rows for value in row.values}
    assert told["rating"] == ("False", "True")
    revert(reviewer)
    assert tables() == before
