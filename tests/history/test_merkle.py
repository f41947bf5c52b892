"""Proofs lead to the published roots of the reference log's tests, and a wrong proof, leaf or size leads nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

from annotations.history import offline_verifier
from annotations.history.digests import leaf_hash, node_hash, tree_root
from annotations.history.merkle import Tree, is_consistent, root_from_inclusion

RootFrom = Callable[[bytes, int, int, Sequence[bytes]], bytes]
IsContinued = Callable[[int, bytes, int, bytes, Sequence[bytes]], bool]

# Leaves, roots and paths that certificate-transparency implementations of RFC 6962 are tested with
# (`merkle_tree_test`, the tree of eight leaves).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def published() -> Tree:
    return Tree([leaf_hash(bytes.fromhex(data)) for data in LEAVES])


def test_the_published_roots() -> None:
    tree = published()
    assert [tree.root(size).hex() for size in range(1, 9)] == ROOTS
    assert tree.root(0) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_the_published_inclusion_proofs(index: int, size: int, path: list[str]) -> None:
    assert [step.hex() for step in published().inclusion_proof(index, size)] == path


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_the_published_consistency_proofs(old: int, new: int, path: list[str]) -> None:
    assert [step.hex() for step in published().consistency_proof(old, new)] == path


def numbered(size: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(size)]


# The verifier of an outsider shares no code with ours, and must agree with it.
INCLUDED = [root_from_inclusion, offline_verifier.root_from_inclusion]
CONTINUED = [is_consistent, offline_verifier.is_consistent]
OURS_AND_THEIRS = ["ours", "theirs"]


@pytest.mark.parametrize("root_from", INCLUDED, ids=OURS_AND_THEIRS)
@pytest.mark.parametrize("size", range(1, 18))
def test_an_inclusion_proof_leads_to_the_root_and_no_other_does(size: int, root_from: RootFrom) -> None:
    leaves = numbered(size)
    tree, root = Tree(leaves), tree_root(leaves)
    assert tree.root() == root
    for index in range(size):
        proof = tree.inclusion_proof(index)
        assert root_from(leaves[index], index, size, proof) == root
        assert root_from(leaf_hash(b"other"), index, size, proof) != root
        for wrong in (proof[:-1], [*proof, root]):
            if wrong != proof:
                with pytest.raises(ValueError, match=r"too (short|long)"):
                    root_from(leaves[index], index, size, wrong)
    with pytest.raises(ValueError, match="outside"):
        root_from(leaves[0], size, size, [])


@pytest.mark.parametrize("is_continued", CONTINUED, ids=OURS_AND_THEIRS)
@pytest.mark.parametrize("size", range(1, 18))
def test_a_consistency_proof_joins_the_two_roots_and_no_others(size: int, is_continued: IsContinued) -> None:
    leaves = numbered(size)
    tree = Tree(leaves)
    for old in range(1, size + 1):
        proof, was, now = tree.consistency_proof(old), tree.root(old), tree.root()
        assert was == tree_root(leaves[:old])
        assert is_continued(old, was, size, now, proof)
        assert not is_continued(old, leaf_hash(b"other"), size, now, proof)
        assert not is_continued(old, was, size, leaf_hash(b"other"), proof)
        assert not is_continued(old, was, size, now, [*proof, now])
        assert not is_continued(old, was, size, now, [node_hash(step, step) for step in proof]) or old == size


def test_what_is_not_in_the_tree_has_no_proof() -> None:
    tree = Tree(numbered(5))
    for ask in (
        lambda: tree.inclusion_proof(5),
        lambda: tree.inclusion_proof(-1),
        lambda: tree.inclusion_proof(3, 3),
        lambda: tree.consistency_proof(0),
        lambda: tree.consistency_proof(6),
        lambda: tree.root(6),
    ):
        with pytest.raises(IndexError):
            ask()
