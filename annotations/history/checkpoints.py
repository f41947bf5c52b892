"""Owns putting Seals into the Merkle tree and signing its root. What a root says of today is checked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from annotations.history.digests import leaf_hash
from annotations.history.signed_note import SignedRoot, signed
from annotations.history.signing_key import signing_key
from annotations.history.sqlite_sealing import seal
from annotations.history.tiles import tree_in
from annotations.models import Change, Checkpoint, Leaf, Seal

# Taken on PostgreSQL while leaves are numbered, so that no two checkpoints number them at once.
LOCK = 5_718_203_041
NUMBERED_AT_ONCE = 20_000


def make_checkpoint(folder: Path) -> Checkpoint:
    """Seal what waits, number the Seals that are new, sign the root. Two at once make one after the other.

    Where nothing was sealed since the newest checkpoint, that one is returned. Writers wait while Seals are numbered
    and while the row is written, never while leaves are hashed; and only leaves are that are new to the folder's tiles.
    """
    key = signing_key(folder)
    known = Checkpoint.objects.aggregate(newest=Max("id"))["newest"] or 0
    is_more = True
    while is_more:  # a million at once would keep every writer waiting
        with _alone():
            if connection.vendor == "sqlite":
                seal(connection)
            is_more = _number_new_seals()
    tree = tree_in(folder)
    root = tree.root()
    with _alone():
        newest = Checkpoint.objects.order_by("-id").first()
        if newest is not None and newest.size == tree.size:
            return newest  # its note would be the same, letter by letter
        if newest is not None and newest.pk > known and newest.size > tree.size:
            return newest  # somebody who came later was quicker
        note = signed(SignedRoot(key.name, tree.size, root), key.private)
        return Checkpoint.objects.create(size=tree.size, root=root.hex(), note=note)


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that no other checkpoint's runs beside."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def has_unsigned_seals() -> bool:
    """Whether something happened that the newest checkpoint does not cover."""
    newest = Checkpoint.objects.order_by("-id").values_list("size", flat=True).first() or 0
    return Seal.objects.count() > newest or _has_unsealed_changes()


def _has_unsealed_changes() -> bool:
    """On SQLite, what was written past every Action waits to be sealed."""
    newest = Seal.objects.aggregate(newest=Max("last_change_id"))["newest"] or 0
    return Change.objects.filter(pk__gt=newest).exists()


def _number_new_seals() -> bool:
    """Whether there are more. Raises ValueError where a leaf is missing: no number may stand for two Seals."""
    size = Leaf.objects.count()
    ends = Leaf.objects.aggregate(place=Max("id"), newest=Max("seal_id"))
    if size and ends["place"] != size - 1:
        raise ValueError("leaves are missing from the tree")
    new = Seal.objects.filter(id__gt=ends["newest"] or 0)
    if new.count() != Seal.objects.count() - size:
        # By membership, not by the greatest id: a lower id was committed later.
        new = Seal.objects.exclude(id__in=Leaf.objects.values("seal_id"))
    rows = new.order_by("id").values_list("id", "hash")[:NUMBERED_AT_ONCE]
    leaves = [
        Leaf(id=number, seal_id=pk, hash=digest) for number, (pk, digest) in enumerate(rows, start=size)
    ]
    Leaf.objects.bulk_create(leaves, batch_size=2_000)
    return len(leaves) == NUMBERED_AT_ONCE


def leaf_hashes() -> list[bytes]:
    """The hash of every leaf of the tree, in its order."""
    hashes = Leaf.objects.order_by("id").values_list("hash", flat=True)
    return [leaf_hash(bytes.fromhex(digest)) for digest in hashes.iterator(chunk_size=10_000)]
