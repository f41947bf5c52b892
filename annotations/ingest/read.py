"""Owns choosing a file's reader by its ending: one file in, Documents and Refusals out, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from annotations.ingest.document import Document, Refusal
from annotations.ingest.markdown import read_markdown
from annotations.ingest.plain import read_plain_file
from annotations.ingest.records import read_json, read_jsonl
from annotations.ingest.webpage import read_webpage
from annotations.text.canonical import UnusableText

_ONE_ARTICLE: dict[str, Callable[..., Document]] = {
    ".txt": read_plain_file,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_webpage,
    ".htm": read_webpage,
}
_RECORDS: dict[str, Callable[..., list[Document | Refusal]]] = {".json": read_json, ".jsonl": read_jsonl}
ENDINGS = (*_ONE_ARTICLE, *_RECORDS)


def read(data: bytes, *, name: str, limit_bytes: int) -> list[Document | Refusal]:
    """The articles in a file called `name`, each with at most `limit_bytes` of text in UTF-8.

    A file that is not taken is one Refusal; of a file of records each bad one is a Refusal of its own.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending in _RECORDS:
        return _RECORDS[ending](data, name=name, limit_bytes=limit_bytes)
    reader = _ONE_ARTICLE.get(ending)
    if reader is None:
        return [Refusal(name, f"Files of this kind are not read; use {', '.join(ENDINGS)}.", "ending")]
    try:
        return [reader(data, limit_bytes=limit_bytes)]
    except UnusableText as error:
        return [Refusal(name, error.message, error.code)]
