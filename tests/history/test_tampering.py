"""Every attack is found or refused, on both engines; the report names the row, what it should be, and since when."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from annotations.history.export import exported_lines
from annotations.models import Action, Change, Claim, Dismissal, Fragment, Seal, User
from annotations.services.claims import dismiss_claim
from tests.cast import acting
from tests.history.tampering import (
    SAID,
    attack,
    claim_signed_for,  # noqa: F401 # a fixture
    last_change,
    lines,
    origin,
    reworded,
)


def test_nothing_is_found_where_nothing_was_done(claim: Claim) -> None:
    assert lines() == []


def test_a_silent_update(claim: Claim) -> None:
    attack(("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", claim.pk))
    said = origin(last_change(claim))
    assert lines() == [
        f"claim {claim.pk}: statement should be '{SAID}' {said}, is 'Forged': was changed without a record"
    ]


def test_a_silent_update_under_honest_edits(claim: Claim) -> None:
    said = origin(last_change(claim))
    attack(("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", claim.pk))
    for statement in ("Honest.", "Honest again."):
        claim = reworded(claim, statement)
    first_after = Change.objects.get(entity="claim", row_id=claim.pk, body__contains="Forged")
    assert lines() == [
        (
            f"claim {claim.pk}: statement should be '{SAID}' {said}, is 'Forged':"
            f" was changed without a record before change {first_after.pk}"
        )
    ]


def test_a_silent_delete_also_under_honest_edits(claim: Claim) -> None:
    fragment = Fragment.objects.get(claim=claim)
    added = Change.objects.get(entity="fragment", row_id=fragment.pk)
    attack(("DELETE FROM annotations_fragment WHERE id = %s", fragment.pk))
    reworded(claim, "Honest.")
    (line,) = lines()
    assert line.startswith(f"fragment {fragment.pk}: was removed without a record: it should be {{")
    assert line.endswith(origin(added))


def test_a_silent_insert(claim: Claim) -> None:
    attack(
        (
            (
                'INSERT INTO annotations_fragment (id, claim_id, article_id, position, start, "end", quote)'
                " VALUES (987654, %s, %s, 17, 1, 2, 'x')"
            ),
            claim.pk,
            claim.article_id,
        )
    )
    assert lines() == ["fragment 987654: was added without a record"]


def test_an_edited_change(claim: Claim) -> None:
    """The table contradicts it, and the seal says which of the two to believe."""
    change = last_change(claim)
    seal = Seal.objects.get(action_id=change.action_id)
    attack(
        ("UPDATE annotations_change SET body = replace(body, 'Fourteen', 'Fifteen') WHERE id = %s", change.pk)
    )
    said = origin(change)
    assert lines() == [
        f"{seal.stream}: change {change.pk} is not what seal {seal.number} closed {said}",
        (
            f"claim {claim.pk}: statement should be 'Fifteen bolts were cracked.' {said}, is '{SAID}':"
            f" was changed without a record, or change {change.pk} was altered: it is not what was sealed"
        ),
    ]


def test_a_change_that_is_no_longer_readable(claim: Claim) -> None:
    change = last_change(claim)
    attack(("UPDATE annotations_change SET body = 'no JSON' WHERE id = %s", change.pk))
    told = lines()
    assert any(f"change {change.pk} is not what seal" in line for line in told)
    assert any(f"claim {claim.pk}: cannot be replayed" in line for line in told)


def test_a_deleted_change(claim: Claim) -> None:
    change = last_change(claim)
    seal = Seal.objects.get(action_id=change.action_id)
    attack(("DELETE FROM annotations_change WHERE id = %s", change.pk))
    action = Action.objects.get(pk=change.action_id or 0)
    told = lines()
    assert told[0] == (
        f"{seal.stream}: change {change.pk} under seal {seal.number} is gone"
        f" (Olena, {action.at:%Y-%m-%d %H:%M:%S}, gesture {action.pk}, change {change.pk})"
    )
    assert any(line.startswith(f"claim {claim.pk}: statement should be") for line in told)


@pytest.mark.parametrize("column", ["actor_label", "actor_id", "at", "verb", "reason", "channel"])
def test_an_edited_actor_or_anything_else_of_a_gesture(claim: Claim, column: str) -> None:
    change = last_change(claim)
    value: Any = {"actor_id": 4711, "at": datetime(2020, 1, 1, tzinfo=UTC)}.get(column, "other")
    was = getattr(Action.objects.get(pk=change.action_id or 0), column)
    attack((f"UPDATE annotations_action SET {column} = %s WHERE id = %s", str(value), change.action_id))  # noqa: S608
    seal = Seal.objects.get(action_id=change.action_id)
    (line,) = lines()
    assert line == (
        f"action {change.action_id}: {column} should be {was!r} ({seal.at:%Y-%m-%d %H:%M:%S}), is {value!r}:"
        f" is not what was sealed; {seal.stream} closed it with seal {seal.number}"
    )


def test_the_command_tells_it_and_fails(claim: Claim) -> None:
    attack(("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", claim.pk))
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_history", stdout=out)
    assert (
        f"claim {claim.pk}: statement should be '{SAID}' {origin(last_change(claim))}, is 'Forged'"
        in out.getvalue()
    )


def test_what_a_kept_export_tells_of_an_altered_reason(claim: Claim, tmp_path: Path) -> None:
    """Typed once, it stands nowhere else; only its hash is kept here."""
    olena = User.objects.get(username="olena")
    dismiss_claim(
        actor=acting(olena),
        claim=claim,
        version=None,
        dismissal=Dismissal.NOT_CHECKABLE,
        reason="Said in jest.",
    )
    kept = tmp_path / "kept.jsonl"
    kept.write_text("".join(exported_lines("")), encoding="utf-8")
    action = Action.objects.get(reason="Said in jest.")
    attack(("UPDATE annotations_action SET reason = 'Forged' WHERE id = %s", action.pk))
    assert any(line.startswith(f"action {action.pk}: is not what was sealed") for line in lines())
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_history", against=kept, stdout=out)
    assert f"action {action.pk}: reason should be 'Said in jest.' (" in out.getvalue()
    assert "is 'Forged': is not what was sealed" in out.getvalue()
