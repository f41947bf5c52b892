"""The ruling on the workbench: it starts from the verdicts, says what is missing, and outlives a change of scale."""

from __future__ import annotations

import pytest
from django.urls import reverse

from annotations.models import Rating, Verdict
from annotations.services.projects import change_project
from annotations.services.rulings import draft_ruling, publish_ruling
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import form_of, words_of


@pytest.fixture
def reviewed(desk: Desk) -> Desk:
    """The desk with a verdict of the reviewer beside the editor's."""
    cast.make_verdict(desk.claim, desk.people["reviewer"], rationale="I counted 14 too.")
    return desk


def change_scale(desk: Desk) -> None:
    """The project now rates on a scale that shares a code with the one before."""
    desk.project.refresh_from_db()
    change_project(
        actor=cast.STAGE, project=desk.project, version=None, scale=cast.make_scale("another-scale")
    )


def test_the_first_draft_starts_from_what_verdicts_agree_on(reviewed: Desk, browse: Browse) -> None:
    draft = form_of(browse("editor"), reviewed.claim, "ruling_draft").fields
    assert draft["rating"] == "true"
    assert draft["summary"].split("\n\n") == ["The report lists 14 bolts.", "I counted 14 too."]


def test_where_verdicts_disagree_the_rating_is_left_to_the_editor(desk: Desk, browse: Browse) -> None:
    cast.make_verdict(desk.claim, desk.people["reviewer"], "false")
    assert form_of(browse("editor"), desk.claim, "ruling_draft").fields["rating"] == ""


def test_what_is_missing_is_said_before_anything_is_drafted(desk: Desk, browse: Browse) -> None:
    page = browse("editor").get(reverse("claim", args=[desk.claim.pk]))
    assert "Before it can be published:" in words_of(page)
    assert "a second person must publish" in words_of(page)
    assert "Before it can be published:" not in words_of(
        browse("reviewer").get(reverse("claim", args=[desk.claim.pk]))
    )


def test_a_verdict_on_an_earlier_scale_is_revised(reviewed: Desk, browse: Browse) -> None:
    mine = Verdict.objects.get(reviewer=reviewed.people["reviewer"])
    change_scale(reviewed)
    form = form_of(browse("reviewer"), reviewed.claim, "verdict_give")
    assert form.fields["rating"] == f"earlier-{mine.rating_id}"
    assert form.send(rationale="Counted again.").status_code == 302
    mine.refresh_from_db()
    assert (mine.rationale, mine.rating.scale.slug) == ("Counted again.", "truth")
    form = form_of(browse("reviewer"), reviewed.claim, "verdict_give")
    assert form.send(rating="true").status_code == 302
    mine.refresh_from_db()
    assert mine.rating.scale.slug == "another-scale"


def test_nobody_takes_up_a_rating_of_an_earlier_scale(desk: Desk, browse: Browse) -> None:
    old = Rating.objects.get(scale__slug="truth", code="true")
    change_scale(desk)
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    assert form.send(rating=f"earlier-{old.pk}").status_code == 422


def test_a_ruling_on_an_earlier_scale_is_retracted(reviewed: Desk, browse: Browse) -> None:
    owner = cast.acting(reviewed.people["owner"])
    rating = Rating.objects.get(scale__slug="truth", code="true")
    ruling = draft_ruling(actor=owner, claim=reviewed.claim, rating=rating, summary="So it is.")
    publish_ruling(actor=owner, ruling=ruling, version=None)
    change_scale(reviewed)
    form = form_of(browse("editor"), reviewed.claim, "ruling_correct")
    assert form.fields["rating"] == f"earlier-{rating.pk}"
    assert form.send(kind="retraction", explanation="The report was a draft.").status_code == 302
    ruling.refresh_from_db()
    assert (ruling.state, ruling.rating) == ("retracted", rating)
