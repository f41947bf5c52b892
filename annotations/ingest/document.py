"""Owns what ingest hands on: a Document ready to become an article, or a Refusal that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# What an article can hold, in code points.
TITLE_LIMIT = 300
BYLINE_LIMIT = 300
PUBLISHER_LIMIT = 200
URL_LIMIT = 2_000
LANGUAGE_LIMIT = 12
ID_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Document:
    """One article as received. `title` and `text` are never blank; other fields are "" or None when unknown.

    `text` is canonical (see text.canonical). For raw text `front_matter + text` is exactly the canonical input.
    `sha256` (hex) is of the received bytes or record, so that the same thing received twice is recognised.
    `remarks` are things a person should check, in plain words, such as a guessed character encoding.
    """

    title: str
    text: str
    published_on: date | None
    url: str
    publisher: str
    byline: str
    language: str
    front_matter: str
    external_id: str
    sha256: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file or one of its records was not taken: `where` names it ("news.jsonl, line 3")."""

    where: str
    message: str
    code: str
