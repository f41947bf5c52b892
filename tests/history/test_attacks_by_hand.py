"""What somebody with the database's password puts into the history by hand, triggers on or off, is found."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from annotations.history.digests import ActionFields, body_hash, private_of
from annotations.models import Action, Change, Claim, Redaction, User
from annotations.services.redactions import redact
from tests.cast import acting
from tests.history.bypass import unexplained_writes_allowed
from tests.history.tampering import (
    SAID,
    attack,
    claim_signed_for,  # noqa: F401 # a fixture
    last_change,
    lines,
    reworded,
    sign,
)

OPEN = (
    "INSERT INTO annotations_action (at, actor_id, actor_label, on_behalf_of, channel, verb, reason, request_id,"
    " client, app_version, nonce) VALUES (%s, %s, %s, '', 'ui', %s, '', 'req', '', '1.0', %s)"
)
CHANGED = (
    "INSERT INTO annotations_change (at, action_id, stream, entity, row_id, claim_id, operation, nonce, body,"
    " db_user) VALUES (%s, %s, %s, 'claim', %s, %s, %s, %s, %s, '')"
)
ERASING = (
    "INSERT INTO annotations_redaction (at, action_id, {of_what}, columns, body_hash, replacement_hash, reason)"
    " VALUES (%s, %s, %s, %s, %s, %s, 'x')"
)
LONG_AGO = "2020-01-01 00:00:00+00:00"


def raw(*statements: tuple[str, tuple[Any, ...]]) -> None:
    """Triggers are on: what the application's own database user can do."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)


def opened_by_hand(nonce: str = "0" * 32, verb: str = "claim.reworded") -> int:
    """An Action in Olena's name, of which the triggers are told."""
    olena = User.objects.get(username="olena")
    with connection.cursor() as cursor:
        cursor.execute(OPEN, (datetime.now(tz=UTC).isoformat(" "), olena.pk, "Olena", verb, nonce))
        cursor.execute("SELECT max(id) FROM annotations_action")
        action_id = int(cursor.fetchone()[0])
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE annotations_actioncontext SET action_id = %s", [action_id])
        else:
            cursor.execute("SELECT set_config('factcheck.action', %s, true)", [str(action_id)])
    return action_id


def closed_by_hand() -> None:
    if connection.vendor == "sqlite":
        raw(("UPDATE annotations_actioncontext SET action_id = NULL", ()))


@pytest.mark.parametrize("nonce", ["0" * 32, "", "of another"])
def test_a_gesture_opened_in_somebody_elses_name(claim: Claim, nonce: str) -> None:
    if nonce == "of another":
        nonce = Action.objects.get(pk=last_change(claim).action_id or 0).nonce
    with transaction.atomic():
        action_id = opened_by_hand(nonce)
        raw(("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", (claim.pk,)))
        closed_by_hand()
    assert last_change(claim).action_id == action_id
    reworded(claim, "Honest again.")
    (line,) = lines()
    assert line.startswith(f"action {action_id}: was not opened by factcheck but written into the database")
    user = last_change(claim).db_user
    assert (f"; by the database user {user}" in line) == (connection.vendor == "postgresql")


def test_a_gesture_without_a_change_that_takes_back_anothers(claim: Claim) -> None:
    """It would show Olena's gesture as taken back."""
    old = last_change(claim).action_id
    with transaction.atomic():
        action_id = opened_by_hand(verb="gesture.reverted")
        closed_by_hand()
    attack(("UPDATE annotations_action SET reverts = %s WHERE id = %s", old, action_id))
    assert any(line.startswith(f"action {action_id}: was not opened by factcheck") for line in lines())


def test_a_gesture_with_a_number_below_all_others(claim: Claim) -> None:
    below = OPEN.replace("(at,", "(id, at,").replace("VALUES (", "VALUES (-5, ")
    attack((below, LONG_AGO, 1, "Olena", "claim.reworded", "1" * 32))
    assert [line for line in lines() if line.startswith("action -5: was not opened by factcheck")]


def put_under(action_id: int, claim: Claim, bodies: list[tuple[str, str]]) -> None:
    """Changes written straight into the log, as if the gesture had made them."""
    for operation, body in bodies:
        row = (f"article:{claim.article_id}", claim.pk, claim.pk, operation, "a" * 32, body)
        attack((_stamped(CHANGED), LONG_AGO, action_id, *row))


def _stamped(insert: str) -> str:
    """With the number of the transaction that writes it, so that PostgreSQL seals it."""
    if connection.vendor != "postgresql":
        return insert
    return insert.replace("(at,", "(txid, at,").replace(
        "VALUES (", "VALUES (pg_current_xact_id()::text::bigint, "
    )


@pytest.mark.parametrize("is_signed", [True, False])
def test_changes_put_under_a_gesture_that_was_over(claim: Claim, *, is_signed: bool) -> None:
    """She would be shown to have said it and taken it back: replayed, it comes to nothing."""
    first = last_change(claim).action_id or 0
    reworded(claim, "Another gesture between.")
    if is_signed:
        sign()
    put_under(
        first,
        claim,
        [
            ("U", json.dumps({"statement": ["Another gesture between.", "Slander."]})),
            ("U", json.dumps({"statement": ["Slander.", "Another gesture between."]})),
            ("M", json.dumps({"statement": ["Slander.", "More slander."]})),
        ],
    )
    reworded(Claim.objects.get(pk=claim.pk), "Honest.")
    told = lines()
    late = Change.objects.filter(action_id=first).latest("id").pk
    by_hand = f"change {late}: names a gesture that was over when it was written"
    never = "were never sealed"
    assert any(line.startswith(by_hand) or never in line for line in told), told


def test_a_redaction_of_one_value_hides_no_edit_of_another(claim: Claim) -> None:
    """The Change that betrays the edit loses another value, on record."""
    said = last_change(claim)
    attack(("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", claim.pk))
    claim = reworded(claim, "Honest.")
    betrays = last_change(claim)
    body = json.loads(betrays.body)
    assert body["statement"] == ["Forged", "Honest."]
    _redact_by_hand(betrays, "version", json.dumps(body | {"version": ["(erased)", body["version"][1]]}))
    told = lines()
    forged = f"claim {claim.pk}: statement should be '{SAID}'"
    assert any(line.startswith(forged) and f"change {said.pk}" in line for line in told), told


def _redact_by_hand(change: Change, columns: str, text: str) -> None:
    """With every trigger on: a Redaction is only a row, and the Change then may take the text that it names."""
    was = body_hash(change.nonce, change.body)
    now = hashlib.sha256(text.encode()).hexdigest()
    with unexplained_writes_allowed():
        raw(
            (
                ERASING.format(of_what="change_id"),
                (LONG_AGO, change.action_id, change.pk, columns, was, now),
            ),
            ("UPDATE annotations_change SET body = %s, nonce = '' WHERE id = %s", (text, change.pk)),
        )


def test_a_redaction_by_hand_that_puts_other_words_in_the_place(claim: Claim) -> None:
    change = last_change(claim)
    text = json.dumps({"statement": [json.loads(change.body)["statement"][0], "Fifteen, she said."]})
    _redact_by_hand(change, "statement", text)
    reworded(claim, "So that it is sealed.")
    told = lines()
    redaction = Redaction.objects.latest("id")
    assert any(
        line.startswith(f"redaction {redaction.pk}: was written into the database by hand") for line in told
    )
    assert any(
        line.startswith(f"change {change.pk}: statement should be '(erased)'")
        and "put something in the place" in line
        for line in told
    ), told


def test_a_redaction_by_hand_that_gives_a_gesture_to_somebody_else(claim: Claim) -> None:
    action = Action.objects.get(pk=last_change(claim).action_id or 0)
    public = {name: getattr(action, "pk" if name == "id" else name) for name in ActionFields._fields}
    fields = ActionFields(**public)
    was = body_hash(action.nonce, private_of(fields))
    now = body_hash("", private_of(fields._replace(actor_label="Rita")))
    with unexplained_writes_allowed():
        raw(
            (
                ERASING.format(of_what="redacted_action_id"),
                (LONG_AGO, action.pk, action.pk, "actor_label", was, now),
            ),
            ("UPDATE annotations_action SET actor_label = 'Rita', nonce = '' WHERE id = %s", (action.pk,)),
        )
    reworded(claim, "So that it is sealed.")
    said = f"action {action.pk}: actor_label should be '(erased)'"
    assert any(line.startswith(said) and "is 'Rita'" in line for line in lines())


def test_a_real_redaction_is_sound(claim: Claim) -> None:
    owner = User.objects.get(username="owner")
    redact(actor=acting(owner), row=claim, field="statement", version=None, reason="Court order 7.")
    assert lines() == []


def test_a_seal_over_more_changes_than_a_machine_can_count(claim: Claim) -> None:
    endless = "UPDATE annotations_seal SET change_ids = '1-999999999999999999' WHERE action_id = %s"
    attack((endless, last_change(claim).action_id))
    assert any("under seal 3 is gone" in line for line in lines())
