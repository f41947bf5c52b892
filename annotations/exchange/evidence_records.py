"""Owns which lines of the history prove one ruling, and which are only carried as hashes. Packs nothing.

A chain can be checked from hashes alone. So what belongs to the ruling is told, and every other Change of the same
streams is withheld: of what kind it is, and a hash of what it says, which nobody can guess back, for it was made with
128 random bits that are not told. So whoever reads it sees that nothing about the ruling itself is withheld.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from annotations.history.checkpoints import leaf_hashes
from annotations.history.digests import ChangeFields, body_hash, ids_of, moment
from annotations.history.export import Record, header, records_of
from annotations.history.merkle import Tree
from annotations.history.reading import AT_ONCE, in_parts
from annotations.history.signed_note import SignedRoot
from annotations.history.tiles import tree_in
from annotations.models import (
    Action,
    Change,
    Checkpoint,
    Citation,
    Correction,
    Leaf,
    Rating,
    Redaction,
    Ruling,
    Seal,
)

# Told wherever they stand in the streams of the ruling, or where they point at its claim. All else is withheld.
ALWAYS = frozenset({"article", "revision", "source", "ratingscale", "rating", "redaction"})
OF_CLAIM = frozenset({"claim", "fragment", "verdict", "citation", "ruling", "lineage", "modelproposal"})

# Proofs of fewer seals than this are made from the leaves around each.
FEW_SEALS = 1_000

_LEAF_COLUMNS = (
    *("id", "at", "action_id", "stream", "entity", "row_id", "claim_id", "operation"),
    *("nonce", "body", "db_user"),
)


class NoCheckpointError(Exception):
    """Nothing of this history is sealed and signed yet, so nothing of it can be proved to an outsider."""


def evidence_records(
    ruling: Ruling, key_line: str, *, with_internal_notes: bool = False, since: SignedRoot | None = None
) -> list[Record]:
    """Every line of the ruling's history.jsonl. Raises NoCheckpointError before the first checkpoint.

    `since` is a checkpoint that somebody keeps: a proof is added that the newest one continues it.
    """
    checkpoint = Checkpoint.objects.order_by("-id").first()
    if checkpoint is None:
        raise NoCheckpointError
    streams = _streams(ruling)
    told = _told_ids(ruling, streams, with_internal_notes=with_internal_notes)
    reversals = _reversals(told)
    streams += [f"reversal:{pk}" for pk in reversals]
    redactions = _redactions(told)
    streams += [f"redaction:{pk}" for pk in redactions]
    seals = [record for stream in streams for record in _seals(stream)]
    changes, action_ids = _changes(streams, told, seals)
    return [
        header(f"claim {ruling.claim_id}", key_line),
        *redactions.values(),
        *_in_parts(Action.objects.order_by("id"), "id", action_ids),
        *changes,
        *_under_checkpoint(seals, checkpoint, since),
        *records_of("checkpoint", Checkpoint.objects.filter(pk=checkpoint.pk)),
    ]


def _streams(ruling: Ruling) -> list[str]:
    """Where the ruling's history stands: its article, the sources it cites, the scales of its ratings."""
    citations = Citation.objects.filter(claim=ruling.claim_id)
    sources = citations.order_by("source_id").values_list("source_id", flat=True).distinct()
    corrections = Correction.objects.filter(ruling=ruling)
    ratings = {
        ruling.rating_id,
        *ruling.claim.verdicts.values_list("rating_id", flat=True),
        *(pk for pair in corrections.values_list("old_rating_id", "new_rating_id") for pk in pair),
    }
    scales = Rating.objects.filter(pk__in=ratings).order_by("scale_id").values_list("scale_id", flat=True)
    return [
        f"article:{ruling.article_id}",
        *(f"source:{pk}" for pk in sources),
        *(f"scale:{pk}" for pk in scales.distinct()),
    ]


def _told_ids(ruling: Ruling, streams: list[str], *, with_internal_notes: bool) -> set[int]:
    """Ids of the Changes that are told as they are."""
    changes = Change.objects.filter(stream__in=streams)
    told = set(changes.filter(entity__in=ALWAYS).values_list("id", flat=True))
    told |= set(changes.filter(entity__in=OF_CLAIM, claim_id=ruling.claim_id).values_list("id", flat=True))
    corrections = Correction.objects.filter(ruling=ruling).values("pk")
    told |= set(changes.filter(entity="correction", row_id__in=corrections).values_list("id", flat=True))
    notes = changes.filter(entity="note").filter(claim_id=ruling.claim_id) | changes.filter(
        entity="note", claim_id=None
    )
    rows = list(notes.order_by("id").values_list("id", "row_id", "body"))
    internal = {row_id for _, row_id, body in rows if _was_internal(json.loads(body))}
    return told | {pk for pk, row_id, _ in rows if with_internal_notes or row_id not in internal}


def _reversals(told: set[int]) -> list[int]:
    """The told Actions that list what they took back. The Changes that list it, ids alone, are added to those told."""
    made: set[int] = set()
    for part in in_parts(set(told)):
        actions = Change.objects.filter(pk__in=part).values("action_id")
        naming = Change.objects.filter(entity="reversal", action_id__in=actions)
        for pk, action_id in naming.order_by().values_list("id", "action_id"):
            told.add(pk)
            made.add(action_id)
    return sorted(made)


def _redactions(told: set[int]) -> dict[int, Record]:
    """What was erased from the told Changes and their Actions, by id. Its own Changes are added to those told."""
    found: dict[int, Record] = {}
    looked_at: set[int] = set()
    while new := told - looked_at:
        looked_at |= new
        actions = {
            pk
            for part in in_parts(new)
            for pk in Change.objects.filter(pk__in=part).values_list("action_id", flat=True)
            if pk is not None
        }
        rows = Redaction.objects.order_by("id")
        erasing = [*_in_parts(rows, "change_id", new), *_in_parts(rows, "redacted_action_id", actions)]
        found |= {record["id"]: record for record in erasing}
        streams = [f"redaction:{record['id']}" for record in erasing]
        told |= set(Change.objects.filter(stream__in=streams).values_list("id", flat=True))
    return dict(sorted(found.items()))


def _was_internal(body: Record) -> bool:
    """Whether a note's Change says that it was not for readers, at any time."""
    return "is_public" in body and body["is_public"] is not True


def _in_parts(rows: QuerySet[Any], column: str, ids: Collection[int]) -> Iterator[Record]:
    """The rows in which the column is one of the ids, in the ids' order."""
    kind = rows.model._meta.model_name or ""
    for part in in_parts(ids):
        yield from records_of(kind, rows.filter(**{f"{column}__in": part}))


def _seals(stream: str) -> Iterator[Record]:
    return records_of("seal", Seal.objects.filter(stream=stream).order_by("number"))


def _changes(streams: list[str], told: set[int], seals: Sequence[Record]) -> tuple[list[Record], set[int]]:
    """(a line for each sealed Change, whole or without what it says; ids of the Actions of the whole ones)."""
    sealed = {pk for seal in seals for pk in ids_of(seal["change_ids"])}
    rows = Change.objects.filter(stream__in=streams).order_by("id")
    lines = [record for record in records_of("change", rows) if record["id"] in sealed & told]
    actions = {record["action_id"] for record in lines if record["action_id"] is not None}
    lines += _withheld(rows, sealed - told)
    return sorted(lines, key=lambda record: int(record["id"])), actions


def _withheld(rows: QuerySet[Change], hidden: set[int]) -> Iterator[Record]:
    """Changes whose bodies stay here, as all that their leaves are made of; a hash in the place of the body."""
    erased = Redaction.objects.filter(change_id__in=rows.values("id")).order_by("-id")
    was = dict(erased.values_list("change_id", "body_hash"))
    for row in rows.values_list(*_LEAF_COLUMNS).iterator(chunk_size=AT_ONCE):
        pk, at, *named, nonce, body, db_user = row
        if pk in hidden:
            hashed = was.get(pk) or body_hash(nonce, body)
            fields = ChangeFields._make((pk, moment(at), *named, hashed, db_user))
            yield {"kind": "withheld"} | fields._asdict()


def _under_checkpoint(
    seals: Sequence[Record], checkpoint: Checkpoint, since: SignedRoot | None
) -> Iterator[Record]:
    """The seals, and the proofs that the checkpoint covers each and continues those that covered each first."""
    place: dict[int, int] = {}
    for part in in_parts([seal["id"] for seal in seals]):
        leaves = Leaf.objects.filter(seal_id__in=part, pk__lt=checkpoint.size)
        place |= dict(leaves.values_list("seal_id", "id"))
    # Leaf by leaf where they are few; so many that they lie all over the tree are quicker read with all the others.
    tree = tree_in(settings.DATA_DIR) if len(place) < FEW_SEALS else Tree(leaf_hashes())
    for seal in seals:
        yield seal | {"is_newer_than_checkpoint": seal["id"] not in place}
    for seal_id, index in sorted(place.items()):
        path = tree.inclusion_proof(index, checkpoint.size)
        yield {"kind": "inclusion", "seal_id": seal_id, "index": index, "path": [step.hex() for step in path]}
    earlier = dict(
        Checkpoint.objects.filter(size__lt=checkpoint.size).order_by("id").values_list("size", "root")
    )
    wanted = _first_to_cover(sorted(earlier), place.values())
    if since is not None and 0 < since.size < checkpoint.size:
        earlier[since.size] = since.root.hex()
        wanted.add(since.size)
    for size in sorted(wanted):
        path = tree.consistency_proof(size, checkpoint.size)
        yield {
            "kind": "consistency",
            "size": size,
            "root": earlier[size],
            "path": [step.hex() for step in path],
        }


def _first_to_cover(sizes: list[int], places: Collection[int]) -> set[int]:
    """Of the earlier checkpoints, those that were the first over some seal: they say since when it is signed for."""
    found = {bisect_right(sizes, place) for place in places}
    return {sizes[position] for position in found if position < len(sizes) and sizes[position] > 0}
