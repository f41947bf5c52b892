"""An owner elsewhere asks every address for what belongs to another project: it is as if it did not exist."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from annotations.models import Action, Change, Claim, Role, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting

SECRET = "Fifteen bolts, says Anna Nowak."


@pytest.fixture
def outsider(claim: Claim, reviewer: User) -> Client:
    """Owns a project of their own; the other one has a word in a claim, in its history, and in a reason."""
    claim = reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=SECRET)
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Said otherwise.")
    elsewhere = cast.make_project("elsewhere")
    client = Client(raise_request_exception=True)
    client.force_login(cast.make_member(elsewhere, "stranger", Role.OWNER))
    return client


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        path = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one, path)
        elif isinstance(one, URLPattern):
            yield path


def filled(path: str, values: dict[str, list[object]]) -> Iterator[str]:
    """The address with every combination of what may stand in it."""
    parts = path.replace("^", "").replace("$", "").replace("\\Z", "").split("<")
    names = [part.partition(">")[0].rpartition(":")[2] for part in parts[1:]]
    choices = [values.get(name, values["pk"]) for name in names]
    for chosen in itertools.product(*choices):
        ends = (part.partition(">")[2] for part in parts[1:])
        yield "/" + parts[0] + "".join(f"{value}{end}" for value, end in zip(chosen, ends, strict=True))


def test_a_member_is_told(claim: Claim, outsider: Client, reviewer: User) -> None:
    member = Client()
    member.force_login(reviewer)
    assert SECRET in member.get(f"/claims/{claim.pk}/history/").content.decode()


def test_no_address_tells_a_stranger_anything(outsider: Client, claim: Claim) -> None:
    rows: dict[str, list[object]] = {"slug": [claim.article.project.slug]}
    actions = Action.objects.order_by("-id").values_list("id", flat=True)[:2]
    rows["pk"] = list({claim.pk, claim.article_id, *actions, Change.objects.latest("id").pk})
    asked = 0
    for path in sorted(set(routes(get_resolver()))):
        if "(?P" in path or path.startswith(("admin/", "static", "i18n")) or "<" not in path:
            continue
        for address in filled(path, rows):
            answer = outsider.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            asked += 1
            assert answer.status_code < 500, address
            assert SECRET.encode() not in content, address
            assert b"Said otherwise." not in content, address
    assert asked > 50
