"""Owns Markdown to plain paragraphs: the words a reader sees, one block a paragraph, without the marks.

Grammar: CommonMark 0.31 plus tables, as markdown-it-py reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotations.ingest.document import TITLE_LIMIT, Document
from annotations.ingest.fields import as_line
from annotations.ingest.front_matter import read_front_matter
from annotations.ingest.plain import guess_remarks, read_plain
from annotations.text.canonical import canonical
from annotations.text.decoding import decode

_VERBATIM = ("fence", "code_block", "html_block")


def read_markdown(data: bytes, *, limit_bytes: int) -> Document:
    """The Document in a Markdown file. Raises UnusableText.

    Here `front_matter + text` is not the input, since the marks are gone; `front_matter` still is its head.
    """
    decoded = decode(data)
    stored = canonical(decoded.text, limit_bytes=limit_bytes)
    matter = read_front_matter(stored)
    text, heading = plain_paragraphs(stored[matter.end :])
    found = read_plain(
        canonical(text, limit_bytes=limit_bytes),
        sha256=hashlib.sha256(data).hexdigest(),
        title=matter.title or as_line(heading, TITLE_LIMIT),
        published_on=matter.published_on,
        url=matter.url,
        remarks=(*guess_remarks(decoded.how, decoded.encoding), *matter.remarks),
    )
    return replace(
        found,
        publisher=matter.publisher or found.publisher,
        byline=matter.byline or found.byline,
        language=matter.language or found.language,
        front_matter=stored[: matter.end] + found.front_matter,
    )


def plain_paragraphs(source: str) -> tuple[str, str]:
    """(the words of `source` as paragraphs joined by a blank line, its first first-level heading or "")."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(source)
    blocks = list(_blocks(tokens))
    heading = next((words for words, tag in blocks if tag == "h1"), "")
    return "\n\n".join(words for words, _ in blocks if words.strip()), heading


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """(words, tag of the enclosing block) of each paragraph, heading, list item, table row and listing."""
    mark, tag = "", ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("paragraph_open", "heading_open"):
            tag = token.tag
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " | ".join(row), "tr"
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_words(token.children or ()))
        elif token.type == "inline":
            yield mark + _words(token.children or ()), tag
            mark = ""
        elif token.type in _VERBATIM:
            yield token.content.strip("\n"), "pre"


def _words(children: Sequence[Token]) -> str:
    """The words of one paragraph; a picture is its description, a soft line break a space."""
    parts = []
    for token in children:
        if token.type == "image":
            parts.append(_words(token.children or ()))
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        else:
            parts.append(token.content)
    return "".join(parts).strip()
