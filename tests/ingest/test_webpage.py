"""A page becomes its article's words in blocks, with what the page says about itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from annotations.ingest.document import Document
from annotations.ingest.webpage import PAGE_TO_TEXT, read_webpage
from annotations.text.canonical import UnusableText
from annotations.text.paragraphs import blocks
from tests.linear_time import assert_linear

LIMIT = 2_000_000
PARAGRAPH = (
    "The ferry company said on Thursday that fares would stay at 4.10 until June, and that it had carried "
    "<b>2.1 million</b> people last year, more than ever before, as its figures show."
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Ferry fares frozen | Harbour Courier</title>
<meta property="og:title" content="Ferry fares frozen"><meta property="og:site_name" content="Harbour Courier">
<meta name="author" content="Ida Moe"><link rel="canonical" href="https://ferry.example/fares">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-03-21T08:00:00Z"}}</script>
<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry fares frozen</h1>
<p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("Thursday", "Friday")}</p>
<h2>What changes</h2>
<p>Children   travel&nbsp;free,<br>dogs do
not. {PARAGRAPH}</p>
<ul><li>from 1 April</li><li>on <i>all</i> boats</li></ul>
<blockquote><p>“We listened,” said the <a href="https://x.example">director</a> of the company.</p></blockquote>
<table><tr><th>Year</th><th>Fare</th></tr><tr><td>2023</td><td>4.10</td></tr></table>
<p onclick="alert(1)">{PARAGRAPH.replace("Thursday", "Monday")}</p><script>alert("no words")</script></article>
<footer>Imprint and cookies</footer></body></html>"""


LINKED_DATA = '<script type="application/ld+json">{"datePublished": "2024-03-20"}</script>'


def read(page: str | bytes) -> Document:
    return read_webpage(page.encode() if isinstance(page, str) else page, limit_bytes=LIMIT)


def test_an_article_page_becomes_its_words_in_blocks() -> None:
    document = read(PAGE)
    found = document.text.split("\n\n")
    assert found[0] == "Ferry fares frozen"
    assert found[1].startswith(
        "The ferry company said on Thursday that fares would stay at 4.10 until June, and that"
    )
    assert "carried 2.1 million people" in found[1]
    assert found[3] == "What changes"
    assert found[4].startswith("Children travel\u00a0free,\ndogs do not. The ferry company")
    assert found[5:10] == [
        "- from 1 April",
        "- on all boats",
        "“We listened,” said the director of the company.",
        "Year | Fare",
        "2023 | 4.10",
    ]
    assert len(found) == 11
    headings = [block.span.of(document.text) for block in blocks(document.text) if block.heading]
    assert headings == ["Ferry fares frozen", "What changes"]
    for absent in ("alert", "Home", "cookies", "color", "<"):
        assert absent not in document.text


def test_what_the_page_says_about_itself_is_kept() -> None:
    document = read(PAGE)
    assert document.title == "Ferry fares frozen"
    assert document.published_on == date(2024, 3, 21)
    assert document.url == "https://ferry.example/fares"
    assert (document.publisher, document.byline, document.language) == ("Harbour Courier", "Ida Moe", "en-GB")
    assert document.front_matter == ""


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-03-21T23:00:00+00:00">', date(2024, 3, 21)),
        ('<meta name="DC.date" content="21.03.2024">', date(2024, 3, 21)),
        ('<meta name="date" content="03/04/2024">', None),
        (LINKED_DATA + '<meta name="date" content="2024-03-21">', date(2024, 3, 20)),
        ("", None),
    ],
)  # fmt: skip
def test_the_date_is_declared_or_none(head: str, day: date | None) -> None:
    assert read(f"<html><head>{head}</head><body><p>{PARAGRAPH}</p></body></html>").published_on == day


def test_the_first_time_element_is_a_declaration() -> None:
    page = f'<article><time datetime="2024-03-21T10:00">yesterday</time><p>{PARAGRAPH}</p></article>'
    assert read(page).published_on == date(2024, 3, 21)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
def test_the_declared_charset_is_heeded(encoding: str) -> None:
    words = "Паром задержали на два часа из-за тумана, сообщила компания."
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><p>{words}</p>'
    assert words in read(page.encode(encoding)).text
    assert (
        words
        in read(
            f'<?xml version="1.0" encoding="{encoding}"?><html><p>{words}</p></html>'.encode(encoding)
        ).text
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("just words", "just words"),
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("<ul><li>a<li>b</ul>", "- a\n\n- b"),
        ("<title>Name</title><div>Some <span>words</span></div>", "Some words"),
        ("<p>&lt;script&gt; is a word</p>", "<script> is a word"),
        ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><p>a&e;b</p>", "a&e;b"),
    ],
)
def test_a_page_without_an_article_still_gives_its_words(page: str, words: str) -> None:
    assert words in read(page).text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("", "empty"),
        ("<html><body></body></html>", "empty"),
        ("<script>let words</script><style>a{}</style><!-- words -->", "empty"),
        ("<p>\u200b</p>", "blank"),
        ("<p>a\x00b</p>", "nul"),
        ("<div>" * 300 + "words", "depth"),
        ("<b>" * 100_000 + "words", "depth"),
        ("<svg><math>" * 5_000 + "words", "depth"),
        ("<p>" + "a" * 2_000_001 + "</p>", "too_long"),
    ],
)
def test_a_page_without_usable_words_is_refused(page: str, code: str) -> None:
    with pytest.raises(UnusableText) as refused:
        read(page)
    assert refused.value.code == code


def test_a_page_out_of_proportion_is_refused_unread() -> None:
    with pytest.raises(UnusableText, match="page is"):
        read_webpage(b"<p>a</p>" * 200, limit_bytes=200 * 8 // PAGE_TO_TEXT - 1)


def test_an_unsafe_canonical_address_is_dropped() -> None:
    assert read(PAGE.replace("https://ferry.example/fares", "javascript:alert(1)")).url == ""


@pytest.mark.parametrize(
    "unit",
    ["<p>Some words.</p>", "<div>x</div>", "x<br>", "<b>x</b> ", "<li>x", "<table><tr><td>x", "</div>", "&amp;", "<",
     "<h1>T</h1>", "<a href=x>y</a>",
     "<meta name=author content=x>", "<i a=b c=d>x</i>", "<!--", "<span>2024-01-01 </span>"],
)  # fmt: skip
def test_reading_takes_linear_time(unit: str) -> None:
    def reading(characters: int) -> Callable[[], object]:
        page = f"<html><body><p>{PARAGRAPH}</p>" + unit * (characters // len(unit))

        def read_it() -> None:
            with suppress(UnusableText):
                read(page)

        return read_it

    reading(1_000)()  # imports the article finder
    assert_linear(reading(100_000), reading(200_000))
