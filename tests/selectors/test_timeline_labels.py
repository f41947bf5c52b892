"""What the timeline says of tags and assignment, also when the tag itself is gone."""

from __future__ import annotations

import pytest

from annotations.models import Claim, Role, Tag, User
from annotations.selectors.timeline.pages import claim_timeline
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.tags import delete_tag, tag_claims, untag_claims
from tests import cast


@pytest.fixture
def reviewer(db: None) -> User:
    cast.make_scale()
    return cast.make_member(cast.make_project(), "reviewer", Role.REVIEWER)


def test_tags_and_people_are_named(reviewer: User) -> None:
    project = reviewer.memberships.get().project
    editor = cast.acting(cast.make_member(project, "editor", Role.EDITOR))
    claim: Claim = cast.make_claim(cast.make_article(project, reviewer), reviewer)
    about = {"actor": cast.acting(reviewer), "project": project, "claims": [claim]}
    tag_claims(**about, names=["bridges", "mayor"])  # type: ignore[arg-type]
    untag_claims(**about, names=["mayor"])  # type: ignore[arg-type]
    assign_claims(**about, person=reviewer)  # type: ignore[arg-type]
    unassign_claims(**about, person=reviewer)  # type: ignore[arg-type]
    tag = Tag.objects.get(name="bridges")
    delete_tag(actor=editor, tag=tag, version=tag.version)
    told = [entry.sentence for entry in claim_timeline(claim).entries]
    assert told[:5] == [
        "Editor deleted a tag",
        "Reviewer took Reviewer off the claim",
        "Reviewer assigned the claim to Reviewer",
        "Reviewer took the tag “mayor” off the claim",
        "Reviewer tagged the claim “bridges”, “mayor”",
    ]
