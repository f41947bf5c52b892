"""Where the words stand that were looked for: pieces that put together are the text."""

from __future__ import annotations

import time

import pytest

from annotations.selectors.search.pieces import highlighted, snippet
from annotations.selectors.search.query import read_query


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("14 cracked bolts", "bolt", ["bolts"]),
        ("14 cracked bolts", '"bolt"', []),
        ("14 cracked bolts", '"cracked bolts"', ["cracked bolts"]),
        ("cracked, bolts", '"cracked bolts"', ["cracked, bolts"]),
        ("A bolt is a BOLT", "bolt", ["bolt", "BOLT"]),
        ("unbolted", "bolt", []),
        ("snake_case bolt", "case", ["case"]),
        ("Die Brücke", "brucke", ["Brücke"]),
        ("Die Bru\u0308cke", "brücke", ["Bru\u0308cke"]),
        ("Поранено у Києві", "поранено", ["Поранено"]),
        ("東京都の人口", "東京 人口", ["東京", "人口"]),
        ("3,200 €", "€ 3,200", ["3,200", "€"]),
        ("bridge and tunnel", "bridge -tunnel", ["bridge"]),
        ("a.b*c(d) $", ".* ( $", ["$"]),
        ("nothing", "", []),
    ],
)
def test_what_is_highlighted(text: str, query: str, hits: list[str]) -> None:
    pieces = highlighted(text, read_query(query))
    assert [piece.text for piece in pieces if piece.is_hit] == hits
    assert "".join(piece.text for piece in pieces) == text


def test_a_snippet_shows_the_first_hit_in_its_words() -> None:
    text = f"{'alpha ' * 200}needle {'omega ' * 200}"
    pieces = snippet(text, read_query("needle"))
    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_hit] == ["needle"]
    assert shown.startswith("… alpha")
    assert shown.endswith("omega …")
    assert len(shown) < 250
    assert set(shown.split()) == {"…", "alpha", "needle", "omega"}


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert "".join(piece.text for piece in snippet("One two.", read_query("zebra"))) == "One two."


@pytest.mark.parametrize(
    "text", ["e" + "\u0301" * 100_000, "a " * 100_000, "_" * 200_000, "ab" * 100_000, "a\u0301 " * 60_000]
)
def test_hostile_text_takes_time_in_its_length_only(text: str) -> None:
    started = time.perf_counter()
    for query in ("e e e", '"a a a a a b"', "ab", "a-b-c"):
        snippet(text, read_query(query))
        highlighted(text, read_query(query))
    assert time.perf_counter() - started < 5
