"""An article's details under a published ruling, through the API."""

from __future__ import annotations

from annotations.models import Article, Claim, User
from tests.api.caller import Caller
from tests.cast import make_published_ruling


def test_a_title_under_a_published_ruling_asks_for_a_reason(
    article: Article, claim: Claim, reviewer: User, editor: User, api: Caller, desk: Caller
) -> None:
    make_published_ruling(claim, reviewer, editor)
    address = f"articles/{article.pk}/"
    assert api.send("PATCH", address, {"title": "Other", "reason": "A slip."}, version=1).status_code == 403
    refused = desk.send("PATCH", address, {"title": "Other"}, version=1)
    assert (refused.status_code, "say why" in str(refused.json())) == (400, True)
    done = desk.send("PATCH", address, {"title": "Other", "reason": "A slip."}, version=1)
    assert (done.status_code, done.json()["title"]) == (200, "Other")
