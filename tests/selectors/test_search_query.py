"""What may be typed into a search box: how it is read, and that nothing is an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.models import Claim
from annotations.selectors.scoping import articles_of, claims_of, notes_of, sources_of
from annotations.selectors.search.matching import matching
from annotations.selectors.search.pieces import highlighted
from annotations.selectors.search.query import LENGTH, Term, read_query
from tests.selectors.conftest import Desk

HOSTILE = [
    "",
    " ",
    '"',
    '""',
    '"""',
    '"never closed',
    "'",
    "''; DROP TABLE annotations_claim; --",
    "*",
    "**",
    "-",
    "--",
    '-"',
    "-*",
    "^",
    "(",
    ")",
    "()",
    "((((((((",
    "NEAR(",
    'NEAR("a" "b", 5)',
    "AND",
    "OR",
    "NOT",
    "a AND",
    "NOT a",
    "statement:bolts",
    "{statement claimant}: x",
    "- statement : x",
    "a + b",
    "a:*",
    "a & b | !c",
    "!a",
    "<->",
    "a <-> b",
    "'a b':*",
    "\\",
    "\\'",
    "%",
    "%s",
    "%(x)s",
    "_",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eevil\u202c",
    "\u200b\u200b",
    "💡",
    "👩‍👩‍👧‍👦",
    "\ufdfa" * 300,
    "e" + "\u0301" * 300,
    "x" * 100_000,
    "x " * 50_000,
    '" ' * 50_000,
    "-a " * 50_000,
    "東" * 5_000,
    "<script>alert(1)</script>",
    "ẞß",
    "İı",
    "\u1e9b\u0323",
    "1e5x 1.5.5 -3",
    "http://example.org/?a=b&c=d#e",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: repr(query[:20]))
def test_anything_may_be_typed(desk: Desk, claim: Claim, query: str) -> None:
    for rows in (
        claims_of(desk.reviewer),
        articles_of(desk.reviewer),
        sources_of(desk.reviewer),
        notes_of(desk.reviewer),
    ):
        assert len(matching(rows, query)) <= 1
        assert len(matching(rows, f"bridge {query}")) <= 1


def test_a_query_is_read_in_bounds() -> None:
    asked = read_query("a" * 500 + " b")
    assert len(asked.text) == LENGTH
    assert len(read_query(" ".join("abcdefghijklmn")).terms) == 10


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("one two", [Term("one"), Term("two")]),
        ("bolt* *", [Term("bolt")]),
        ('"one two" -three', [Term("one two", is_exact=True), Term("three", is_excluded=True)]),
        ('-"one two"', [Term("one two", is_exact=True, is_excluded=True)]),
        ('one"two three"four', [Term("one"), Term("two three", is_exact=True), Term("four")]),
        ("„one two“ « three »", [Term("one two", is_exact=True), Term("three", is_exact=True)]),
        ("2026-11-24", [Term("2026-11-24")]),
        ('"" -""', []),
        ("rose - fell , .", [Term("rose"), Term("fell")]),
        ("4 %", [Term("4"), Term("%")]),
    ],
)
def test_a_query_is_read_as(typed: str, terms: list[Term]) -> None:
    assert list(read_query(typed).terms) == terms


def test_naughty_strings_are_no_error(evaluation_data: Path, desk: Desk, claim: Claim) -> None:
    listed = evaluation_data / "hostile" / "naughty_strings" / "blns.json"
    for text in json.loads(listed.read_text(encoding="utf-8")):
        asked = read_query(text)
        assert len(matching(claims_of(desk.reviewer), asked)) <= 1
        highlighted(claim.statement, asked)
