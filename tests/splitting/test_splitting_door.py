"""What the splitter promises about every proposal, on made-up news."""

from __future__ import annotations

import json

import pytest

from annotations.splitting import sentences, split
from annotations.splitting.jsonl import BadLineError, split_lines

NEWS = (
    "Harbour bridge closes after crash\n\n"
    "The bridge was shut on Monday after two lorries collided, injuring 9 people, including a nurse.\n\n"
    "“It was the worst crash in ten years,” said Mayor Ida Holm. “We will reopen soon.”"
)


def test_fragments_are_exact_ordered_and_inside_one_paragraph() -> None:
    claims = split(NEWS)
    assert claims
    for claim in claims:
        ends = [edge for part in claim.fragments for edge in (part.start, part.end)]
        assert ends == sorted(ends)
        assert claim.quote == NEWS[ends[0] : ends[-1]]
        assert "\n\n" not in claim.quote


def test_same_text_same_claims() -> None:
    assert split(NEWS) == split(NEWS)


def test_sentences_keep_paragraphs_and_quotations_apart() -> None:
    assert [span.of(NEWS)[:12] for span in sentences(NEWS)] == [
        "Harbour brid",
        "The bridge w",
        "“It was the ",
        "“We will reo",
    ]


def test_the_filter_answers_every_line() -> None:
    line = json.dumps({"id": "a", "text": NEWS})
    (answer,) = [json.loads(out) for out in split_lines([line, "\n"])]
    assert set(answer) == {"id", "sentences", "segments", "claims"}
    assert {
        "fragments",
        "text",
        "quote",
        "kind",
        "claimant",
        "claimant_span",
        "cue_span",
        "check_worthiness",
    } <= set(answer["claims"][0])


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": 1}',
        '{"text": 3}',
        '{"text": "", "published_on": "soon"}',
        '{"text": "", "language": 1}',
    ],
)
def test_the_filter_names_a_bad_line(line: str) -> None:
    with pytest.raises(BadLineError, match="Line 1"):
        list(split_lines([line]))
