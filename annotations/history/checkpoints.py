"""Owns putting Seals into the Merkle tree and signing its root. What a root says of today is checked elsewhere."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from annotations.history.digests import leaf_hash, tree_root
from annotations.history.signed_note import SignedRoot, signed
from annotations.history.signing_key import signing_key
from annotations.history.sqlite_sealing import seal
from annotations.models import Change, Checkpoint, Leaf, Seal

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
