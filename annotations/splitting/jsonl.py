"""Owns the line format of `split_text --jsonl`: one text a line in, its sentences and claims a line out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from annotations.splitting.proposal import ProposedClaim
from annotations.splitting.splitter import read
from annotations.text.span import Span


class BadLineError(ValueError):
    """A line that is not a JSON object with a text. The message names the line."""


def split_lines(lines: Iterable[str]) -> Iterator[str]:
    """One output line for every input line that is not blank.

    In: `{"id", "text"}` and, optionally, `"published_on"` (YYYY-MM-DD) and `"language"`.
    Out: `{"id", "sentences", "segments", "claims"}`; every offset counts Unicode code points, half-open.
    Raises BadLineError at the first line that can't be read.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(_record(line, number)), ensure_ascii=False)


def _record(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"Line {number} is not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise BadLineError(f'Line {number} has no "text" that is a string.')
    try:
        record["published_on"] = _date(record.get("published_on"))
    except (ValueError, TypeError) as error:
        raise BadLineError(f'Line {number}: "published_on" is no date like 2024-03-21.') from error
    if not isinstance(record.get("language"), str | None):
        raise BadLineError(f'Line {number}: "language" is no code like "en".')
    return record


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _answer(record: dict[str, Any]) -> dict[str, Any]:
    reading = read(record["text"], published_on=record["published_on"], language=record.get("language"))
    return {
        "id": record.get("id"),
        "sentences": [_pair(span) for span in reading.sentences],
        "segments": [_pair(span) for span in reading.segments],
        "claims": [_claim(claim) for claim in reading.claims],
    }


def _claim(claim: ProposedClaim) -> dict[str, Any]:
    return {
        "fragments": [_pair(fragment) for fragment in claim.fragments],
        "text": claim.statement,
        "quote": claim.quote,
        "kind": claim.kind.value,
        "claimant": claim.claimant,
        "claimant_span": _pair(claim.claimant_span) if claim.claimant_span else None,
        "cue_span": _pair(claim.cue_span) if claim.cue_span else None,
        "check_worthiness": round(claim.check_worthiness, 4),
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
