"""Owns what a web page says about itself: title, publisher and date, each with where it was said. Never guesses.

Read are Open Graph (ogp.me), schema.org in JSON-LD, the usual `<meta>` names, then the page's own headings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from annotations.ingest.dates import find_date
from annotations.ingest.document import PUBLISHER_LIMIT, TITLE_LIMIT
from annotations.ingest.fields import as_line
from annotations.ingest.markup import words_in_blocks
from annotations.ingest.webpage import published_on

_MOST_SCRIPTS, _LONGEST_SCRIPT, _MOST_NODES = 20, 200_000, 5_000
_TITLE_METAS = ("og:title", "citation_title", "dc.title", "twitter:title")
_PUBLISHER_METAS = ("og:site_name", "citation_publisher", "dc.publisher", "application-name")


class Origin(StrEnum):
    """Where a page said it."""

    METADATA = "metadata"
    STRUCTURED = "structured"  # JSON-LD
    PAGE = "page"  # its visible words or its title
    ADDRESS = "address"


@dataclass(slots=True)
class PageFacts:
    """What was found; "" and None for what was not. `origins` names the fields that were."""

    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    origins: dict[str, Origin] = field(default_factory=dict)


def facts_of(tree: html.HtmlElement, url: str) -> PageFacts:
    """The facts of a parsed page at an address."""
    metas, described = _metas(tree), _description(tree)
    facts = PageFacts()
    _take(facts, "title", TITLE_LIMIT, _titles(tree, metas, described))
    _take(facts, "publisher", PUBLISHER_LIMIT, _publishers(metas, described))
    if found := published_on(tree):
        facts.published_on = found
        facts.origins["published_on"] = _date_origin(tree, found, described)
    return with_host(facts, url)


def with_host(facts: PageFacts, url: str) -> PageFacts:
    """The facts, with the host of the address for a publisher that the page does not name."""
    if not facts.publisher:
        _take(
            facts,
            "publisher",
            PUBLISHER_LIMIT,
            [((urlsplit(url).hostname or "").removeprefix("www."), Origin.ADDRESS)],
        )
    return facts


def _take(facts: PageFacts, name: str, limit: int, offered: Any) -> None:
    for value, origin in offered:
        if line := as_line(" ".join(value.split()) if isinstance(value, str) else "", limit):
            setattr(facts, name, line)
            facts.origins[name] = origin
            return


def _titles(
    tree: html.HtmlElement, metas: dict[str, str], described: dict[str, Any]
) -> Iterator[tuple[Any, Origin]]:
    yield from ((metas.get(name), Origin.METADATA) for name in _TITLE_METAS)
    yield described.get("headline"), Origin.STRUCTURED
    for tag in ("h1", "title"):
        found = next(tree.iter(tag), None)
        if found is not None:
            words = found.text if tag == "title" else " ".join(words_in_blocks(found))
            yield words, Origin.PAGE


def _publishers(metas: dict[str, str], described: dict[str, Any]) -> Iterator[tuple[Any, Origin]]:
    yield metas.get("og:site_name"), Origin.METADATA
    yield described.get("publisher"), Origin.STRUCTURED
    yield from ((metas.get(name), Origin.METADATA) for name in _PUBLISHER_METAS[1:])


def _date_origin(tree: html.HtmlElement, found: date, described: dict[str, Any]) -> Origin:
    if find_date(str(described.get("datePublished") or "")) == found:
        return Origin.STRUCTURED
    first = next(tree.iter("time"), None)
    is_shown = first is not None and find_date(first.get("datetime") or "") == found
    return Origin.PAGE if is_shown else Origin.METADATA


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or ""
        if (content := (meta.get("content") or "").strip()) and len(name) < 60:
            metas.setdefault(name.lower(), content)
    return metas


def _description(tree: html.HtmlElement) -> dict[str, Any]:
    """headline, datePublished and publisher's name, of the first things in JSON-LD that have them."""
    nodes = list(_nodes(tree))
    names = {
        node["@id"]: node["name"] for node in nodes if isinstance(node.get("@id"), str) and "name" in node
    }
    described: dict[str, Any] = {}
    for node in nodes:
        for key in ("headline", "datePublished"):
            if isinstance(node.get(key), str):
                described.setdefault(key, node[key])
        if name := _name(node.get("publisher"), names):
            described.setdefault("publisher", name)
    return described


def _name(publisher: Any, names: dict[str, Any]) -> str:
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if isinstance(publisher, dict):
        named = publisher.get("name")
        key = publisher.get("@id")
        publisher = named or (names.get(key) if isinstance(key, str) else None)
    return publisher if isinstance(publisher, str) else ""


def _nodes(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outer before inner, no more than a page can mean."""
    waiting: list[Any] = []
    for number, script in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        if number < _MOST_SCRIPTS and len(text := script.text or "") <= _LONGEST_SCRIPT:
            try:
                waiting.append(json.loads(text))
            except (ValueError, RecursionError):
                continue
    for seen, value in enumerate(waiting):  # which grows as it is walked
        if seen >= _MOST_NODES:
            return
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
