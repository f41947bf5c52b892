"""What a source's page says about itself, and its words, whatever the page is like."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.ingest.fetching import Fetched
from annotations.ingest.page_facts import Origin
from annotations.ingest.source_page import LONGEST_TEXT, SourcePage, Unread, read_source_page
from annotations.text.passage import Match, find_passage
from tests.linear_time import assert_linear

URL = "https://www.example.org/report"


def read(body: str | bytes, media_type: str = "text/html", charset: str = "", url: str = URL) -> SourcePage:
    data = body.encode() if isinstance(body, str) else body
    return read_source_page(Fetched(url, media_type, charset, data))


def test_a_page_that_says_everything() -> None:
    page = read(
        """<!doctype html><html><head><title>Bolts | Example</title>
        <meta property="og:title" content=" Fourteen  bolts "><meta property="og:site_name" content="Example Daily">
        <meta property="article:published_time" content="2024-03-21T08:00:00Z"></head>
        <body><nav>Menu</nav><h1>Bolts</h1><p>It found <b>14</b> cracked&nbsp;bolts.</p><script>alert(1)</script>
        <table><tr><th>Year</th><th>Bolts</th></tr><tr><td>2024</td><td>14</td></tr></table></body></html>"""
    )
    assert (page.title, page.publisher, page.published_on) == (
        "Fourteen bolts",
        "Example Daily",
        date(2024, 3, 21),
    )
    assert set(page.origins.values()) == {Origin.METADATA}
    assert page.text == "Bolts\n\nIt found 14 cracked\u00a0bolts.\n\nYear | Bolts\n\n2024 | 14"
    assert page.problem == ""


@pytest.mark.parametrize(
    ("head", "title", "publisher", "published_on", "origin"),
    [
        (
            ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Bolts","datePublished":'
            '"2024-03-21T08:00","publisher":{"@id":"#us"}},{"@id":"#us","name":"The Daily"}]}</script>'),
            "Bolts", "The Daily", date(2024, 3, 21), Origin.STRUCTURED,
        ),
        (
            ('<script type="application/ld+json">{"headline":"Bolts","publisher":[{"name":"The Daily"}],'
            '"datePublished":"21 March 2024"}</script>'),
            "Bolts", "The Daily", date(2024, 3, 21), Origin.STRUCTURED,
        ),
        (
            '<title>Bolts</title><meta name="application-name" content="Daily"><time datetime="2024-03-21">x</time>',
            "Bolts", "Daily", date(2024, 3, 21), Origin.PAGE,
        ),
        ('<meta name="citation_title" content="Bolts"><meta name="date" content="2024-03-21">',
         "Bolts", "example.org", date(2024, 3, 21), Origin.METADATA),
        ("<title>Bolts</title>", "Bolts", "example.org", None, None),
        ('<script type="application/ld+json">{broken</script><title>Bolts</title>', "Bolts", "example.org", None, None),
        (('<script type="application/ld+json">{"headline":["x"],"publisher":7,"datePublished":{}}</script>'
         '<meta name="date" content="03/04/2024"><h1>A <i>bolt</i></h1>'), "A bolt", "example.org", None, None),
    ],
)  # fmt: skip
def test_facts_are_found_where_pages_say_them(
    head: str, title: str, publisher: str, published_on: date | None, origin: Origin | None
) -> None:
    page = read(f"<html><head>{head}</head><body><p>Words.</p></body></html>")
    assert (page.title, page.publisher, page.published_on) == (title, publisher, published_on)
    assert page.origins.get("published_on") == origin


def test_plain_text_is_kept_as_it_is() -> None:
    page = read("Fourteen bolts.\r\n\r\n<b>14</b>", "text/plain")
    assert page.text == "Fourteen bolts.\n\n<b>14</b>"
    assert (page.title, page.publisher, page.media_type) == ("", "example.org", "text/plain")


@pytest.mark.parametrize(
    ("body", "media_type", "charset", "words"),
    [
        ("<p>Größe</p>".encode("cp1252"), "text/html", "iso-8859-1", "Größe"),
        ("<meta charset=windows-1251><p>Міст закрито</p>".encode("cp1251"), "text/html", "", "Міст закрито"),
        ("<p>Größe</p>".encode("utf-16"), "text/html", "utf-8", "Größe"),
        (b"<p>bolts\x00</p>", "text/html", "", "bolts"),
        (b"  <p>bolts</p>", "", "", "bolts"),
        (b"bolts", "", "", "bolts"),
        (
            "<html xmlns='http://www.w3.org/1999/xhtml'><p>bolts</p></html>",
            "application/xhtml+xml",
            "utf-8",
            "bolts",
        ),
    ],
)
def test_the_characters_of_a_page(body: bytes | str, media_type: str, charset: str, words: str) -> None:
    assert read(body, media_type, charset).text == words


@pytest.mark.parametrize(
    ("body", "media_type", "why"),
    [
        (b"%PDF-1.7 ...", "application/pdf", Unread.PDF),
        (b"%PDF-1.7 ...", "text/html", Unread.PDF),
        (b"\x89PNG", "image/png", Unread.KIND),
        (b"<p>Gr\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6\xc3\x28</p>", "text/html", Unread.DAMAGED),
        (b"", "text/html", Unread.DAMAGED),
        (b"<script>render()</script>", "text/html", Unread.NO_WORDS),
        ("<p>\u200b</p>".encode(), "text/html", Unread.NO_WORDS),
        (b"<div>" * 100_000, "text/html", Unread.DAMAGED),
        (b"x" * (LONGEST_TEXT + 1), "text/plain", Unread.TOO_LONG),
        (b"<p>" + b"x" * 5_900_000, "text/html", Unread.TOO_LONG),
    ],
)
def test_what_cannot_be_kept_says_why(body: bytes, media_type: str, why: Unread) -> None:
    page = read(body, media_type)
    assert (page.text, page.unread) == ("", why)
    assert page.publisher == "example.org"
    assert "aste the" in page.problem


def test_markup_of_a_page_brings_nothing_from_elsewhere() -> None:
    page = read(
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&b;&x; bolts</p></body></html>',
        "application/xhtml+xml",
    )
    assert "bolts" in page.text
    assert "root:" not in page.text
    assert "aaaa" not in page.text


def test_a_passage_is_found_in_the_words_of_a_page() -> None:
    page = read("<p>It “found <b>14</b> cracked\n   bolts”.</p><p>Nobody was <i>hurt</i>.</p>")
    assert find_passage(page.text, 'found 14 cracked bolts". Nobody was hurt').match == Match.SPACING


@pytest.mark.parametrize(
    "unit",
    [
        "<b>", "<p>", "<p>a", "&amp;", "<!--", "<a href='x'>y</a>", "<meta name=a content=b>", "<time>", "<h1>x",
        "<script type='application/ld+json'>[[[[", "<script type='application/ld+json'>{}</script>", "<", "\x00",
    ],
)  # fmt: skip
def test_the_time_is_linear(unit: str) -> None:
    half, whole = ((unit * (size // len(unit))).encode() for size in (400_000, 800_000))
    assert_linear(lambda: read(half), lambda: read(whole))


def test_json_as_deep_as_it_gets_is_passed_over() -> None:
    deep = "[" * 90_000 + "]" * 90_000
    page = read(f"<script type='application/ld+json'>{deep}</script><title>Bolts</title><p>Words.</p>")
    assert (page.title, page.text) == ("Bolts", "Words.")
