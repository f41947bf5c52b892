"""A file is read by its ending, and whatever is wrong with it is a Refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.document import Document, Refusal
from annotations.ingest.read import ENDINGS, read
from annotations.text.canonical import canonical, has_visible

LIMIT = 2_000


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"The ferry is late.", "The ferry is late."),
        ("A.TXT", b"The ferry is late.", "The ferry is late."),
        ("a.md", b"The *ferry* is late.", "The ferry is late."),
        ("a.markdown", b"The *ferry* is late.", "The ferry is late."),
        ("a.html", b"<p>The <i>ferry</i> is late.", "The ferry is late."),
        ("a.htm", b"<p>The <i>ferry</i> is late.", "The ferry is late."),
        ("a.json", b'{"text": "The ferry is late."}', "The ferry is late."),
        ("folder/b.c.jsonl", b'{"text": "The ferry is late."}\n', "The ferry is late."),
    ],
)
def test_the_ending_chooses_the_reader(name: str, data: bytes, text: str) -> None:
    [document] = read(data, name=name, limit_bytes=LIMIT)
    assert isinstance(document, Document)
    assert (document.title, document.text) == ("The ferry is late", text)


@pytest.mark.parametrize("name", ["a.exe", "a", "", "a.txt.gz", "txt", ".txt", "a.t\x00xt"])
def test_an_unknown_ending_is_refused_and_the_known_ones_are_named(name: str) -> None:
    [refusal] = read(b"The ferry is late.", name=name, limit_bytes=LIMIT)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "ending"
    assert all(ending in refusal.message for ending in ENDINGS)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04...", "Office"),
        (b"{\\rtf1 a}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_a_file_under_a_wrong_name_is_called_what_it_is(data: bytes, kind: str) -> None:
    [refusal] = read(data, name="a.txt", limit_bytes=LIMIT)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.where) == ("kind", "a.txt")
    assert kind in refusal.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "blank"),
        (b"a\x00b", "nul"),
        (b"a" * 2_001, "too_long"),
        ("Größe".encode() + b"\xff", "undecodable"),
        (b"\xef\xbb\xbf", "empty"),
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_unusable_text_is_refused_in_every_kind_of_file(ending: str, data: bytes, code: str) -> None:
    [refusal] = read(data, name=f"a{ending}", limit_bytes=LIMIT)
    assert isinstance(refusal, Refusal)
    assert (refusal.where, refusal.code) == (f"a{ending}", code)
    assert refusal.message.endswith(".")


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_break_it_and_each_result_keeps_its_promises(data: bytes) -> None:
    for ending in ENDINGS:
        results = read(data, name=f"a{ending}", limit_bytes=LIMIT)
        assert results
        for result in results:
            if isinstance(result, Document):
                assert has_visible(result.title)
                assert canonical(result.text, limit_bytes=LIMIT) == result.text
                assert len(result.sha256) == 64
            else:
                assert result.where.startswith(f"a{ending}")
                assert result.message


@given(st.binary(min_size=1, max_size=100))
def test_the_same_bytes_have_the_same_fingerprint(data: bytes) -> None:
    assert read(data, name="a.txt", limit_bytes=LIMIT) == read(data, name="a.txt", limit_bytes=LIMIT)
