"""Owns a small desk with a past, and how tests look at its pages of then."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

from annotations.models import Claim, Role, Seal, User
from tests import cast

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


def make_olena() -> User:
    """The reviewer, in a project with an editor called ruth and a viewer; and somebody outside it."""
    cast.make_scale()
    project = cast.make_project()
    cast.make_member(project, "ruth", Role.EDITOR)
    cast.make_member(project, "viewer", Role.VIEWER)
    cast.make_person("outsider")
    return cast.make_member(project, "olena", Role.REVIEWER)


def get(path: str, name: str = "olena", /, **query: Any) -> Answer:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client.get(path, query)


def page(claim: Claim, number: int, /, **query: Any) -> str:
    answer = get(reverse("as_of", args=[claim.article_id, number]), **query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def seals(claim: Claim) -> list[Seal]:
    return list(Seal.objects.filter(stream=f"article:{claim.article_id}").order_by("number"))
