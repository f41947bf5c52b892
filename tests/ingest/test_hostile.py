"""Files made to break software go through every reader: no exception, no hang, no silent change.

Read in place from the evaluation data; nothing of them is repeated here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.ingest.document import Document, Refusal
from annotations.ingest.plain import read_pasted
from annotations.ingest.read import ENDINGS, read
from annotations.text.canonical import UnusableText, canonical, has_visible
from annotations.text.decoding import decode
from annotations.text.paragraphs import blocks

LIMIT = 2_000_000
SECONDS = 3.0  # of processor time for one file; the largest is a quarter of a megabyte
NOT_JSON = {"json", "depth", "number", "undecodable", "empty"}


@pytest.fixture(scope="module")
def hostile(evaluation_data: Path) -> Path:
    return evaluation_data / "hostile"


def files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    assert found, f"{folder} is empty"
    return found


def read_in_time(data: bytes, name: str) -> list[Document | Refusal]:
    began = time.process_time()
    results = read(data, name=name, limit_bytes=LIMIT)
    assert time.process_time() - began < SECONDS, name
    assert results, name
    return results


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "folder", ["feeds", "json_test_suite", "naughty_strings", "pdf", "text", "utf8", "xml", "html"]
)
def test_every_file_under_every_name(hostile: Path, folder: str, ending: str) -> None:
    read(b"<p>warm</p>", name="a.html", limit_bytes=LIMIT)  # imports the article finder
    for path in files(hostile / folder):
        for result in read_in_time(path.read_bytes(), path.name + ending):
            if isinstance(result, Document):
                assert has_visible(result.title), path
                assert canonical(result.text) == result.text, path
            else:
                assert result.message, path
                assert result.code, path


@pytest.mark.parametrize("folder", ["feeds", "json_test_suite", "text", "utf8", "xml"])
def test_raw_text_is_kept_to_the_character(hostile: Path, folder: str) -> None:
    for path in files(hostile / folder):
        data = path.read_bytes()
        [result] = read_in_time(data, path.name + ".txt")
        if isinstance(result, Document):
            assert result.front_matter + result.text == canonical(decode(data).text), path
            blocks(result.text)


def test_the_json_suite_is_parsed_or_refused_as_it_demands(hostile: Path) -> None:
    found = files(hostile / "json_test_suite" / "test_parsing")
    assert len(found) > 300
    for path in found:
        results = read_in_time(path.read_bytes(), path.name)
        refused = {result.code for result in results if isinstance(result, Refusal)}
        if path.name.startswith("n_"):
            # A number that JSON does not know, inside a list, is no article; it is refused as that.
            in_a_list = path.name.endswith(("number_NaN.json", "infinity.json"))
            allowed = NOT_JSON | {"shape"} if in_a_list else NOT_JSON
            assert refused, path.name
            assert refused <= allowed, path.name
        elif path.name.startswith("y_"):
            assert not refused & (NOT_JSON - {"empty"}), path.name


def pasted_strings(hostile: Path) -> Iterator[str]:
    yield from json.loads((hostile / "naughty_strings" / "blns.json").read_text(encoding="utf-8"))
    payloads = json.loads((hostile / "html" / "dompurify_payloads.json").read_text(encoding="utf-8"))
    yield from (entry["payload"] for entry in payloads)
    for line in (hostile / "text" / "trojan_source.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)["text"]


def test_pasted_strings_are_kept_to_the_character_or_refused(hostile: Path) -> None:
    strings = list(pasted_strings(hostile))
    assert len(strings) > 700
    kept = 0
    for string in strings:
        try:
            document = read_pasted(string, limit_bytes=LIMIT)
        except UnusableText as refused:
            assert not has_visible(string) or refused.code in ("nul", "surrogate")  # noqa: PT017 - most are kept
            continue
        assert document.front_matter + document.text == canonical(string)
        assert has_visible(document.title)
        kept += 1
    assert kept > 700


def test_strings_made_for_browsers_go_through_the_markup_readers(hostile: Path) -> None:
    for string in pasted_strings(hostile):
        for name in ("a.html", "a.md"):
            read_in_time(string.encode(), name)
