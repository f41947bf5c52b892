"""Records are taken whole or refused with their line; one bad record spoils no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.document import Document, Refusal
from annotations.ingest.read import read
from annotations.text.canonical import canonical, has_visible
from tests.linear_time import assert_linear

LIMIT = 1_000
FULL = {
    "title": "Ferry fares frozen",
    "text": "Fares stay at 4.10 until June.\r\nThe board said so.",
    "date": "2024-03-21",
    "url": "https://ferry.example/fares",
    "publisher": "Harbour Courier",
    "byline": "Ida Moe",
    "language": "en",
    "id": 71,
}


def read_lines(*lines: str | bytes) -> list[Document | Refusal]:
    data = b"\n".join(
        line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass") for line in lines
    )
    return read(data, name="news.jsonl", limit_bytes=LIMIT)


def read_json(text: str) -> list[Document | Refusal]:
    return read(text.encode(), name="news.json", limit_bytes=LIMIT)


def test_every_key_of_a_record_is_kept() -> None:
    [document] = read_json(json.dumps(FULL))
    assert isinstance(document, Document)
    assert document == Document(
        title="Ferry fares frozen",
        text="Fares stay at 4.10 until June.\nThe board said so.",
        published_on=date(2024, 3, 21),
        url="https://ferry.example/fares",
        publisher="Harbour Courier",
        byline="Ida Moe",
        language="en",
        front_matter="",
        external_id="71",
        sha256=document.sha256,
    )


def test_the_other_names_of_keys_and_the_three_layouts_give_the_same_document() -> None:
    [one] = read_json(json.dumps(FULL))
    [in_list] = read_json(json.dumps([FULL], indent=2))
    [line] = read_lines(json.dumps(dict(reversed(FULL.items())), ensure_ascii=False), "", " \t")
    assert one == in_list == line
    renamed = {
        "published_on" if key == "date" else "author" if key == "byline" else key: FULL[key] for key in FULL
    }
    [other] = read_json(json.dumps(renamed))
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert (other.published_on, other.byline) == (one.published_on, one.byline)


def test_a_record_of_text_alone_is_read_like_raw_text() -> None:
    [document] = read_json('{"text": "date 2024-03-21 The ferry is late. Why?", "title": null, "url": ""}')
    assert isinstance(document, Document)
    assert (document.title, document.published_on) == ("The ferry is late", date(2024, 3, 21))
    assert document.front_matter + document.text == "date 2024-03-21 The ferry is late. Why?"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('{"text": "a", "headline": "b", "tags": []}', "unknown_key", '"headline", "tags"'),
        ('{"title": "a"}', "missing", '"text" is missing'),
        ('{"text": null}', "missing", '"text" is missing'),
        ('{"text": ""}', "empty", '"text": There is no text.'),
        ('{"text": " \\u200b"}', "blank", '"text"'),
        ('{"text": "a\\u0000b"}', "nul", "code point offset 1"),
        ('{"text": "a\\ud800"}', "surrogate", "U+D800"),
        ('{"text": "a", "title": "\\udc00"}', "surrogate", '"title"'),
        ('{"text": "a", "publisher": "a\\u0000"}', "nul", '"publisher"'),
        ('{"text": "%s"}' % ("é" * 501), "too_long", "1,002 bytes"),
        ('{"text": "a", "title": "%s"}' % ("a" * 301), "too_long", "301 characters"),
        ('{"text": 7}', "type", '"text" must be text'),
        ('{"text": "a", "id": true}', "type", '"id"'),
        ('{"text": "a", "date": "03/04/2024"}', "date", "2024-03-21"),
        ('{"text": "a", "date": "soon"}', "date", '"date"'),
        ('{"text": "a", "url": "javascript:alert(1)"}', "url", "http"),
        ('{"text": "a", "url": "https://user\\n@x/"}', "url", "http"),
        ('{"text": "a", "url": "https://user:password@x.example/"}', "url", "http"),
        ('{"text": "a", "language": "Deutsch, bitte"}', "language", "language tag"),
        (
            '{"text": "a", "date": "2024-03-21", "published_on": "2024-03-21"}',
            "duplicate_key",
            "mean the same",
        ),
        ('{"text": "a", "text": "b"}', "duplicate_key", 'The key "text" is given twice'),
        ('{"text": NaN}', "json", "NaN"),
        ('{"text": -Infinity}', "json", "Infinity"),
        ('{"text": 1e400}', "number", "1e400"),
        ('{"text": %s}' % ("9" * 5_000), "number", "5,000 digits"),
        ('{"text": ' + "[" * 64 + "]" * 64 + "}", "depth", "64 deep"),
        ("[" * 100_000, "depth", "64 deep"),
        ('["a"]', "shape", "object"),
        ('"a"', "shape", "object"),
        ('{"text": "a"', "json", "not valid JSON"),
        ('{"text": "a",}', "json", "not valid JSON"),
        ("{'text': 'a'}", "json", "not valid JSON"),
        ('{"text": "a"} {"text": "b"}', "json", "Extra data"),
        ('{"text": "a\tb"}', "json", "control character"),
        (b'{"text": "caf\xe9"}', "undecodable", "0xE9"),
        (b'{"text": "\xed\xa0\x80"}', "undecodable", "0xED"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_the_others_are_taken(
    line: str | bytes, code: str, words: str
) -> None:
    first, refusal, last = read_lines('{"text": "One good line."}', line, '{"text": "Another good line."}')
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(refusal, Refusal)
    assert (refusal.where, refusal.code) == ("news.jsonl, line 2", code)
    assert words in refusal.message


def test_a_bad_record_of_a_list_is_refused_with_its_line_and_the_others_are_taken() -> None:
    results = read_json(
        '[\n {"text": "One."},\n {"text":\n  NaN},\n\n {"text": "a", "text": "b"}, 7,\n {"text": "Two."}\n]'
    )
    titles = [result.title if isinstance(result, Document) else result.where for result in results]
    assert titles == ["One", "news.json, line 3", "news.json, line 6", "news.json, item 4", "Two"]


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ('[{"text": "a"},\n{"text": "b"}', "news.json, line 2", "json"),
        ("", "news.json, line 1", "json"),
        ("[]", "news.json", "empty"),
        ("nonsense", "news.json, line 1", "json"),
        ("[" * 100_000, "news.json, line 1", "depth"),
    ],
)
def test_a_file_that_is_no_json_is_refused_once(text: str, where: str, code: str) -> None:
    [refusal] = read_json(text)
    assert isinstance(refusal, Refusal)
    assert (refusal.where, refusal.code) == (where, code)


def test_utf16_with_its_mark_is_read() -> None:
    line = json.dumps({"text": "Größe zählt."}, ensure_ascii=False)
    for encoding in ("utf-16", "utf-8-sig"):
        [document] = read(line.encode(encoding), name="a.jsonl", limit_bytes=LIMIT)
        assert isinstance(document, Document)
        assert document.text == "Größe zählt."


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL, "x"]), inner, max_size=4)
    ),
    max_leaves=10,
)


def canonical_escapes(text: str) -> str:
    return text.replace("\\r\\n", "\\n").replace("\\r", "\\n")


@given(JSON_VALUES)
def test_no_value_breaks_it_and_what_is_taken_is_exact(value: object) -> None:
    text = json.dumps(value)
    for results in (read_json(text), read_lines(text)):
        for result in results:
            if isinstance(result, Document):
                assert has_visible(result.title)
                assert json.dumps(canonical(result.front_matter + result.text))[1:-1] in canonical_escapes(
                    text
                )


@given(st.lists(st.text('abc {}[]"\\\n:,', max_size=30), max_size=5))
def test_the_lines_of_records_are_exact_whatever_their_strings_hold(texts: list[str]) -> None:
    records = [{"text": text, "wrong": text} for text in texts]
    layout = "[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]"
    found = [result.where for result in read_json(layout) if isinstance(result, Refusal)]
    assert found == [f"news.json, line {number}" for number in range(2, len(texts) + 2)] or not texts


def test_reading_many_records_takes_linear_time() -> None:
    def reading(count: int) -> Callable[[], object]:
        text = "[" + ",\n".join(['{"text": "One good line."}'] * count) + "]"
        return lambda: read_json(text)

    assert_linear(reading(5_000), reading(10_000))
