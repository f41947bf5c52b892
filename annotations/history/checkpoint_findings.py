"""Owns holding signed roots against the tree of today: our own Checkpoints, their copies, and a note kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Max

from annotations.history.checkpoints import leaf_hashes
from annotations.history.finding import Finding
from annotations.history.log_tables import SEAL_TABLE
from annotations.history.merkle import Tree
from annotations.history.signed_note import BadNoteError, SignedRoot, opened
from annotations.models import Change, Checkpoint, Leaf, Seal

LEAF_TABLE, CHECKPOINT_TABLE = Leaf._meta.db_table, Checkpoint._meta.db_table
# Seals that a finding names.
NAMED = 5


def checkpoint_findings(
    key_line: str, outside: str | None = None, kept: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Every way in which the tree differs from what was signed.

    `outside` is one note that somebody kept, `kept` the copies that lie outside the database, by name: the more of
    them there are, the closer they say where the history parts from what it was.
    """
    yield from _leaf_findings()
    held = _Held(Tree(leaf_hashes()), key_line)
    for stored in Checkpoint.objects.order_by("id"):
        if problem := held.problem(stored.note):
            since = f"{stored.at:%Y-%m-%d %H:%M:%S}"
            yield Finding(
                "checkpoint", f"{problem}; signed {since}", CHECKPOINT_TABLE, stored.pk, since=since
            )
    yield from held.copies(
        {**(kept or {}), **({} if outside is None else {"the checkpoint kept outside": outside})}
    )


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
            yield Finding("checkpoint", "was removed after a checkpoint", SEAL_TABLE, seal_id)
        elif hashes[seal_id] != digest:
            yield Finding("checkpoint", "was altered after a checkpoint", SEAL_TABLE, seal_id)


class _Held:
    """Notes against one tree."""

    def __init__(self, tree: Tree, key_line: str) -> None:
        self.tree, self.key_line = tree, key_line

    def problem(self, note: str) -> str:
        """What is wrong with it, or nothing."""
        try:
            said = opened(note, self.key_line)
        except BadNoteError as error:
            return str(error)
        if said.size > self.tree.size:
            return self._cut(said)
        return "" if self.tree.root(said.size) == said.root else self._rewritten(said, 0)

    def copies(self, notes: Mapping[str, str]) -> Iterator[Finding]:
        """One finding for what was cut, one for what was rewritten, one for each note that is none."""
        fitting, wrong, longest = 0, {}, {}
        for name, note in notes.items():
            try:
                said = opened(note, self.key_line)
            except BadNoteError as error:
                yield Finding("checkpoint", f"{name}: {error}")
                continue
            if said.size > self.tree.size:
                longest[said.size] = name, said
            elif self.tree.root(said.size) == said.root:
                fitting = max(fitting, said.size)
            else:
                wrong[said.size] = name, said
        if longest:
            name, said = longest[max(longest)]
            yield Finding("checkpoint", f"{name}: {self._cut(said)}")
        if wrong:
            name, said = wrong[min(wrong)]
            yield Finding("checkpoint", f"{name}: {self._rewritten(said, min(fitting, said.size))}")

    def _cut(self, said: SignedRoot) -> str:
        return (
            f"it covers {said.size} seals, and only {self.tree.size} are left: the end was cut off,"
            " or an old backup restored"
        )

    def _rewritten(self, said: SignedRoot, fitting: int) -> str:
        ids = (
            Leaf.objects.filter(pk__gte=fitting, pk__lt=said.size)
            .order_by("id")
            .values_list("seal_id", flat=True)
        )
        named = Seal.objects.filter(pk__in=list(ids[:NAMED])).order_by("id")
        listed = ", ".join(f"seal {seal.number} of {seal.stream}" for seal in named)
        more = said.size - fitting - NAMED
        after = f" after the {fitting} that an earlier one covers" if fitting else ""
        return (
            f"the first {said.size} seals are not the ones it was made of: the history was rewritten{after},"
            f" in {listed}{f' or {more} more' if more > 0 else ''}"
        )
