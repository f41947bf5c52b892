"""Raw text becomes a Document: every character kept, and title, date, byline and headings as a reader sees them."""

from __future__ import annotations

import pytest

from annotations.ingest.plain import read_pasted
from annotations.text.canonical import canonical
from annotations.text.paragraphs import blocks
from tests.ingest.raw_texts import RAW_TEXTS, RawText

LIMIT = 2_000_000


@pytest.mark.parametrize("case", RAW_TEXTS.values(), ids=RAW_TEXTS.keys())
def test_a_raw_text_is_read_as_a_reader_reads_it(case: RawText) -> None:
    document = read_pasted(case.raw, limit_bytes=LIMIT)
    assert document.title == case.title
    assert document.published_on == case.published_on
    assert (document.byline, document.url, document.publisher) == (case.byline, case.url, case.publisher)
    assert document.front_matter == case.front_matter
    assert document.front_matter + document.text == canonical(case.raw)
    found = blocks(document.text)
    assert [block.span.of(document.text) for block in found if block.heading] == case.headings
    assert len(found) == case.blocks
