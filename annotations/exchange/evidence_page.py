"""Owns what a person reads in the evidence for a ruling: its page and its README. Made from the records alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from annotations.history.export import Record
from annotations.models import Change, Verb

# As much of a value as the page shows; history.jsonl has all of it.
SHOWN = 1_000
# The house scale is no part of how a ruling came about: its rows stand in ruling.json and history.jsonl.
SCALE = frozenset({"ratingscale", "rating"})


def page(told: Record, records: Sequence[Record], note: str, key_line: str) -> str:
    """A page without scripts that needs nothing from elsewhere. `told` is what ruling.json holds."""
    names = {record["actor_id"]: record["actor_label"] for record in records if record["kind"] == "action"}
    context = {
        "told": told,
        "says": told["says"],
        "verdicts": _of(told, "verdict", names, "reviewer_id"),
        "citations": [
            row | {"source": told["rows"]["source"][str(row["source_id"])]}
            for row in _of(told, "citation", names, "cited_by_id")
        ],
        "corrections": _of(told, "correction", names, "corrected_by_id"),
        "notes": _of(told, "note", names, "author_id"),
        "gestures": list(_gestures(records)),
        "note": note,
        "key": key_line,
    }
    return _rendered("annotations/evidence.html", context)


def readme(told: Record, key_line: str) -> str:
    return _rendered("annotations/evidence.txt", {"told": told, "says": told["says"], "key": key_line})


def _rendered(template: str, context: dict[str, Any]) -> str:
    # In the site's language, whoever asks: the same state gives the same bytes.
    with override(settings.LANGUAGE_CODE):
        return render_to_string(template, context)


def _of(told: Record, entity: str, names: dict[int | None, str], by: str) -> list[Record]:
    """The rows of a kind, each with who made it and, where it has one, its rating in words."""
    ratings = {ident: row["label"] for ident, row in told["rows"].get("rating", {}).items()}
    return [
        row
        | {"by": names.get(row[by], f"person {row[by]}")}
        | {
            name.removesuffix("_id"): ratings.get(str(row[name]), "")
            for name in ("rating_id", "old_rating_id", "new_rating_id")
            if name in row
        }
        for _, row in sorted(told["rows"].get(entity, {}).items(), key=lambda item: int(item[0]))
    ]


def _gestures(records: Iterable[Record]) -> Iterator[Record]:
    """The Actions in their order, each with its told Changes; what nobody explained comes under its own Change."""
    actions: dict[int, Record] = {}
    changes: dict[tuple[int | None, int], list[Record]] = defaultdict(list)
    for record in records:
        if record["kind"] == "action":
            actions[record["id"]] = record
        elif record["kind"] == "change" and record["operation"] != "M" and record["entity"] not in SCALE:
            action_id = record["action_id"]
            changes[action_id, 0 if action_id else record["id"]].append(_change(record))
    for (action_id, _), found in sorted(changes.items(), key=lambda item: int(item[1][0]["id"])):
        action = actions.get(action_id or 0)
        verb = action["verb"] if action else ""
        yield {
            "id": action_id,
            "who": action["actor_label"] if action else "",
            "on_behalf_of": action["on_behalf_of"] if action else "",
            "did": Verb(verb).label if verb in Verb.values else verb,
            "reason": action["reason"] if action else "",
            "at": (action or found[0])["at"][:19],
            "changes": found,
        }


def _change(record: Record) -> Record:
    body = json.loads(record["body"])
    is_update = record["operation"] == "U"
    return {
        "id": record["id"],
        "at": record["at"],
        "row": f"{record['entity']} {record['row_id']}",
        "how": Change.Operation(record["operation"]).label,
        "is_erased": not record["nonce"],
        "values": [
            {"column": column, "old": _plain(value[0]), "new": _plain(value[1])}
            if is_update
            else {"column": column, "old": "", "new": _plain(value)}
            for column, value in body.items()
            if is_update or (value not in (None, "") and column != "id")
        ],
    }


def _plain(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
