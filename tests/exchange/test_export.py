"""Exports of a real project: complete, safe in a spreadsheet, valid for the ClaimReview profile, streamed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from annotations.exchange.export import export, file_name, format_named
from annotations.models import Claim, Correction, Project, Rating, Role, Ruling, Source, User
from annotations.services.claims import mark_claim
from annotations.services.notes import leave_note
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.source_copies import keep_pasted_copy
from annotations.services.sources import cite_address
from annotations.text.span import Span
from tests import cast
from tests.cast import acting
from tests.exchange.claimreview_profile import PROFILE


@pytest.fixture
def project(db: None) -> Project:
    cast.make_scale()
    return cast.make_project("desk")


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "reviewer", Role.REVIEWER)


@pytest.fixture
def published(project: Project, reviewer: User) -> Ruling:
    """A claim with verdict, citation, note and a published ruling."""
    editor = cast.make_member(project, "editor", Role.EDITOR)
    claim = cast.make_claim(cast.make_article(project, reviewer), reviewer)
    verdict = cast.make_verdict(claim, reviewer, rationale='=HYPERLINK("http://evil.example")')
    cite_address(
        actor=acting(reviewer),
        claim=claim,
        url="https://example.org/report",
        title="Report",
        stance="supports",
        quote="14 bolts",
    )
    leave_note(actor=acting(reviewer), about=claim, text="Ask for the protocol. 💡")
    ruling = draft_ruling(
        actor=acting(editor), claim=claim, rating=verdict.rating, summary="The report says so."
    )
    return publish_ruling(actor=acting(editor), ruling=ruling, version=ruling.version)


def exported(project: Project, name: str) -> str:
    return "".join(export(project, format_named(name)))


def test_json_lines_hold_everything(project: Project, published: Ruling) -> None:
    lines = [json.loads(line) for line in exported(project, "jsonl").splitlines()]
    assert [line["type"] for line in lines] == ["project", "article", "claim"]
    _, article, claim = lines
    fragment = claim["fragments"][0]
    assert claim["offset_unit"] == "code_point"
    assert article["revisions"][0]["text"][fragment["start"] : fragment["end"]] == fragment["quote"]
    assert claim["verdicts"][0]["reviewer"] == "reviewer"
    assert claim["citations"][0]["source"]["url"] == "https://example.org/report"
    assert claim["notes"][0]["text"] == "Ask for the protocol. 💡"
    assert claim["ruling"]["state"] == "published"


def test_json_lines_tell_of_copies_and_whether_passages_stand_in_them(
    project: Project, published: Ruling, reviewer: User
) -> None:
    source = Source.objects.get()
    copies = [
        keep_pasted_copy(actor=acting(reviewer), source=source, text=text)
        for text in ("Nothing.", "The 14 bolts.")
    ]
    claim = json.loads(exported(project, "jsonl").splitlines()[2])
    (citation,) = claim["citations"]
    assert citation["quote_found"] is True
    assert [copy["sha256"] for copy in citation["source"]["copies"]] == [copy.sha256 for copy in copies[::-1]]
    assert set(citation["source"]["copies"][0]) == {"url", "media_type", "sha256", "fetched_at"}


def test_no_spreadsheet_runs_a_cell(project: Project, published: Ruling) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(project, "csv").removeprefix("\ufeff"))))
    assert len(rows) == 1
    assert rows[0]["rationale"] == '\'=HYPERLINK("http://evil.example")'
    assert rows[0]["sources"] == "supports: https://example.org/report"
    assert rows[0]["ruling_state"] == "published"


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "\t=1", " =1", "＝1", "\r=1"])
def test_formula_starts_are_escaped(start: str) -> None:
    from annotations.exchange.formats.verdicts_csv import _harmless

    assert _harmless(start) == f"'{start}"
    assert _harmless("plain") == "plain"
    assert _harmless(-1) == -1


def test_claimreview_is_valid_for_the_profile(project: Project, published: Ruling) -> None:
    reviews: list[dict[str, Any]] = json.loads(exported(project, "claimreview"))
    assert len(reviews) == 1
    Draft202012Validator(PROFILE).validate(reviews[0])
    assert reviews[0]["reviewRating"]["ratingValue"] == 5


def test_a_correction_is_told_and_a_retraction_leaves(project: Project, published: Ruling) -> None:
    editor = published.published_by
    assert editor
    correct_ruling(
        actor=acting(editor),
        ruling=published,
        version=published.version,
        kind=Correction.Kind.RATING_CHANGE,
        explanation="A recount found more.",
        rating=Rating.objects.get(code="unproven"),
    )
    review = json.loads(exported(project, "claimreview"))[0]
    Draft202012Validator(PROFILE).validate(review)
    assert review["correction"][0]["text"] == "A recount found more."
    assert "ratingValue" not in review["reviewRating"]
    published.refresh_from_db()
    correct_ruling(
        actor=acting(editor),
        ruling=published,
        version=published.version,
        kind=Correction.Kind.RETRACTION,
        explanation="The report was forged.",
    )
    assert json.loads(exported(project, "claimreview")) == []


def test_a_project_without_rulings_exports_an_empty_list(project: Project) -> None:
    assert json.loads(exported(project, "claimreview")) == []
    assert file_name(project, format_named("claimreview")) == "desk-claimreview.json"


def test_an_unknown_format_is_named(project: Project) -> None:
    with pytest.raises(ValueError, match="csv, jsonl, claimreview"):
        format_named("pdf")


def test_queries_do_not_grow_with_the_claims(project: Project, reviewer: User) -> None:
    article = cast.make_article(project, reviewer)
    counts = []
    for _ in range(2):
        for start in range(Claim.objects.count(), Claim.objects.count() + 4):
            mark_claim(actor=acting(reviewer), article=article, spans=[Span(start, start + 5)])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            exported(project, "jsonl")
        counts.append(len(queries))
    assert counts[0] == counts[1]
