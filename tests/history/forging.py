"""Owns the most that a forger can do: every seal made anew over altered Changes, consistent in itself."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.history.digests import (
    ActionFields,
    ChangeFields,
    SealFields,
    action_hash,
    body_hash,
    change_leaf,
    ids_of,
    moment,
    seal_hash,
    tree_root,
)
from annotations.models import Action, Change, Seal


def seals_made_anew() -> Iterator[str]:
    """Statements that rewrite every Seal and the end of every chain so that all fits the Changes as they are now."""
    actions = {action.pk: _action_hash(action) for action in Action.objects.all()}
    leaves = {change.pk: _leaf(change) for change in Change.objects.all()}
    previous: dict[str, str] = {}
    for seal in Seal.objects.order_by("stream", "number"):
        ids = ids_of(seal.change_ids)
        root = tree_root([leaves[pk] for pk in ids]).hex()
        hashed = actions[seal.action_id] if seal.action_id else ""
        before = previous.get(seal.stream, "")
        digest = seal_hash(
            SealFields(seal.stream, seal.number, seal.action_id, len(ids), root, hashed, before, seal.at)
        )
        previous[seal.stream] = digest
        yield (
            f"UPDATE annotations_seal SET root = '{root}', action_hash = '{hashed}', previous = '{before}',"  # noqa: S608
            f" hash = '{digest}' WHERE id = {seal.pk}"
        )
    for stream, digest in previous.items():
        yield f"UPDATE annotations_sealhead SET hash = '{digest}' WHERE stream = '{stream}'"  # noqa: S608


def _leaf(change: Change) -> bytes:
    return change_leaf(
        ChangeFields(
            change.pk,
            moment(change.at),
            change.action_id,
            change.stream,
            change.entity,
            change.row_id,
            change.claim_id,
            change.operation,
            body_hash(change.nonce, change.body),
            change.db_user,
        )
    )


def _action_hash(action: Action) -> str:
    names = ActionFields._fields
    values = {name: getattr(action, "pk" if name == "id" else name) for name in names}
    return action_hash(ActionFields(**values))
