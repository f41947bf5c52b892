"""Roots and proofs from remembered tiles are those of the whole tree, and a file that lies is not believed."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotations.history import checkpoints, merkle, tiles
from annotations.history.checkpoints import leaf_hashes, make_checkpoint
from annotations.history.digests import tree_root
from annotations.history.merkle import TILE, TiledTree, Tree
from annotations.history.tiles import FILE, tree_in
from annotations.models import Checkpoint, Claim, Leaf, Role, Seal, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting
from tests.history.bypass import triggers_off

LEAVES = [hashlib.sha256(b"%d" % number).digest() for number in range(5 * TILE + 77)]


def tiled(size: int) -> TiledTree:
    whole = [tree_root(LEAVES[at : at + TILE]) for at in range(0, size // TILE * TILE, TILE)]
    return TiledTree(size, whole, lambda low, high: LEAVES[low:high])


@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 700, 1024, 1025, 1280, len(LEAVES)])
def test_a_tree_of_tiles_says_what_a_whole_tree_says(size: int) -> None:
    chance = random.Random(size)  # noqa: S311 # the same places each time
    one, whole = tiled(size), Tree(LEAVES[:size])
    assert (one.size, one.root()) == (size, whole.root())
    for smaller in {1, size, *(chance.randrange(1, size + 1) for _ in range(20))}:
        assert one.root(smaller) == whole.root(smaller) == tree_root(LEAVES[:smaller])
        assert one.consistency_proof(smaller) == whole.consistency_proof(smaller)
        index = chance.randrange(smaller)
        assert one.inclusion_proof(index, smaller) == whole.inclusion_proof(index, smaller)


def test_tiles_must_cover_the_tree() -> None:
    with pytest.raises(ValueError, match="cover"):
        TiledTree(2 * TILE, [LEAVES[0]], lambda low, high: [])
    with pytest.raises(IndexError):
        tiled(300).inclusion_proof(300)


@pytest.fixture
def claim(transactional_db: None) -> Claim:
    """In a database that commits: PostgreSQL seals then."""
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_claim(cast.make_article(project, reviewer), reviewer)


@pytest.fixture
def reviewer(claim: Claim) -> User:
    return User.objects.get(username="olena")


@pytest.fixture
def _small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (merkle, tiles):
        monkeypatch.setattr(module, "TILE", 4)


def reworded(claim: Claim, reviewer: User, times: int) -> None:
    for number in range(times):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=f"{claim.pk} {number}.")
        claim.statement = ""


def root_of_today() -> str:
    return tree_root(leaf_hashes()).hex()


@pytest.mark.usefixtures("_small_tiles")
def test_checkpoints_read_what_is_new_and_sign_what_all_leaves_say(
    claim: Claim, reviewer: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reworded(claim, reviewer, 9)
    monkeypatch.setattr(checkpoints, "NUMBERED_AT_ONCE", 2)
    first = make_checkpoint(tmp_path)
    assert (first.size, first.root) == (Seal.objects.count(), root_of_today())
    read: list[tuple[int, int]] = []
    between = tiles.leaf_hashes_between

    def noting(low: int, high: int) -> list[bytes]:
        read.append((low, high))
        return between(low, high)

    monkeypatch.setattr(tiles, "leaf_hashes_between", noting)
    reworded(claim, reviewer, 7)
    second = make_checkpoint(tmp_path)
    assert second.size == first.size + 7 == Seal.objects.count()
    assert second.root == root_of_today()
    assert min(low for low, _ in read) >= first.size // 4 * 4
    assert tree_in(tmp_path).consistency_proof(first.size) == Tree(leaf_hashes()).consistency_proof(
        first.size
    )


@pytest.mark.usefixtures("_small_tiles")
@pytest.mark.parametrize("content", [b"", b"x" * 7, b"\x00" * 32 * 50])
def test_a_file_that_lies_is_made_anew(claim: Claim, reviewer: User, tmp_path: Path, content: bytes) -> None:
    reworded(claim, reviewer, 9)
    make_checkpoint(tmp_path)
    right = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content)
    reworded(claim, reviewer, 1)
    assert make_checkpoint(tmp_path).root == root_of_today()
    assert (tmp_path / FILE).read_bytes()[: len(right)] == right


@pytest.mark.usefixtures("_small_tiles")
def test_tiles_of_another_history_are_not_believed(claim: Claim, reviewer: User, tmp_path: Path) -> None:
    reworded(claim, reviewer, 9)
    make_checkpoint(tmp_path)
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotations_checkpoint")
        cursor.execute("UPDATE annotations_leaf SET hash = %s WHERE id = 0", ["ab" * 32])
    reworded(claim, reviewer, 1)
    assert make_checkpoint(tmp_path).root == root_of_today()


@pytest.mark.usefixtures("_small_tiles")
def test_nothing_is_signed_over_leaves_that_are_missing(
    claim: Claim, reviewer: User, tmp_path: Path, settings: object
) -> None:
    reworded(claim, reviewer, 9)
    make_checkpoint(tmp_path)
    last = Leaf.objects.latest("id").pk
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotations_leaf WHERE id = %s", [last - 1])
        cursor.execute("DELETE FROM annotations_checkpoint")
    (tmp_path / FILE).unlink()
    with pytest.raises(ValueError, match="missing"):
        tree_in(tmp_path).root()
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(CommandError):
        call_command("checkpoint_history")
    assert not Checkpoint.objects.exists()


@pytest.mark.usefixtures("_small_tiles")
def test_a_seal_that_was_stored_late_gets_its_leaf(claim: Claim, reviewer: User, tmp_path: Path) -> None:
    """On PostgreSQL a lower number may be committed later."""
    reworded(claim, reviewer, 3)
    early, late = Seal.objects.order_by("id").last(), Seal.objects.order_by("-id")[1]
    assert early is not None
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotations_seal WHERE id = %s", [late.pk])
        checkpoints.make_checkpoint(tmp_path)
        late.save(force_insert=True)
    second = make_checkpoint(tmp_path)
    assert second.size == Seal.objects.count()
    assert Leaf.objects.latest("id").seal_id == late.pk
