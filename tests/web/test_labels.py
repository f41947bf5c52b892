"""What hangs on a claim: tags, who is asked to review it, the day it was said. And the project's page of tags."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Assignment, Claim, Tag, Verb
from annotations.services.tags import tag_claims
from tests import cast
from tests.web.conftest import Browse, Desk


def tags_of(claim: Claim) -> list[str]:
    return list(Tag.objects.filter(claim_tags__claim=claim).values_list("name", flat=True))


def put(desk: Desk, *names: str) -> list[Tag]:
    actor = cast.acting(desk.people["reviewer"])
    tag_claims(actor=actor, project=desk.project, claims=[desk.claim], names=names)
    return list(Tag.objects.order_by("id"))


def test_tags_are_put_on_and_taken_off_the_card(desk: Desk, reviewer: Client) -> None:
    key = "a" * 32
    for _ in range(2):  # a double click
        answer = reviewer.post(
            reverse("claim_tag", args=[desk.claim.pk]), {"tags": "bridges, <i>x</i>", "key": key}, follow=True
        )
        assert "&lt;i&gt;x&lt;/i&gt;" in answer.content.decode()
    assert sorted(tags_of(desk.claim)) == ["<i>x</i>", "bridges"]
    assert Action.objects.filter(verb=Verb.CLAIM_TAGGED).count() == 1
    tag = Tag.objects.get(name="bridges")
    reviewer.post(reverse("claim_untag", args=[desk.claim.pk, tag.pk]))
    assert tags_of(desk.claim) == ["<i>x</i>"]


def test_what_is_wrong_with_a_tag_is_said_beside_the_field(desk: Desk, reviewer: Client) -> None:
    for typed in ("", " , ", "x" * 41, "a\x00b"):
        answer = reviewer.post(reverse("claim_tag", args=[desk.claim.pk]), {"tags": typed})
        assert answer.status_code == 422
        assert 'id="tags-tags_error"' in answer.content.decode()
    assert tags_of(desk.claim) == []


def test_a_claim_is_taken_on_and_given(desk: Desk, browse: Browse) -> None:
    address = reverse("claim_assign", args=[desk.claim.pk])
    assert address in browse("reviewer").get(reverse("claim", args=[desk.claim.pk])).content.decode()
    shown = browse("reviewer").post(address, {"person": "reviewer"}, follow=True).content.decode()
    assert address not in shown  # a reviewer takes claims on, and gives none to others
    assert browse("reviewer").post(address, {"person": "editor"}).status_code == 403
    assert browse("viewer").post(address, {"person": "viewer"}).status_code == 422
    assert browse("editor").post(address, {"person": "@owner"}).status_code == 302
    for name in ("viewer", "outsider", "nobody", "a\x00b", ""):
        assert browse("editor").post(address, {"person": name}).status_code == 422
    assert list(Assignment.objects.values_list("person__username", flat=True)) == ["reviewer", "owner"]
    off = reverse("claim_unassign", args=[desk.claim.pk, desk.people["owner"].pk])
    assert browse("reviewer").post(off).status_code == 403
    assert browse("editor").post(off).status_code == 302
    assert browse("editor").post(off).status_code == 404


def test_a_viewer_reads_tags_and_has_no_buttons(desk: Desk, browse: Browse) -> None:
    (tag,) = put(desk, "bridges")
    shown = browse("viewer").get(reverse("claim", args=[desk.claim.pk])).content.decode()
    assert "bridges" in shown
    assert reverse("claim_untag", args=[desk.claim.pk, tag.pk]) not in shown
    assert reverse("claim_assign", args=[desk.claim.pk]) not in shown


def test_the_day_it_was_said_is_kept_with_the_wording(desk: Desk, reviewer: Client) -> None:
    typed = {"statement": desk.claim.statement, "kind": "other", "version": desk.claim.version}
    answer = reviewer.post(
        reverse("claim_reword", args=[desk.claim.pk]), typed | {"said_on": "2025-03-14"}, follow=True
    )
    assert "Said on March 14, 2025" in answer.content.decode()
    wrong = reviewer.post(reverse("claim_reword", args=[desk.claim.pk]), typed | {"said_on": "soon"})
    assert wrong.status_code == 422


def test_tags_and_people_are_offered_within_the_project_only(desk: Desk, browse: Browse) -> None:
    put(desk, "bridges")
    address = reverse("completions", args=[desk.project.slug])
    found = browse("reviewer").get(address).json()
    assert found["tags"] == [{"value": "bridges", "name": "bridges"}]
    assert {"value": "viewer", "name": "Viewer", "reviews": False} in found["people"]
    assert {"value": "editor", "name": "Editor", "reviews": True} in found["people"]
    assert "outsider" not in {each["value"] for each in found["people"]}
    assert browse("outsider").get(address).status_code == 404


def test_the_page_of_tags_counts_renames_and_deletes(desk: Desk, browse: Browse) -> None:
    first, second = put(desk, "bridges", "roads")
    page = reverse("tags", args=[desk.project.slug])
    shown = browse("reviewer").get(page).content.decode()
    assert "1 claim" in shown
    assert reverse("tag_rename", args=[first.pk]) not in shown
    rename = reverse("tag_rename", args=[first.pk])
    assert browse("reviewer").post(rename, {"name": "x", "version": 1}).status_code == 422
    assert browse("outsider").post(rename, {"name": "x", "version": 1}).status_code == 404
    editor = browse("editor")
    asked = editor.post(rename, {"name": "Roads", "version": 1})
    assert asked.status_code == 422
    assert "There is a tag “roads” already." in asked.content.decode()
    assert Tag.objects.count() == 2
    editor.post(rename, {"name": "Roads", "version": 1, "merge": "1"})
    assert tags_of(desk.claim) == ["roads"]
    second.refresh_from_db()
    answer = editor.post(reverse("tag_delete", args=[second.pk]), {"version": second.version}, follow=True)
    assert "1 claim carried it" in answer.content.decode()
    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["", " , ", "x" * 41, "a\x00b", "\u200b"])
def test_a_name_that_no_tag_may_have_is_refused(desk: Desk, browse: Browse, name: str) -> None:
    (tag,) = put(desk, "bridges")
    answer = browse("editor").post(reverse("tag_rename", args=[tag.pk]), {"name": name, "version": 1})
    assert answer.status_code == 422
    assert Tag.objects.get().name == "bridges"


def test_a_tag_that_somebody_changed_meanwhile_is_not_changed_again(desk: Desk, browse: Browse) -> None:
    (tag,) = put(desk, "bridges")
    editor = browse("editor")
    editor.post(reverse("tag_rename", args=[tag.pk]), {"name": "roads", "version": 1})
    answer = editor.post(reverse("tag_delete", args=[tag.pk]), {"version": 1})
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile." in answer.content.decode()
    assert Tag.objects.get().name == "roads"
