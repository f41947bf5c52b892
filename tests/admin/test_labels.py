"""Tags in the admin: renamed by the same service, shown below a claim, never of a project one may not see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Channel, Claim, Project, Role, Tag, User, Verb
from annotations.services.assignments import assign_claims
from annotations.services.people import change_person
from annotations.services.tags import tag_claims
from tests import cast


@pytest.fixture
def editor(db: None) -> User:
    cast.make_scale()
    person = cast.make_member(cast.make_project(), "editor", Role.EDITOR)
    return change_person(actor=cast.STAGE, person=person, is_staff=True)


@pytest.fixture
def claim(editor: User) -> Claim:
    project, actor = Project.objects.get(), cast.acting(editor)
    claim = cast.make_claim(cast.make_article(project, editor), editor)
    tag_claims(actor=actor, project=project, claims=[claim], names=["bridges", "roads"])
    assign_claims(actor=actor, project=project, claims=[claim], person=editor)
    return claim


@pytest.fixture
def browser(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def test_tags_and_people_are_shown_below_a_claim(browser: Client, claim: Claim) -> None:
    shown = browser.get(reverse("admin:annotations_claim_change", args=[claim.pk])).content.decode()
    assert "bridges" in shown
    assert 'name="claim_tags-0-tag"' not in shown
    listed = browser.get(reverse("admin:annotations_claim_changelist")).content.decode()
    assert "By tag" in listed


def test_a_tag_is_renamed_as_everywhere_else(browser: Client, claim: Claim) -> None:
    tag = Tag.objects.get(name="roads")
    address = reverse("admin:annotations_tag_change", args=[tag.pk])
    clash = browser.post(address, {"name": "Bridges", "seen_version": "1"})
    assert "The project has this tag already." in clash.content.decode()
    assert browser.post(address, {"name": "streets", "seen_version": "1"}).status_code == 302
    tag.refresh_from_db()
    newest = Action.objects.order_by("-id")[0]
    assert (tag.name, newest.verb, newest.channel) == ("streets", Verb.TAG_RENAMED, Channel.ADMIN)


def test_a_tag_of_another_project_is_not_there(browser: Client, claim: Claim) -> None:
    other = cast.make_project("other")
    stranger = cast.make_member(other, "stranger", Role.REVIEWER)
    foreign = cast.make_claim(cast.make_article(other, stranger), stranger)
    tag_claims(actor=cast.acting(stranger), project=other, claims=[foreign], names=["secret"])
    assert "secret" not in browser.get(reverse("admin:annotations_tag_changelist")).content.decode()
    assert "secret" not in browser.get(reverse("admin:annotations_claim_changelist")).content.decode()
    address = reverse("admin:annotations_tag_change", args=[Tag.objects.get(name="secret").pk])
    assert browser.get(address).status_code == 302
