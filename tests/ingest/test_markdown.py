"""Markdown becomes the words a reader sees, in paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.markdown import read_markdown
from annotations.text.canonical import UnusableText, has_visible
from annotations.text.paragraphs import blocks
from tests.linear_time import assert_linear

LIMIT = 2_000_000

POST = """---
title: Fares frozen
date: 2024-03-21
author: Ida Moe
---

# Ferry *fares* frozen

Fares stay at [4.10](https://ferry.example/fares "the list") until
**June**, said the `board`.\\
It met on Monday. ![The old ferry.](ferry.jpg)

## What changes

- nothing for children
- a new ticket:

  for dogs.

3. third
4. fourth

> We listened.

| Year | Fare |
|------|------|
| 2023 | 4.10 |

<div class="x">Raw <b>words</b>.<script>alert(1)</script></div>

    indented words.

Setext heading
--------------
The &amp; end.<br>Here&#33;
"""


def test_a_post_becomes_its_words() -> None:
    document = read_markdown(POST.encode(), limit_bytes=LIMIT)
    assert document.text.split("\n\n") == [
        "Ferry fares frozen",
        "Fares stay at 4.10 until June, said the board.\nIt met on Monday. The old ferry.",
        "What changes",
        "- nothing for children",
        "- a new ticket:",
        "for dogs.",
        "3. third",
        "4. fourth",
        "We listened.",
        "Year | Fare",
        "2023 | 4.10",
        "Raw words.",
        "indented words.",
        "Setext heading",
        "The & end.\nHere!",
    ]
    assert (document.title, document.byline) == ("Fares frozen", "Ida Moe")
    assert document.published_on == date(2024, 3, 21)
    assert document.front_matter == POST[: POST.index("# Ferry")]
    headings = [block.span.of(document.text) for block in blocks(document.text) if block.heading]
    assert headings == ["Ferry fares frozen", "What changes", "Setext heading"]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# The *title*\n\nBody goes here.", "The title"),
        ("Intro first.\n\n# Then a title\n\nBody.", "Then a title"),
        ("Only a sentence. And one more.", "Only a sentence"),
        ("Title: From a line\n\n# Heading\n\nBody.", "From a line"),
    ],
)
def test_the_title_is_the_first_of_front_matter_heading_and_sentence(source: str, title: str) -> None:
    assert read_markdown(source.encode(), limit_bytes=LIMIT).title == title


@pytest.mark.parametrize(
    "source", ["", "  \n", "[a]: https://x.example\n", "<!-- nothing -->\n", "![](x.png)"]
)
def test_without_words_there_is_no_document(source: str) -> None:
    with pytest.raises(UnusableText) as refused:
        read_markdown(source.encode(), limit_bytes=LIMIT)
    assert refused.value.code in ("empty", "blank")


@pytest.mark.parametrize(
    "source", ["> " * 40 + "the words", "- " * 40 + "the words", "[" * 20_000 + "the words"]
)
def test_what_is_too_deep_for_markdown_is_read_as_it_stands(source: str) -> None:
    document = read_markdown(source.encode(), limit_bytes=LIMIT)
    assert "the words" in document.text
    assert document.remarks


@given(
    st.lists(
        st.sampled_from(
            ["# ", "word ", "*", "_", "`", "[", "](", ")", "\n", "\n\n", "> ", "- ", "|", "<b>", "&"]
        )
    )
)
def test_no_letter_is_lost(parts: list[str]) -> None:
    source = "".join(parts)
    try:
        document = read_markdown(source.encode(), limit_bytes=LIMIT)
    except UnusableText:
        return
    assert has_visible(document.title)
    in_links = source.count("](")  # a link's target is not among the words a reader sees
    assert in_links or document.text.count("word") == source.count("word")


@pytest.mark.parametrize(
    "unit", ["[", "*a_", "`a``b", "> ", "a b\n\n", "![](", "<a ", "|a", "&#x", "\n1. a", "[x]: y\n"]
)
def test_reading_takes_linear_time(unit: str) -> None:
    def reading(characters: int) -> Callable[[], object]:
        data = ("x " + unit * (characters // len(unit))).encode()
        return lambda: read_markdown(data, limit_bytes=LIMIT)

    assert_linear(reading(30_000), reading(60_000))
    reading(1_000_000)()
