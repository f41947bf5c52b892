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
# What is often saved under a wrong name, by the bytes it begins with.
_OTHER_KINDS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
}
ENDINGS = (*_ONE_ARTICLE, *_RECORDS)


def read(data: bytes, *, name: str, limit_bytes: int) -> list[Document | Refusal]:
    """The articles in a file called `name`, each with at most `limit_bytes` of text in UTF-8.

    A file that is not taken is one Refusal; of a file of records each bad one is a Refusal of its own.
    """
    ending = PurePosixPath(name).suffix.lower()
    if kind := next((kind for magic, kind in _OTHER_KINDS.items() if data.startswith(magic)), None):
        return [Refusal(name, f"The name ends in {ending}, but this is {kind}.", "kind")]
    if ending in _RECORDS:
        return _RECORDS[ending](data, name=name, limit_bytes=limit_bytes)
    reader = _ONE_ARTICLE.get(ending)
    if reader is None:
        return [Refusal(name, f"Files of this kind are not read; use {', '.join(ENDINGS)}.", "ending")]
    try:
        return [reader(data, limit_bytes=limit_bytes)]
    except UnusableText as error:
        return [Refusal(name, error.message, error.code)]
