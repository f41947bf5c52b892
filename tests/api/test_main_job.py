"""The whole job over HTTP, and what the history says about it."""

from __future__ import annotations

from annotations.models import Action, Change, Project
from tests.api.caller import Caller
from tests.cast import QUOTE, TEXT


def test_an_article_becomes_claims_with_verdicts(api: Caller, project: Project) -> None:
    added = api.post("articles/", {"project": "desk", "text": TEXT, "url": "https://example.org/bridge"})
    assert added.status_code == 201, added.content
    article = added.json()
    text = article["revision"]["text"]
    assert (article["title"], article["version"]) == ("Bridge closed after inspection", 1)
    assert added.headers["ETag"] == '"v1"'
    assert api.post("articles/", {"project": "desk", "text": TEXT}).status_code == 200

    start = text.index(QUOTE)
    fragment = {"start": start, "end": start + len(QUOTE), "quote": QUOTE}
    marked = api.post(f"articles/{article['id']}/claims/", {"fragments": [fragment]})
    assert marked.status_code == 201, marked.content
    claim = marked.json()
    assert (claim["statement"], claim["fragments"]) == (QUOTE, [fragment])

    given = api.post(f"claims/{claim['id']}/verdicts/", {"rating": "true", "rationale": "Counted."})
    assert given.status_code == 201, given.content
    verdict = given.json()
    assert (verdict["rating"], verdict["rating_label"], verdict["version"]) == ("true", "True", 1)
    assert [row["id"] for row in api.get(f"claims/{claim['id']}/verdicts/").json()["results"]] == [
        verdict["id"]
    ]

    action = Action.objects.get(verb="verdict.given")
    assert (action.channel, action.client.partition(" ")[0]) == ("api", "test")
    assert action.request_id == given.headers["X-Request-ID"]
    assert not Change.objects.filter(action__isnull=True).exists()


def test_splitting_proposes_claims_that_are_then_accepted(api: Caller, project: Project) -> None:
    article = api.post("articles/", {"project": "desk", "text": TEXT}).json()
    proposed = api.post(f"articles/{article['id']}/split/").json()
    assert proposed
    assert {claim["state"] for claim in proposed} == {"suggested"}
    assert api.post(f"articles/{article['id']}/split/").json() == []
    first = proposed[0]
    accepted = api.post(f"claims/{first['id']}/accept/", version=first["version"])
    assert (accepted.status_code, accepted.json()["state"]) == (200, "open")
    waiting = api.get("claims/?state=suggested").json()["results"]
    assert first["id"] not in {claim["id"] for claim in waiting}
    assert len(waiting) == len(proposed) - 1
