"""Owns putting Seals into the Merkle tree, signing its root, and holding a signed root against the tree of today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from annotations.history.digests import leaf_hash, tree_root
from annotations.history.finding import Finding
from annotations.history.log_tables import SEAL_TABLE
from annotations.history.signed_note import BadNoteError, SignedRoot, opened, signed
from annotations.history.signing_key import signing_key
from annotations.history.sqlite_sealing import seal
from annotations.models import Change, Checkpoint, Leaf, Seal

LEAF_TABLE, CHECKPOINT_TABLE = Leaf._meta.db_table, Checkpoint._meta.db_table
# Taken on PostgreSQL while leaves are numbered, so that no two checkpoints number them at once.
LOCK = 5_718_203_041


def make_checkpoint(folder: Path) -> Checkpoint:
    """Seal what waits, number the Seals that are new, sign the root. Two at once make one after the other.

    Where nothing was sealed since the newest checkpoint, that one is returned.
    """
    key = signing_key(folder)
    with transaction.atomic():
        if connection.vendor == "sqlite":
            seal(connection)
        else:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _number_new_seals()
        leaves = leaf_hashes()
        newest = Checkpoint.objects.order_by("-id").first()
        if newest is not None and newest.size == len(leaves):
            return newest  # its note would be the same, letter by letter
        root = tree_root(leaves)
        note = signed(SignedRoot(key.name, len(leaves), root), key.private)
        return Checkpoint.objects.create(size=len(leaves), root=root.hex(), note=note)


def has_unsigned_seals() -> bool:
    """Whether something happened that the newest checkpoint does not cover."""
    newest = Checkpoint.objects.order_by("-id").values_list("size", flat=True).first() or 0
    return Seal.objects.count() > newest or _has_unsealed_changes()


def _has_unsealed_changes() -> bool:
    """On SQLite, what was written past every Action waits to be sealed."""
    newest = Seal.objects.aggregate(newest=Max("last_change_id"))["newest"] or 0
    return Change.objects.filter(pk__gt=newest).exists()


def _number_new_seals() -> None:
    size = Leaf.objects.count()
    # By membership, not by the greatest id: a lower id may have been committed later.
    new = Seal.objects.exclude(id__in=Leaf.objects.values("seal_id")).order_by("id")
    rows = new.values_list("id", "hash").iterator(chunk_size=2_000)
    Leaf.objects.bulk_create(
        (Leaf(id=number, seal_id=pk, hash=digest) for number, (pk, digest) in enumerate(rows, start=size)),
        batch_size=2_000,
    )


def leaf_hashes() -> list[bytes]:
    """The hash of every leaf of the tree, in its order."""
    hashes = Leaf.objects.order_by("id").values_list("hash", flat=True)
    return [leaf_hash(bytes.fromhex(digest)) for digest in hashes.iterator(chunk_size=10_000)]


def checkpoint_findings(key_line: str, outside: str | None = None) -> Iterator[Finding]:
    """Every way in which the tree differs from our own Checkpoints, and from a note kept outside."""
    yield from _leaf_findings()
    leaves = leaf_hashes()
    for stored in Checkpoint.objects.order_by("id"):
        for problem in _note_problems(stored.note, key_line, leaves):
            yield Finding("checkpoint", f"checkpoint {stored.pk}: {problem}", CHECKPOINT_TABLE, stored.pk)
    if outside is not None:
        for problem in _note_problems(outside, key_line, leaves):
            yield Finding("checkpoint", f"the checkpoint kept outside: {problem}", CHECKPOINT_TABLE)


def moved_streams(outside: str, key_line: str) -> set[str]:
    """The streams with a seal that the note does not cover, or with Changes that nothing has sealed yet."""
    size = opened(outside, key_line).size
    seals = Seal.objects.exclude(id__in=Leaf.objects.filter(pk__lt=size).values("seal_id"))
    moved = set(seals.values_list("stream", flat=True).distinct())
    newest = Seal.objects.aggregate(newest=Max("last_change_id"))["newest"] or 0
    return moved | set(Change.objects.filter(pk__gt=newest).values_list("stream", flat=True).distinct())


def _leaf_findings() -> Iterator[Finding]:
    hashes = dict(Seal.objects.values_list("id", "hash"))
    rows = Leaf.objects.order_by("id").values_list("id", "seal_id", "hash")
    for place, (number, seal_id, digest) in enumerate(rows.iterator(chunk_size=10_000)):
        if number != place:
            yield Finding("checkpoint", f"leaf {place} is missing from the tree", LEAF_TABLE, place)
            return
        if seal_id not in hashes:
            yield Finding("checkpoint", f"seal {seal_id} was removed after a checkpoint", SEAL_TABLE, seal_id)
        elif hashes[seal_id] != digest:
            yield Finding("checkpoint", f"seal {seal_id} was altered after a checkpoint", SEAL_TABLE, seal_id)


def _note_problems(note: str, key_line: str, leaves: list[bytes]) -> Iterator[str]:
    try:
        said = opened(note, key_line)
    except BadNoteError as error:
        yield str(error)
        return
    if said.size > len(leaves):
        yield (
            f"it covers {said.size} seals, and only {len(leaves)} are left: the end was cut off,"
            " or an old backup restored"
        )
    elif tree_root(leaves[: said.size]) != said.root:
        yield f"the first {said.size} seals are not the ones it was made of: the history was rewritten"
