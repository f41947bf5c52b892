"""Owns a saved or fetched HTML page to a Document: its article's words and what the page says about itself.

Given bytes only; never fetches anything.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

from lxml import etree, html

from annotations.ingest.dates import find_date
from annotations.ingest.document import BYLINE_LIMIT, PUBLISHER_LIMIT, TITLE_LIMIT, Document
from annotations.ingest.fields import as_language, as_line, as_url
from annotations.ingest.markup import declared_charset, parse_page, words_in_blocks
from annotations.ingest.plain import guess_remarks, read_plain
from annotations.text.canonical import UnusableText, canonical, gettext_noop
from annotations.text.decoding import decode

PAGE_TO_TEXT = 8  # a page may be this many times longer than the text allowed in it
_MOST_ELEMENTS = 12_000  # more than articles have; beyond it the article finder takes seconds
_SHORTEST = (
    250  # code points; for less the article finder's own last resort, which keeps no blocks, is no better
)
_LD_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"\\]{8,40})"')
_DATE_METAS = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publish-date",
)


def read_webpage(data: bytes, *, limit_bytes: int) -> Document:
    """The Document in a page. Raises UnusableText when no words are found, or its markup is too deep or too long."""
    if len(data) > PAGE_TO_TEXT * limit_bytes:
        raise UnusableText(
            gettext_noop("The page is %(size)s bytes long; at most %(limit)s are allowed."),
            "too_long",
            size=f"{len(data):,}",
            limit=f"{PAGE_TO_TEXT * limit_bytes:,}",
        )
    decoded = decode(data, declared=declared_charset(data))
    tree = parse_page(canonical(decoded.text))
    article = _find_article(tree)
    text = _words(getattr(article, "body", None))
    if len(text) < _SHORTEST:
        text = _words(tree)
    found = read_plain(
        canonical(text, limit_bytes=limit_bytes),
        sha256=hashlib.sha256(data).hexdigest(),
        title=_title(tree, article),
        published_on=published_on(tree),
        url=as_url(getattr(article, "url", "")),
        remarks=guess_remarks(decoded.how, decoded.encoding),
    )
    return replace(
        found,
        publisher=as_line(getattr(article, "sitename", ""), PUBLISHER_LIMIT) or found.publisher,
        byline=_byline(getattr(article, "author", "")) or found.byline,
        language=as_language(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def _words(element: html.HtmlElement | None) -> str:
    return "" if element is None else "\n\n".join(words_in_blocks(element))


def published_on(tree: html.HtmlElement) -> date | None:
    """The date the page itself declares: structured data, then metadata, then its first `<time datetime>`."""
    return next(filter(None, map(find_date, _declared_dates(tree))), None)


def _declared_dates(tree: html.HtmlElement) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        yield from _LD_DATE.findall((script.text or "")[:200_000])
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    yield from (metas[name] for name in _DATE_METAS if name in metas)
    first = next(tree.iter("time"), None)
    if first is not None:
        yield first.get("datetime") or ""


def _find_article(tree: html.HtmlElement) -> Any:
    """trafilatura's Document, or None where it finds no article or the page is too large for it."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return None
    try:
        return _trafilatura().bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=_CHEAP_DATES
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, etree.LxmlError, RecursionError):
        return None  # broken markup breaks its heuristics in many ways; the page's plain words remain


_CHEAP_DATES = {"extensive_search": False, "original_date": True}


@cache
def _trafilatura() -> ModuleType:
    """Imported at first use: it takes a third of a second, which only pages should cost."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it misses is not an operator's concern
    return trafilatura


def _title(tree: html.HtmlElement, article: Any) -> str:
    declared = as_line(getattr(article, "title", ""), TITLE_LIMIT)
    if declared:
        return declared
    heading = next(tree.iter("h1"), None)
    return as_line(" ".join(words_in_blocks(heading)), TITLE_LIMIT) if heading is not None else ""


def _byline(author: object) -> str:
    return as_line(author.replace("; ", ", ") if isinstance(author, str) else "", BYLINE_LIMIT)
