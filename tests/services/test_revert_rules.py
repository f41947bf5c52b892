"""Taking a gesture back keeps the rules of reviewing: what was published, whose verdict it is, who may do it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import (
    Action,
    Claim,
    Membership,
    Project,
    Role,
    Ruling,
    State,
    User,
    Verb,
    Verdict,
)
from annotations.services.claims import dismiss_claim, respan_claim, restore_claim, reword_claim
from annotations.services.people import change_role
from annotations.services.redactions import redact
from annotations.services.reverts import preview_revert, revert_action
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.verdicts import withdraw_verdict
from annotations.text.span import Span
from tests.cast import STAGE, acting, make_member, make_verdict


def last() -> Action:
    return Action.objects.latest("id")


def revert(by: User, action: Action | None = None, reason: str = "A slip.") -> Action:
    return revert_action(actor=acting(by), action=action or last(), reason=reason)


def cite(claim: Claim, by: User) -> object:
    return cite_address(
        actor=acting(by), claim=claim, url="https://example.org/a", title="Report", stance="supports"
    )


def test_a_verdict_given_since_is_stale_when_the_claim_moves_back(
    claim: Claim, reviewer: User, editor: User
) -> None:
    early = make_verdict(claim, reviewer)
    respan_claim(actor=acting(reviewer), claim=claim, version=None, spans=[Span(0, 6)])
    moved = last()
    late = make_verdict(claim, editor)
    revert(reviewer, moved)
    stale = dict(Verdict.objects.values_list("pk", "is_stale"))
    assert stale == {early.pk: False, late.pk: True}


def test_what_was_published_stays(claim: Claim, reviewer: User, editor: User) -> None:
    verdict = make_verdict(claim, reviewer)
    given = last()
    cite(claim, reviewer)
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="So it is.")
    revert(editor)
    claim.refresh_from_db()
    assert (claim.state, Ruling.objects.count()) == (State.OPEN, 0)
    revert(editor)
    ruling.refresh_from_db()
    publish_ruling(actor=acting(editor), ruling=ruling, version=None)
    for by, action in ((editor, last()), (reviewer, given)):
        with pytest.raises(ValidationError, match=r"only a correction changes|only through a correction"):
            revert(by, action)


def test_a_ruling_does_not_come_back_without_a_verdict(claim: Claim, reviewer: User, editor: User) -> None:
    verdict = make_verdict(claim, reviewer)
    draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="So it is.")
    undone = revert(editor)
    withdraw_verdict(actor=acting(reviewer), verdict=verdict, version=None, reason="A slip.")
    with pytest.raises(ValidationError, match="made from verdicts"):
        revert(editor, undone)


def test_a_verdict_comes_back_to_an_open_claim_only(claim: Claim, reviewer: User, editor: User) -> None:
    make_verdict(claim, reviewer)
    undone = revert(reviewer)
    dismiss_claim(actor=acting(editor), claim=claim, version=None, dismissal="not_a_claim")
    with pytest.raises(ValidationError, match="dismissed: restore that first"):
        revert(reviewer, undone)
    restore_claim(actor=acting(editor), claim=claim, version=None)
    make_verdict(claim, reviewer, "false")
    with pytest.raises(ValidationError, match="another one took its place"):
        revert(reviewer, undone)


def test_whose_gesture_it_is_decides_who_takes_it_back(
    project: Project, claim: Claim, reviewer: User, editor: User
) -> None:
    viewer = make_member(project, "viewer", Role.VIEWER)
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    worded = last()
    for by in (viewer, make_member(project, "colleague", Role.REVIEWER)):
        with pytest.raises(PermissionDenied, match="Only an editor"):
            revert(by, worded)
    with pytest.raises(ValidationError, match="Say why"):
        revert(editor, worded, reason=" ")
    revert(editor, worded)
    make_verdict(claim, reviewer)
    with pytest.raises(ValidationError, match="only the reviewer who gave a verdict"):
        revert(editor)
    revert(reviewer, Action.objects.get(verb=Verb.VERDICT_GIVEN), reason="")


def test_a_project_keeps_its_owner(project: Project) -> None:
    first = make_member(project, "first", Role.OWNER)
    second = make_member(project, "second", Role.REVIEWER)
    membership = Membership.objects.get(person=second)
    change_role(actor=acting(first), membership=membership, version=None, role=Role.OWNER)
    raised = last()
    change_role(
        actor=acting(second),
        membership=Membership.objects.get(person=first),
        version=None,
        role=Role.REVIEWER,
    )
    with pytest.raises(PermissionDenied):
        revert(first, raised)
    with pytest.raises(ValidationError, match="at least one owner"):
        revert(second, raised)


def test_erased_values_do_not_come_back(claim: Claim, reviewer: User, editor: User) -> None:
    owner = make_member(claim.article.project, "owner", Role.OWNER)
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    worded = last()
    redact(actor=acting(owner), row=claim, field="statement", version=None, reason="A court order.")
    with pytest.raises(ValidationError, match="erased for good"):
        revert(reviewer, worded)


def test_accounts_and_scales_are_not_taken_back(claim: Claim, editor: User) -> None:
    for verb in (Verb.PERSON_ADDED, Verb.SCALE_DEFINED):
        with pytest.raises(PermissionDenied):
            revert(editor, Action.objects.filter(verb=verb)[0])
        conflicts = preview_revert(actor=STAGE, action=Action.objects.filter(verb=verb)[0]).conflicts
        assert any(conflict.startswith("A change of this kind") for conflict in conflicts)
