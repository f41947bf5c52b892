"""Owns Markdown to plain paragraphs: the words a reader sees, one block a paragraph, without the marks.

Grammar: CommonMark 0.31 plus tables, as markdown-it-py reads it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotations.ingest.document import TITLE_LIMIT, Document
from annotations.ingest.fields import as_line
from annotations.ingest.front_matter import read_front_matter
from annotations.ingest.markup import parse_page, words_in_blocks
from annotations.ingest.plain import guess_remarks, read_plain
from annotations.text.canonical import UnusableText, canonical
from annotations.text.decoding import decode

_BREAKS = ("<br>", "<br/>", "<br />")
_DEEPEST = 30
_MARK = re.compile(r"[\[\]*_`<&!|~\n]")
_MOST_MARKS = 60_000
_MOST_BRACKETS = 10_000  # each may be the start of a link and is read several times


def _too_hard() -> str:
    return _("The Markdown is nested too deeply or has too many marks; it was read as plain text.")


def read_markdown(data: bytes, *, limit_bytes: int) -> Document:
    """The Document in a Markdown file. Raises UnusableText.

    Here `front_matter + text` is not the input, since the marks are gone; `front_matter` still is its head.
    """
    decoded = decode(data)
    stored = canonical(decoded.text, limit_bytes=limit_bytes)
    matter = read_front_matter(stored)
    body = stored[matter.end :]
    converted = plain_paragraphs(body)
    text, heading = converted or (body, "")
    found = read_plain(
        canonical(text, limit_bytes=limit_bytes),
        sha256=hashlib.sha256(data).hexdigest(),
        title=matter.title or as_line(heading, TITLE_LIMIT),
        published_on=matter.published_on,
        url=matter.url,
        remarks=(
            *guess_remarks(decoded.how, decoded.encoding),
            *matter.remarks,
            *(() if converted else (_too_hard(),)),
        ),
    )
    return replace(
        found,
        publisher=matter.publisher or found.publisher,
        byline=matter.byline or found.byline,
        language=matter.language or found.language,
        front_matter=stored[: matter.end] + found.front_matter,
    )


def plain_paragraphs(source: str) -> tuple[str, str] | None:
    """(the words of `source` as paragraphs joined by a blank line, its first first-level heading or "").

    None where Markdown cannot be read without losing words or taking seconds: nested too deeply, too many marks.
    """
    if len(_MARK.findall(source)) > _MOST_MARKS or source.count("[") > _MOST_BRACKETS:
        return None
    tokens = _parser().parse(source)
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 2:
        return None  # what is deeper still was dropped by the parser
    blocks = [(words, tag) for words, tag in _blocks(tokens) if words.strip()]
    heading = next((words for words, tag in blocks if tag == "h1"), "")
    return "\n\n".join(words for words, _ in blocks), heading


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable("table")


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """(words, tag of the enclosing block) of each paragraph, heading, list item, table row and listing."""
    mark, tag = "", ""
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else "- "
            case "paragraph_open" | "heading_open":
                tag = token.tag
            case "tr_open":
                row = []
            case "tr_close":
                yield " | ".join(row or ()), "tr"
                row = None
            case "inline" if row is not None:
                row.append(_words(token.children or ()))
            case "inline":
                yield mark + _words(token.children or ()), tag
                mark = ""
            case _:
                yield from ((words, "pre") for words in _verbatim(token))


def _verbatim(token: Token) -> Iterator[str]:
    """The words of blocks that hold no Markdown: HTML, listings."""
    if token.type in ("fence", "code_block"):
        yield token.content.strip("\n")
    elif token.type == "html_block":
        with suppress(UnusableText):  # it may have no words
            yield from words_in_blocks(parse_page(token.content))


def _words(children: Sequence[Token]) -> str:
    """The words of one paragraph; a picture is its description, a soft line break a space."""
    parts = []
    for token in children:
        if token.type == "image":
            parts.append(_words(token.children or ()))
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or token.content.lower() in _BREAKS:
            parts.append("\n")
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts).strip()
