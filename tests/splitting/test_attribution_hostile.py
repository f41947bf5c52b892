"""No text breaks the reading of who says what, or makes it slow."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.splitting.attribution import Attribution, attributions
from annotations.splitting.splitter import sentences
from tests.linear_time import assert_linear


def attributed(text: str) -> list[Attribution]:
    return attributions(text, sentences(text))


HOSTILE = {
    "one line of words": "word " * 20_000,
    "cues only": "said " * 20_000,
    "cue and pronoun": "he said that she said " * 5_000,
    "relatives": "a man that was the man who was " * 3_000,
    "quotation marks": '"' * 100_000,
    "quotations never closed": '"a said b \n' * 10_000,
    "nested openings": "“" * 100_000,
    "commas": ", said , and " * 8_000,
    "brackets": "(said) ) (" * 10_000,
    "participles": ", adding that " * 7_000,
    "according to": "according to , " * 7_000,
    "newlines": "\n" * 100_000,
    "labels": "A: b\n" * 20_000,
    "names": "Ida Holm " * 11_000,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_time_linear_in_its_length(text: str) -> None:
    def reading(sample: str) -> Callable[[], object]:
        spans = sentences(sample)
        return lambda: attributions(sample, spans)

    assert_linear(reading(text[: len(text) // 2]), reading(text))


FRAGMENTS = st.sampled_from(
    [
        "said", "says", "told", "according to", "claimed that", "who", "that", "which", "he", "She", "Ida Holm",
        "Mr Lund", "the mayor", ",", ".", "\n\n", "\n", '"', "“", "”", "‘", "’", "'s", ":", ";", "(", ")", "—", "and",
        "but", "adding", "to", "in the words of", "reportedly", "Image:", "🙂", "é", "\u200b", "13", "was", "of", "by",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map(" ".join) | st.text(max_size=300))
def test_whatever_the_text_spans_lie_inside_it_in_order_and_twice_the_same(text: str) -> None:
    found = attributed(text)
    for item in found:
        assert item.content
        assert all(one.end <= other.start for one, other in pairwise(item.content))
        spans = [*item.content, *filter(None, (item.claimant_span, item.cue_span))]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert item.cue_span is not None
        assert (item.claimant is None) == (item.claimant_span is None)
    cues = [item.cue_span for item in found if item.cue_span]
    assert cues == sorted(cues)
    assert attributed(text) == found
