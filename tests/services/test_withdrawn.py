"""What was taken back is not changed any more, and only an editor takes back somebody else's note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Action, Claim, Project, Role, User
from annotations.services.notes import change_note, leave_note, reopen_note, resolve_note, withdraw_note
from annotations.services.sources import change_citation, cite_address, withdraw_citation
from tests import cast
from tests.cast import acting

GESTURES: dict[str, Callable[[Any, Any], object]] = {
    "change": lambda who, note: change_note(actor=who, note=note, version=None, text="Other words."),
    "resolve": lambda who, note: resolve_note(actor=who, note=note, version=None),
    "reopen": lambda who, note: reopen_note(actor=who, note=note, version=None),
}


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_withdrawn_note_stays_as_it_is(claim: Claim, reviewer: User, gesture: str) -> None:
    who = acting(reviewer)
    note = leave_note(actor=who, about=claim, text="Look again.")
    if gesture == "reopen":
        note = resolve_note(actor=who, note=note, version=None)
    withdraw_note(actor=who, note=note, version=None)
    with pytest.raises(ValidationError, match="withdrawn"):
        GESTURES[gesture](who, note)
    note.refresh_from_db()
    assert note.text == "Look again."


def test_a_withdrawn_citation_stays_as_it_is(claim: Claim, reviewer: User) -> None:
    who = acting(reviewer)
    citation = cite_address(
        actor=who, claim=claim, url="https://example.org/a", stance="supports", quote="14"
    )
    withdraw_citation(actor=who, citation=citation, version=None, reason="A slip.")
    with pytest.raises(ValidationError, match="withdrawn"):
        change_citation(actor=who, citation=citation, version=None, quote="15")
    citation.refresh_from_db()
    assert citation.quote == "14"


def test_an_editor_takes_back_somebody_elses_note_and_says_why(
    project: Project, claim: Claim, reviewer: User, editor: User
) -> None:
    note = leave_note(actor=acting(reviewer), about=claim, text="Look again.")
    other = cast.make_member(project, "other", Role.REVIEWER)
    with pytest.raises(ValidationError, match="author or an editor"):
        withdraw_note(actor=acting(other), note=note, version=None, reason="Rude.")
    with pytest.raises(ValidationError, match="Say why"):
        withdraw_note(actor=acting(editor), note=note, version=None)
    assert withdraw_note(actor=acting(editor), note=note, version=None, reason="Rude.").withdrawn_at
    assert Action.objects.order_by("-id")[0].reason == "Rude."
