"""A timeline tells every gesture in words, newest first, page by page, in a constant number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.history.recording import recorded
from annotations.models import Article, Claim, Membership, Project, Rating, User, Verb
from annotations.selectors.timeline.pages import (
    Entry,
    Page,
    article_timeline,
    claim_timeline,
    person_timeline,
    project_timeline,
    source_timeline,
)
from annotations.services.articles import split_article
from annotations.services.claims import dismiss_claim, respan_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.people import remove_member
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests.cast import STAGE, acting, make_verdict
from tests.history.bypass import unexplained_writes_allowed


def sentences(page: Page) -> list[str]:
    return [entry.sentence for entry in page.entries]


def newest(page: Page) -> Entry:
    return page.entries[0]


def test_a_claim_is_told_from_its_first_mark_to_its_correction(
    claim: Claim, reviewer: User, editor: User
) -> None:
    verdict = make_verdict(claim, reviewer, code="half_true")
    false = Rating.objects.get(code="false")
    give_verdict(
        actor=acting(reviewer), claim=claim, rating=false, rationale="A recount.", version=verdict.version
    )
    cite_address(
        actor=acting(reviewer), claim=claim, url="https://example.org/r", title="Report", stance="refutes"
    )
    leave_note(actor=acting(reviewer), about=claim, text="Ask the city.")
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=false, summary="It is not so.")
    ruling = publish_ruling(actor=acting(editor), ruling=ruling, version=ruling.version)
    correct_ruling(
        actor=acting(editor),
        ruling=ruling,
        version=ruling.version,
        kind="rating_change",
        explanation="A new count by the ministry.",
        rating=Rating.objects.get(code="half_true"),
    )
    page = claim_timeline(claim)
    assert sentences(page) == [
        "Editor corrected the ruling from “False” to “Half true”",
        "Editor published the ruling",
        "Editor drafted the ruling “False”",
        "Olena left a note: “Ask the city.”",
        "Olena cited “Report” (refutes)",
        "Olena changed the rating from “Half true” to “False”",
        "Olena gave the verdict “Half true”",
        "Olena marked the claim “Inspectors found 14 cracked bolts in the Long Bridge.”",
    ]
    assert page.next_before is None
    corrected = newest(page)
    assert (corrected.reason, corrected.channel) == ("A new count by the ministry.", "web page")
    assert any(
        part.row == "correction" and part.new == "A new count by the ministry." for part in corrected.parts
    )
    revised = page.entries[5]
    assert [(part.label, part.old, part.new) for part in revised.parts] == [
        ("rating", "Half true", "False"),
        ("rationale", "The report lists 14 bolts.", "A recount."),
    ]
    subject = revised.subject
    assert subject is not None
    assert (subject.claim_id, subject.article_id, subject.label) == (
        claim.pk,
        claim.article_id,
        claim.statement,
    )


def test_a_moved_claim_shows_its_words_before_and_after(claim: Claim, reviewer: User) -> None:
    text = claim.revision.text
    start = text.index("14 cracked bolts")
    respan_claim(actor=acting(reviewer), claim=claim, version=None, spans=[Span(start, start + 16)])
    quotes = [part for part in newest(claim_timeline(claim)).parts if part.kind == "quote"]
    assert [(part.old, part.new) for part in quotes] == [
        ("inspectors found 14 cracked bolts", "14 cracked bolts")
    ]


def test_a_dismissal_says_why(claim: Claim, reviewer: User) -> None:
    dismiss_claim(
        actor=acting(reviewer), claim=claim, version=None, dismissal="not_checkable", reason="No figures."
    )
    entry = newest(claim_timeline(claim))
    assert (entry.sentence, entry.reason) == ("Olena dismissed the claim: not checkable", "No figures.")


def test_a_large_gesture_is_one_line_with_a_count(article: Article, reviewer: User) -> None:
    claims = split_article(actor=acting(reviewer), article=article)
    entry = newest(article_timeline(article))
    assert entry.sentence == f"Olena split the article into {len(claims)} claims"
    assert newest(claim_timeline(claims[0])).sentence == "Olena split the article, which proposed this claim"
    with recorded(STAGE, Verb.CLAIM_CHANGED):
        Claim.objects.bulk_create(
            Claim(article=article, revision=claims[0].revision, statement=f"Claim {n}", start=n, end=n + 1)
            for n in range(60)
        )
    entry = newest(article_timeline(article))
    assert entry.sentence == "stage changed the claim's details (60 claims added)"
    assert (entry.parts, entry.count) == ((), 60)


def test_pages_follow_one_another_without_gap_or_repetition(claim: Claim, reviewer: User) -> None:
    for number in range(7):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=f"Wording {number}.")
    whole = [entry.id for entry in claim_timeline(claim).entries]
    paged: list[int | None] = []
    before: str | None = None
    while True:
        page = claim_timeline(claim, before=before, limit=3)
        paged += [entry.id for entry in page.entries]
        if (before := page.next_before) is None:
            break
    assert paged == whole
    assert len(whole) == 8


def test_a_gesture_larger_than_a_look_hides_nothing_older(
    article: Article, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.selectors.timeline.window.SCANNED", 5)
    split_article(actor=acting(reviewer), article=article)
    first = article_timeline(article, limit=1)
    second = article_timeline(article, before=first.next_before, limit=1)
    assert sentences(second) == ["Olena added the article “Bridge closed”"]


def test_an_unexplained_write_stands_out(claim: Claim) -> None:
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET statement = 'Tampered'")
    entry = newest(claim_timeline(claim))
    assert not entry.attributed
    assert entry.id is None
    assert entry.sentence.endswith("wrote to the database outside factcheck: 1 claim changed")
    assert [(part.old, part.new) for part in entry.parts] == [
        ("Inspectors found 14 cracked bolts in the Long Bridge.", "Tampered")
    ]


def test_project_source_and_person_have_timelines_and_gone_rows_keep_their_names(
    project: Project, claim: Claim, reviewer: User
) -> None:
    citation = cite_address(
        actor=acting(reviewer), claim=claim, url="https://example.org/r", title="Report", stance="supports"
    )
    assert sentences(source_timeline(citation.source)) == ["Olena cited “Report”"]
    membership = Membership.objects.get(person=reviewer)
    remove_member(actor=STAGE, membership=membership, version=membership.version)
    told = sentences(project_timeline(project))
    assert told[0] == "stage removed Olena"
    assert "stage added Olena as reviewer" in told
    assert "Olena marked the claim “Inspectors found 14 cracked bolts in the Long Bridge.”" in told
    assert sentences(person_timeline(reviewer, reviewer))[0] == "Olena cited “Report” (supports)"


def test_the_number_of_queries_is_constant(claim: Claim, reviewer: User) -> None:
    make_verdict(claim, reviewer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            article_timeline(claim.article)
        return len(captured)

    few = queries()
    for number in range(20):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=f"Wording {number}.")
    assert queries() == few
    assert few <= 9
