"""Owns making a Document of raw text, as it is pasted or found in a `.txt` file. Every character is kept."""

from __future__ import annotations

import hashlib
from datetime import date

from django.utils.translation import gettext as _

from annotations.ingest.document import TITLE_LIMIT, Document
from annotations.ingest.front_matter import read_front_matter
from annotations.ingest.opening import read_opening
from annotations.ingest.title import make_title
from annotations.text.canonical import canonical, clean_line
from annotations.text.decoding import decode


def read_pasted(
    text: str, *, limit_bytes: int, title: str = "", published_on: date | None = None, url: str = ""
) -> Document:
    """The Document in pasted or posted raw text; what the person says about it goes before what the text says.

    `sha256` is of the canonical text in UTF-8, so a paste equals the file it was copied from. Raises UnusableText
    for text or a title that cannot be stored.
    """
    stored = canonical(text, limit_bytes=limit_bytes)
    sha256 = hashlib.sha256(stored.encode()).hexdigest()
    given = clean_line(title, limit=TITLE_LIMIT).strip() if title.strip() else ""
    return read_plain(stored, sha256=sha256, title=given, published_on=published_on, url=url)


def read_plain_file(data: bytes, *, limit_bytes: int) -> Document:
    """The Document in a text file. Raises UnusableText."""
    decoded = decode(data)
    stored = canonical(decoded.text, limit_bytes=limit_bytes)
    return read_plain(
        stored, sha256=hashlib.sha256(data).hexdigest(), remarks=guess_remarks(decoded.how, decoded.encoding)
    )


def guess_remarks(how: str, encoding: str) -> tuple[str, ...]:
    """What to tell a person when the encoding of their file was a guess."""
    if how != "guess":
        return ()
    remark = _(
        "The file does not say its character encoding; it was read as %(encoding)s. Please check the accents."
    )
    return (remark % {"encoding": encoding},)


def read_plain(
    text: str,
    *,
    sha256: str,
    title: str = "",
    published_on: date | None = None,
    url: str = "",
    remarks: tuple[str, ...] = (),
) -> Document:
    """The Document in canonical `text`: front matter taken off, title and date from the first source that has them."""
    matter = read_front_matter(text)
    body = text[matter.end :]
    opening = read_opening(body)
    return Document(
        title=title
        or matter.title
        or opening.title
        or make_title(body[opening.body_start : opening.body_end]),
        text=body,
        published_on=published_on or matter.published_on or opening.published_on,
        url=url or matter.url,
        publisher=matter.publisher,
        byline=matter.byline or opening.byline,
        language=matter.language,
        front_matter=text[: matter.end],
        external_id="",
        sha256=sha256,
        remarks=(*remarks, *matter.remarks),
    )
