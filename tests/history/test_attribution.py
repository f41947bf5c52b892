"""Who, for whom, why, by which door, request, key and version: stored by each door, and told by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Claim, Project, User
from annotations.services.people import change_person
from annotations.services.tokens import issue_token
from annotations.splitting import SPLITTER
from tests import cast
from tests.cast import acting

REQUEST = "request-12345678"


def newest() -> Action:
    action = Action.objects.order_by("-id")[0]
    assert action.app_version == settings.VERSION
    return action


@pytest.fixture
def headers(reviewer: User) -> dict[str, str]:
    _token, key = issue_token(actor=acting(reviewer), name="desk bot", scope="write")
    return {
        "HTTP_AUTHORIZATION": f"Bearer {key}",
        "HTTP_X_REQUEST_ID": REQUEST,
        "HTTP_IF_MATCH": '"v1"',
        # As a server hands UTF-8 on; what cannot be read goes.
        "HTTP_X_ON_BEHALF_OF": "Ruth Olszewska, CMS\tł".encode().decode("latin-1"),
    }


def test_by_the_api(client: Client, claim: Claim, reviewer: User, headers: dict[str, Any]) -> None:
    address = f"/api/v1/claims/{claim.pk}/"
    body = {"statement": "14 bolts were cracked.", "reason": "shorter"}
    assert client.patch(address, body, content_type="application/json", **headers).status_code == 200
    action = newest()
    assert (action.actor_id, action.actor_label, action.channel) == (reviewer.pk, "Olena", "api")
    assert action.client.startswith("desk bot (fc_")
    assert (action.request_id, action.reason) == (REQUEST, "shorter")
    assert action.on_behalf_of == "Ruth Olszewska, CMS ł"
    told = client.get(f"/api/v1/actions/{action.pk}/", **headers).json()
    names = ("actor_label", "on_behalf_of", "channel", "reason", "request_id", "client", "app_version")
    assert {name: told[name] for name in names} == {name: getattr(action, name) for name in names}


def test_by_a_page(client: Client, claim: Claim, reviewer: User) -> None:
    client.force_login(reviewer)
    client.post(
        reverse("claim_dismiss", args=[claim.pk]),
        {"dismissal": "not_checkable", "reason": "a matter of taste", "base": claim.version},
        headers={"X-Request-ID": REQUEST, "User-Agent": "Firefox"},
    )
    action = newest()
    assert (action.verb, action.channel, action.client) == ("claim.dismissed", "ui", "Firefox")
    assert (action.request_id, action.reason) == (REQUEST, "a matter of taste")


def test_by_the_admin(client: Client, project: Project, editor: User) -> None:
    change_person(actor=cast.STAGE, person=editor, is_staff=True)
    client.force_login(editor)
    form = {
        "project": str(project.pk),
        "title": "Dam",
        "text": "The dam broke on Friday. Nine people were hurt.",
    }
    answer = client.post(
        reverse("admin:annotations_article_add"),
        form,
        headers={"X-Request-ID": REQUEST, "User-Agent": "Firefox"},
    )
    assert answer.status_code == 302
    added = Action.objects.get(channel="admin", verb="article.added")
    assert (added.request_id, added.client, added.actor_label) == (REQUEST, "Firefox", "Editor")
    split = Action.objects.get(channel="admin", verb="article.split")
    assert (split.request_id, split.client) == (REQUEST, SPLITTER)


def test_by_a_command(project: Project, reviewer: User, tmp_path: Any) -> None:
    file = tmp_path / "dam.txt"
    file.write_text("Dam broken\n\nThe dam broke on Friday. Nine people were hurt.")
    call_command("import_articles", str(file), project=project.slug, username="olena", verbosity=0)
    added, split = Action.objects.filter(channel="command").exclude(actor_label="stage").order_by("id")
    assert (added.actor_label, added.verb, added.client) == ("Olena", "article.added", "import_articles")
    assert (split.actor_label, split.verb, split.client) == ("Olena", "article.split", SPLITTER)
    assert {claim.proposed_by for claim in Claim.objects.all()} == {SPLITTER}


def test_the_label_outlives_the_name(claim: Claim, reviewer: User) -> None:
    marked = Action.objects.get(verb="claim.marked")
    change_person(actor=cast.STAGE, person=reviewer, display_name="Somebody else")
    marked.refresh_from_db()
    assert (marked.actor_label, marked.actor_id) == ("Olena", reviewer.pk)
