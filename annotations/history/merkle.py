"""Owns proofs in the tree of RFC 6962: a leaf is under a root, one tree continues another. Pure Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotations.history.digests import node_hash, tree_root


class Tree:
    """A tree whose whole subtrees are hashed once, so that every proof after that costs a few hashes.

    Holds 64 bytes a leaf and Python's overhead; a tree over the first leaves is asked for by its `size`.
    """

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = _levels(leaves)

    @property
    def size(self) -> int:
        return len(self.levels[0])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves, over all when none is named. Raises IndexError beyond the end."""
        return self._hash(0, self._within(size))

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Siblings from the leaf up (RFC 6962, section 2.1.1). Raises IndexError for a leaf that is not there."""
        low, high = 0, self._within(size)
        if not low <= index < high:
            raise IndexError(index)
        path = []
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low = middle
        return path[::-1]

    def consistency_proof(self, old_size: int, size: int | None = None) -> list[bytes]:
        """That the tree over the first `old_size` leaves is continued by this one (RFC 6962, section 2.1.2)."""
        low, high = 0, self._within(size)
        if not 0 < old_size <= high:
            raise IndexError(old_size)
        path = []
        while old_size < high:
            middle = low + _split(high - low)
            if old_size <= middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low = middle
        # Whoever asks knows the old root already; a part of it they must be told.
        return ([] if low == 0 else [self._hash(low, high)]) + path[::-1]

    def _within(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise IndexError(size)
        return size

    def _hash(self, low: int, high: int) -> bytes:
        """Of the leaves from `low` to `high`; whole subtrees are looked up, the ragged right edge is made."""
        if low == high:
            return tree_root([])
        width = high - low
        if width & (width - 1) == 0:
            return self.levels[width.bit_length() - 1][low // width]
        middle = low + _split(width)
        return node_hash(self._hash(low, middle), self._hash(middle, high))


# Leaves under one hash of those that a TiledTree is made from: a power of two.
TILE = 256


class TiledTree(Tree):
    """A tree of which the hashes of whole tiles are known, TILE leaves each: it reads no leaf but those it needs.

    `leaves` returns the leaf hashes from one place up to another. Every tile below `size` that is whole is in `tiles`.
    """

    def __init__(
        self, size: int, tiles: Sequence[bytes], leaves: Callable[[int, int], Sequence[bytes]]
    ) -> None:
        if len(tiles) != size // TILE:
            raise ValueError("the tiles do not cover the tree")
        self.levels = _levels(tiles)
        self._size, self._leaves = size, leaves
        self._read: dict[int, Sequence[bytes]] = {}

    @property
    def size(self) -> int:
        return self._size

    def _hash(self, low: int, high: int) -> bytes:
        width = high - low
        if width > TILE:
            if width & (width - 1) == 0:
                return self.levels[(width // TILE).bit_length() - 1][low // width]
            middle = low + _split(width)
            return node_hash(self._hash(low, middle), self._hash(middle, high))
        tile, start = low // TILE, low // TILE * TILE
        if width == TILE and tile < len(self.levels[0]):
            return self.levels[0][tile]
        if tile not in self._read:
            self._read[tile] = self._leaves(start, min(start + TILE, self._size))
        return tree_root(self._read[tile][low - start : high - start])


def _levels(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """The hashes, and above them those of all whole subtrees."""
    levels = [list(hashes)]
    while len(below := levels[-1]) > 1:
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([node_hash(left, right) for left, right in pairs])
    return levels


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that the proof leads to (RFC 9162, section 2.1.3.2). Raises ValueError when it does not fit."""
    if not 0 <= index < size:
        raise ValueError("the leaf lies outside the tree")
    node, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        if node % 2 or node == last:
            root = node_hash(sibling, root)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return root


def is_consistent(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the new tree continues the old one (RFC 9162, section 2.1.4.2)."""
    if old_size == new_size:
        return not proof and old_root == new_root
    if not 0 < old_size < new_size or not proof:
        return False
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    node, last = old_size - 1, new_size - 1
    while node % 2:
        node, last = node >> 1, last >> 1
    try:
        return _both_roots(path, node, last) == (old_root, new_root)
    except ValueError:
        return False


def _both_roots(path: Sequence[bytes], node: int, last: int) -> tuple[bytes, bytes]:
    """The old and the new root that the path leads to. Raises ValueError for one of another length."""
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ValueError("the proof is too long")
        if node % 2 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return old, new


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
