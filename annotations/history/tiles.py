"""Owns the hashes of whole tiles of the Merkle tree, kept in the data folder: a root or a proof costs what is new.

They only spare work. What the file says is believed where it leads to the root of our newest Checkpoint, and made anew
from the Leaves otherwise; a verification never asks it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from annotations.history.digests import leaf_hash, tree_root
from annotations.history.merkle import TILE, TiledTree
from annotations.models import Checkpoint, Leaf

FILE = "merkle-tiles.sha256"
LENGTH = 32  # bytes of a hash
AT_ONCE = 40  # tiles whose leaves are in memory together


def tree_in(folder: Path) -> TiledTree:
    """The tree over every Leaf, its tiles from the file in the folder, which is brought up to date. Writes no table."""
    newest = Leaf.objects.order_by("-id").values_list("id", flat=True).first()
    size = 0 if newest is None else newest + 1
    tiles = _believed(folder, size)
    known = len(tiles)
    if known < size // TILE:
        tiles += _made(known, size // TILE)
        _keep(folder, tiles)
    return TiledTree(size, tiles, leaf_hashes_between)


def leaf_hashes_between(low: int, high: int) -> list[bytes]:
    """Hashes of the leaves from a place up to another. Raises ValueError where one is missing."""
    leaves = Leaf.objects.filter(pk__gte=low, pk__lt=high).order_by("id").values_list("hash", flat=True)
    found = [leaf_hash(bytes.fromhex(digest)) for digest in leaves.iterator(chunk_size=10_000)]
    if len(found) != high - low:
        raise ValueError(f"leaves between {low} and {high} are missing from the tree")
    return found


def _made(first: int, last: int) -> Iterator[bytes]:
    for start in range(first, last, AT_ONCE):
        end = min(start + AT_ONCE, last)
        leaves = leaf_hashes_between(start * TILE, end * TILE)
        for at in range(0, len(leaves), TILE):
            yield tree_root(leaves[at : at + TILE])


def _believed(folder: Path, size: int) -> list[bytes]:
    """The tiles in the file, as far as our newest Checkpoint vouches for them."""
    signed = Checkpoint.objects.order_by("-id").values_list("size", "root").first()
    if signed is None or signed[0] > size:
        return []
    try:
        kept = (folder / FILE).read_bytes()
    except OSError:
        return []
    tiles = [kept[at : at + LENGTH] for at in range(0, signed[0] // TILE * LENGTH, LENGTH)]
    try:
        root = TiledTree(signed[0], tiles, leaf_hashes_between).root()
    except ValueError:
        return []
    return tiles if root.hex() == signed[1] else []


def _keep(folder: Path, tiles: list[bytes]) -> None:
    """Whole or not at all. Where it cannot be kept, the next one makes it again."""
    unfinished = folder / f".{FILE}.{os.getpid()}"
    with contextlib.suppress(OSError):
        unfinished.write_bytes(b"".join(tiles))
        unfinished.replace(folder / FILE)
