"""Owns choosing a file's reader by its ending: one file in, Documents and Refusals out, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.ingest.document import Document, Refusal
from annotations.ingest.markdown import read_markdown
from annotations.ingest.plain import read_plain_file
from annotations.ingest.records import read_json, read_jsonl
from annotations.ingest.webpage import read_webpage
from annotations.services.unusable import in_words
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
    b"%PDF-": gettext_lazy("a PDF"),
    b"PK\x03\x04": gettext_lazy("a ZIP archive or an Office document"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Office document"),
    b"{\\rtf": gettext_lazy("an RTF document"),
    b"\x89PNG": gettext_lazy("a picture"),
    b"\xff\xd8\xff": gettext_lazy("a picture"),
    b"GIF8": gettext_lazy("a picture"),
    b"\x1f\x8b": gettext_lazy("a compressed file"),
}
ENDINGS = (*_ONE_ARTICLE, *_RECORDS)


def read(data: bytes, *, name: str, limit_bytes: int) -> list[Document | Refusal]:
    """The articles in a file called `name`, each with at most `limit_bytes` of text in UTF-8.

    A file that is not taken is one Refusal; of a file of records each bad one is a Refusal of its own.
    """
    ending = PurePosixPath(name).suffix.lower()
    if kind := next((kind for magic, kind in _OTHER_KINDS.items() if data.startswith(magic)), None):
        other = _("The name ends in %(ending)s, but this is %(kind)s.") % {"ending": ending, "kind": kind}
        return [Refusal(name, other, "kind")]
    if ending in _RECORDS:
        return _RECORDS[ending](data, name=name, limit_bytes=limit_bytes)
    reader = _ONE_ARTICLE.get(ending)
    if reader is None:
        unread = _("Files of this kind are not read; use %(endings)s.") % {"endings": ", ".join(ENDINGS)}
        return [Refusal(name, unread, "ending")]
    try:
        return [reader(data, limit_bytes=limit_bytes)]
    except UnusableText as error:
        return [Refusal(name, in_words(error), error.code)]
