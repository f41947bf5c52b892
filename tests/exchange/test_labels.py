"""Tags, the day it was said and the places of notes in every export; who is asked to review stays at the desk."""

from __future__ import annotations

import csv
import io
import json

import pytest

from annotations.exchange.export import export, format_named
from annotations.models import Claim, Project, Role, User
from annotations.services.assignments import assign_claims
from annotations.services.claims import change_claim
from annotations.services.notes import leave_note
from annotations.services.places import Place
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.tags import tag_claims
from annotations.text.span import Span
from tests import cast

DAY = cast.DAY.isoformat()


@pytest.fixture
def reviewer(db: None) -> User:
    cast.make_scale()
    return cast.make_member(cast.make_project("desk"), "reviewer", Role.REVIEWER)


@pytest.fixture
def claim(reviewer: User) -> Claim:
    project, actor = Project.objects.get(), cast.acting(reviewer)
    claim = cast.make_claim(cast.make_article(project, reviewer), reviewer)
    claim = change_claim(actor=actor, claim=claim, version=claim.version, said_on=cast.DAY)
    tag_claims(actor=actor, project=project, claims=[claim], names=["=1+1", "bridges"])
    assign_claims(actor=actor, project=project, claims=[claim], person=reviewer)
    start = cast.TEXT.index(cast.QUOTE)
    place = Place(Span(start, start + len(cast.QUOTE)), cast.QUOTE)
    leave_note(actor=actor, about=claim, text="Who counted?", place=place)
    cast.make_verdict(claim, reviewer)
    return claim


def exported(name: str) -> str:
    return "".join(export(Project.objects.get(), format_named(name)))


def test_json_lines_hold_all_but_the_assignment(claim: Claim) -> None:
    (line,) = [row for row in map(json.loads, exported("jsonl").splitlines()) if row["type"] == "claim"]
    assert (line["said_on"], line["tags"]) == (DAY, ["=1+1", "bridges"])
    start = cast.TEXT.index(cast.QUOTE)
    place = {"revision": 1, "start": start, "end": start + len(cast.QUOTE), "quote": cast.QUOTE}
    assert line["notes"][0]["place"] == place
    assert not [key for key in line if "assign" in key]


def test_the_spreadsheet_joins_tags_and_runs_none(claim: Claim) -> None:
    (row,) = csv.DictReader(io.StringIO(exported("csv").removeprefix("\ufeff")))
    assert (row["said_on"], row["tags"]) == (DAY, "'=1+1;bridges")


def test_claimreview_dates_the_claim_by_the_day_it_was_said(claim: Claim, reviewer: User) -> None:
    editor = cast.acting(cast.make_member(Project.objects.get(), "editor", Role.EDITOR))
    cite_address(
        actor=cast.acting(reviewer),
        claim=claim,
        url="https://example.org/report",
        title="Report",
        stance="supports",
        quote="14 bolts",
    )
    rating = claim.verdicts.get().rating
    ruling = draft_ruling(actor=editor, claim=claim, rating=rating, summary="It is so.")
    publish_ruling(actor=editor, ruling=ruling, version=ruling.version)
    (review,) = json.loads(exported("claimreview"))
    assert review["itemReviewed"]["datePublished"] == DAY
