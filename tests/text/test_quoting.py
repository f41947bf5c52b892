"""A quotation is found exactly, the nearest one first, and quickly in any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.quoting import nearest, occurrences
from annotations.text.span import Span

TEXT = "13 hurt, then 13 dead: 13"


@pytest.mark.parametrize(
    ("around", "start"), [(-5, 0), (0, 0), (7, 0), (8, 14), (14, 14), (18, 14), (19, 23), (25, 23), (999, 23)]
)
def test_the_nearest_occurrence_is_found(around: int, start: int) -> None:
    assert nearest(TEXT, "13", around) == Span(start, start + 2)


def test_of_two_equally_near_the_earlier_is_taken() -> None:
    assert nearest("ab..ab", "ab", 2) == Span(0, 2)


@pytest.mark.parametrize("quote", ["", "14", "13 hurt, then 13 dead: 13 more"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert nearest(TEXT, quote, 3) is None
    assert occurrences(TEXT, quote) == []


def test_occurrences_may_overlap() -> None:
    assert occurrences("ha ha ha ha", "ha ha") == [Span(0, 5), Span(3, 8), Span(6, 11)]
    assert occurrences("aaaa", "aaa") == [Span(0, 3), Span(1, 4)]


SMALL = st.text("ab😀", max_size=40)


@given(SMALL, st.text("ab😀", min_size=1, max_size=6))
def test_every_occurrence_is_found_once(text: str, quote: str) -> None:
    starts = [at for at in range(len(text)) if text.startswith(quote, at)]
    assert occurrences(text, quote) == [Span(at, at + len(quote)) for at in starts]


@given(SMALL, st.text("ab😀", min_size=1, max_size=6), st.integers(-3, 50))
def test_none_is_nearer_than_the_nearest(text: str, quote: str, around: int) -> None:
    starts = [at for at in range(len(text)) if text.startswith(quote, at)]
    found = nearest(text, quote, around)
    if not starts:
        assert found is None
    else:
        inside = max(0, min(around, len(text)))
        assert found == min(
            (Span(at, at + len(quote)) for at in starts),
            key=lambda span: (abs(span.start - inside), span.start),
        )


@pytest.mark.parametrize("quote", ["a" * 1_000, "a" * 500 + "b" + "a" * 500, "b" + "a" * 1_000, "ab" * 500])
def test_repetitive_text_takes_linear_time(quote: str) -> None:
    text = "a" * 1_000_000
    began = time.process_time()
    nearest(text, quote, 500_000)
    occurrences(text, quote)
    assert time.process_time() - began < 5  # text times quote would take minutes
