"""Overlapping ranges become pieces that cover the text once, each knowing who covers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.segments import Segment, cut
from annotations.text.span import Span


@pytest.mark.parametrize(
    ("length", "ranges", "segments"),
    [
        (0, [], []),
        (5, [], [(0, 5, ())]),
        (5, [(0, 5, 7)], [(0, 5, (7,))]),
        (9, [(2, 6, 1), (4, 8, 2)], [(0, 2, ()), (2, 4, (1,)), (4, 6, (1, 2)), (6, 8, (2,)), (8, 9, ())]),
        (6, [(2, 4, 9), (0, 6, 1)], [(0, 2, (1,)), (2, 4, (1, 9)), (4, 6, (1,))]),
        (4, [(0, 2, 3), (2, 4, 3)], [(0, 2, (3,)), (2, 4, (3,))]),
        (4, [(0, 3, 3), (1, 4, 3)], [(0, 1, (3,)), (1, 3, (3,)), (3, 4, (3,))]),
        (3, [(0, 3, 1), (0, 3, 2)], [(0, 3, (1, 2))]),
    ],
)
def test_cut(
    length: int, ranges: list[tuple[int, int, int]], segments: list[tuple[int, int, tuple[int, ...]]]
) -> None:
    spans = [(Span(start, end), number) for start, end, number in ranges]
    assert cut(length, spans) == [Segment(*segment) for segment in segments]


def test_a_range_past_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="past the end"):
        cut(3, [(Span(1, 4), 1)])


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(1, 10), st.integers(0, 5)), max_size=12))
def test_each_character_is_covered_once_by_exactly_its_ranges(raw: list[tuple[int, int, int]]) -> None:
    ranges = [(Span(start, start + length), number) for start, length, number in raw]
    segments = cut(30, ranges)
    assert [at for segment in segments for at in range(segment.start, segment.end)] == list(range(30))
    for segment in segments:
        for at in range(segment.start, segment.end):
            assert set(segment.ids) == {number for span, number in ranges if span.start <= at < span.end}
        assert len(segment.ids) == len(set(segment.ids))
