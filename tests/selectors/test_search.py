"""Search: what is found, in every part and script, that the index follows every write, and that nothing is an error."""

from __future__ import annotations

import pytest

from annotations.models import Claim, Source
from annotations.selectors.scoping import articles_of, claims_of, notes_of, sources_of
from annotations.selectors.search.matching import matching
from annotations.services.articles import change_article
from annotations.services.claims import change_claim
from annotations.services.notes import change_note, leave_note, withdraw_note
from annotations.services.sources import add_source, cite_source, withdraw_citation
from tests import cast
from tests.selectors.conftest import Desk, found


@pytest.mark.parametrize(
    "query",
    [
        "bridge",
        "BRIDGE bolts",
        "bolt",  # goes on
        "cracked",  # stands in the quote alone
        "fourteen cracked",  # one in the statement, one in the quote
        '"long bridge"',
        '"Long Bridge" -tunnel',
        "“broken bolts”",
        '-"bridge long"',
        '"broken bolts',  # never closed
        "-tunnel",
        "long-bridge",
        "broken.",
    ],
)
def test_a_claim_is_found_by(desk: Desk, claim: Claim, query: str) -> None:
    assert found(desk, query) == {claim.statement}


@pytest.mark.parametrize(
    "query",
    [
        "tunnel",
        "bridge tunnel",
        '"bridge long"',
        '"bolt"',
        "ridge",
        "bridge -bolts",
        "-cracked",
        '-"long bridge"',
    ],
)
def test_a_claim_is_not_found_by(desk: Desk, claim: Claim, query: str) -> None:
    assert found(desk, query) == set()


def test_words_that_stand_in_two_fields_are_no_phrase(desk: Desk, claim: Claim) -> None:
    change_claim(actor=cast.acting(desk.reviewer), claim=claim, version=1, claimant="Mayor Ann Lee")
    assert found(desk, '"ann lee"') == found(desk, "bolts mayor") == {claim.statement}
    assert found(desk, '"bolts mayor"') == set()


@pytest.mark.parametrize(
    ("statement", "queries"),
    [
        ("Die Brücke über die Straße ist größer.", ["brücke", "BRÜCKE", "brucke", "Bru\u0308cke", "straße"]),
        ("U\u0308ber den Fluss führt nichts.", ["über", "uber", "FLUSS"]),
        ("П’ять осіб поранено у Києві.", ["поранено", "ПОРАНЕНО", "п'ять", "пʼять", "київ -києві", "києв"]),
        ("أصيب خمسة أشخاص في الهجوم", ["الهجوم", "خمسة أشخاص", '"خمسة أشخاص"']),
        ("東京都の人口は千四百万人である。", ["東京", "人口", "東京都", "の人口は", "東京 千四百万人"]),
        ("สะพานปิดเมื่อวันจันทร์", ["สะพาน", "วันจันทร์"]),
        ("मुंबई में पुल बंद", ["मुंबई", "पुल"]),
        ("다리가 월요일에 폐쇄되었다", ["다리", "월요일"]),
        ("Prices rose 4.1 % to 3,200 € 💡", ["4.1", "3,200", "€", "💡", "4.1 %"]),
        ("The iPhone版 was sold.", ["iphone版", "版"]),
    ],
)
def test_other_scripts_are_found(desk: Desk, claim: Claim, statement: str, queries: list[str]) -> None:
    change_claim(actor=cast.acting(desk.reviewer), claim=claim, version=1, statement=statement)
    for query in queries:
        expected = set() if query == "київ -києві" else {statement}
        assert found(desk, query) == expected, query


def test_nothing_asked_finds_everything(desk: Desk, claim: Claim) -> None:
    assert found(desk, "  ") == {claim.statement}


def test_an_article_is_found_by_its_title_and_its_newest_text(desk: Desk, claim: Claim) -> None:
    articles = articles_of(desk.reviewer)
    for query in ("closed", "inspectors", "bridge inspectors", '"nine years"', "-tunnel"):
        assert matching(articles, query).count() == 1, query
    change_article(actor=cast.acting(desk.reviewer), article=claim.article, version=1, title="Shut for good")
    assert matching(articles, "shut").get().title == "Shut for good"


def test_a_long_article_is_searched_to_its_end(desk: Desk) -> None:
    """A tsvector of PostgreSQL counts places up to 16,383, and 256 places of one word."""
    words = " ".join(f"w{number} the" for number in range(20_000))
    article = desk.article(f"{words} the needle stands here the end")
    articles = articles_of(desk.reviewer)
    assert matching(articles, '"the needle stands here"').get() == article
    assert not matching(articles, '"needle the stands"').exists()


def test_more_distinct_words_than_an_index_row_holds_are_taken_in(desk: Desk) -> None:
    words = " ".join(f"{number:x}{number * 7919:x}" for number in range(100_000, 230_000))
    article = desk.article(f"needle {words}")
    assert matching(articles_of(desk.reviewer), "needle").get() == article


def test_a_word_of_a_hundred_thousand_letters_is_taken_in(desk: Desk) -> None:
    article = desk.article(f"needle {'x' * 100_000} end")
    assert matching(articles_of(desk.reviewer), "needle end").get() == article
    assert matching(articles_of(desk.reviewer), "x" * 90).get() == article


def test_a_source_is_found_by_its_title_address_and_cited_passages(desk: Desk, claim: Claim) -> None:
    citation = cite_source(
        actor=cast.acting(desk.reviewer),
        claim=claim,
        source=_source(desk),
        stance="supports",
        quote="Rust ate them",
    )
    sources = sources_of(desk.reviewer)
    for query in ("inspection", "example.org", "rust", "inspection rust", '"ate them"'):
        assert matching(sources, query).count() == 1, query
    withdraw_citation(actor=cast.acting(desk.reviewer), citation=citation, version=1, reason="A slip.")
    assert not matching(sources, "rust").exists()


def _source(desk: Desk) -> Source:
    return add_source(
        actor=cast.acting(desk.reviewer),
        project=desk.project,
        url="https://example.org/report",
        title="Inspection report",
    )


def test_a_note_is_found_until_it_is_withdrawn(desk: Desk, claim: Claim) -> None:
    actor = cast.acting(desk.reviewer)
    note = leave_note(actor=actor, about=claim, text="Ask the harbour master.")
    notes = notes_of(desk.reviewer)
    assert matching(notes, "harbour").get() == note
    note = change_note(actor=actor, note=note, version=1, text="Ask the engineer.")
    assert not matching(notes, "harbour").exists()
    assert matching(notes, "engineer").get() == note
    withdraw_note(actor=actor, note=note, version=note.version)
    assert not matching(notes, "engineer").exists()


def test_nobody_finds_what_they_may_not_see(desk: Desk, claim: Claim) -> None:
    leave_note(actor=cast.acting(desk.reviewer), about=claim, text="bridge")
    _source(desk)
    rows = (articles_of, claims_of, notes_of, sources_of)
    for rows_of in rows:
        for query in ("bridge", "-tunnel", "report", "橋", ""):
            assert not matching(rows_of(desk.outsider), query).exists()
    for rows_of in rows:
        assert matching(rows_of(desk.reviewer), "-tunnel").exists()
