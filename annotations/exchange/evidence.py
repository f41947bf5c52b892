"""Owns the bundle that proves one ruling to an outsider: one zip that stands on its own, byte for byte repeatable.

Everything in it is made from the recorded history alone, so that what is read is what is proved. Which lines of the
history those are is decided in evidence_records.py.
"""

from __future__ import annotations

import hashlib
import inspect
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import connection

from annotations.exchange.evidence_page import page, readme
from annotations.exchange.evidence_records import NoCheckpointError, evidence_records
from annotations.exchange.prov import part_of_history, prov_pieces
from annotations.history import offline_verifier
from annotations.history.export import SCHEMA, Record, as_line
from annotations.history.reading import one_moment
from annotations.history.signed_note import SignedRoot, signed_text
from annotations.history.signing_key import SigningKey, signing_key
from annotations.models import Ruling

FORMAT = "factcheck evidence 1"
MANIFEST = "MANIFEST.txt"
# The same moment for every file, so that the same state gives the same bytes. The earliest a zip can say.
MOMENT = (1980, 1, 1, 0, 0, 0)

Rows = dict[str, dict[str, Record]]

__all__ = ["NoCheckpointError", "evidence_bundle", "file_name"]


def evidence_bundle(
    ruling: Ruling, *, with_internal_notes: bool = False, since: SignedRoot | None = None
) -> bytes:
    """The zip. Edges have found the ruling among those the person may see, and it is published or retracted.

    Raises NoCheckpointError while nothing of it is sealed and signed. `since` is a checkpoint that somebody keeps: a
    proof is added that the bundle's own continues it.
    """
    key = signing_key(settings.DATA_DIR)
    with one_moment(connection):
        records = evidence_records(
            ruling, key.public_line, with_internal_notes=with_internal_notes, since=since
        )
    if str(ruling.claim_id) not in _rows(records).get("claim", {}):
        raise NoCheckpointError
    return _zipped(_signed(_files(ruling, records, key), ruling, key))


def file_name(ruling: Ruling) -> str:
    return f"evidence-claim-{ruling.claim_id}.zip"


def _files(ruling: Ruling, records: Sequence[Record], key: SigningKey) -> dict[str, str]:
    rows = _rows(records)
    claim = rows["claim"][str(ruling.claim_id)]
    told: dict[str, Any] = {
        "format": FORMAT,
        "claim": ruling.claim_id,
        "address": f"{settings.PUBLIC_BASE_URL.rstrip('/')}/claims/{ruling.claim_id}/",
        "says": _says(rows, claim),
        "withheld_changes": sum(record["kind"] == "withheld" for record in records),
        "rows": {entity: found for entity, found in rows.items() if entity != "revision"},
    }
    note = next(record["note"] for record in records if record["kind"] == "checkpoint")
    return {
        "README.txt": readme(told, key.public_line),
        "article.txt": rows["revision"][str(claim["revision_id"])]["text"],
        "checkpoint.txt": note,
        "history.jsonl": "".join(map(as_line, records)),
        "history.schema.json": SCHEMA.read_text(encoding="utf-8"),
        "prov.json": "".join(prov_pieces(part_of_history(records), settings.PUBLIC_BASE_URL.rstrip("/"))),
        "ruling.html": page(told, records, note, key.public_line),
        "ruling.json": json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "verifier-key.txt": key.public_line + "\n",
        "verify.py": inspect.getsource(offline_verifier),
    }


def _rows(records: Iterable[Record]) -> Rows:
    """What the told Changes lead to: entity -> row id -> row."""
    rows: Rows = defaultdict(dict)
    for change in records:
        if change["kind"] != "change":
            continue
        table, ident, body = rows[change["entity"]], str(change["row_id"]), json.loads(change["body"])
        if change["operation"] == "D":
            table.pop(ident, None)
        elif change["operation"] == "U":
            table[ident] = table.get(ident, {}) | {column: new for column, (_, new) in body.items()}
        elif change["operation"] in "IB":
            table[ident] = body
    return {entity: found for entity, found in rows.items() if found}


def _says(rows: Rows, claim: Record) -> Record:
    """What readers were told."""
    (ruling,) = (row for row in rows["ruling"].values() if row["claim_id"] == claim["id"])
    fragments = [row for row in rows.get("fragment", {}).values() if row["claim_id"] == claim["id"]]
    return {
        "statement": claim["statement"],
        "quotes": [row["quote"] for row in sorted(fragments, key=lambda row: int(row["position"]))],
        "article": rows["article"][str(claim["article_id"])]["title"],
        "rating": rows["rating"][str(ruling["rating_id"])]["label"],
        "summary": ruling["summary"],
        "state": ruling["state"],
        "published_at": ruling["published_at"],
    }


def _signed(files: dict[str, str], ruling: Ruling, key: SigningKey) -> dict[str, bytes]:
    """The files with a signed list of them: its first line is no log's name, so it cannot pass for a checkpoint."""
    contents = {name: text.encode() for name, text in files.items()}
    listed = [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in sorted(contents.items())]
    text = "\n".join([f"{key.name} evidence", f"claim {ruling.claim_id}", *listed, ""])
    return contents | {MANIFEST: signed_text(text, key.name, key.private).encode()}


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=6)
    return packed.getvalue()
