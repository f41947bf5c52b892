"""A timeline opens in a spreadsheet: every page of it, a line a value, nothing that runs as a formula."""

from __future__ import annotations

import csv
import io

from annotations.exchange.timeline_csv import COLUMNS, timeline_csv
from annotations.models import Claim, User
from annotations.selectors.timeline.pages import claim_timeline
from annotations.services.claims import reword_claim
from tests.cast import acting, make_verdict


def test_every_change_is_a_line_and_none_a_formula(claim: Claim, reviewer: User) -> None:
    for number in range(5):
        reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=f"=SUM({number})")
    make_verdict(claim, reviewer)
    lines = timeline_csv(lambda before: claim_timeline(claim, before=before, limit=2))
    header, *rows = csv.reader(io.StringIO("".join(lines)))
    assert tuple(header) == COLUMNS
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["new"] for row in told if row["field"] == "rating"] == ["True"]
    reworded = [row["new"] for row in told if row["what"].startswith("Olena reworded")]
    assert reworded == [f"'=SUM({number})" for number in (4, 3, 2, 1, 0)]
    assert {row["claim_id"] for row in told} == {str(claim.pk)}
    assert {row["attributed"] for row in told} == {"yes"}
