"""Sources over the API: looked up, copied, pasted, listed; passages checked against the copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings

from annotations.ingest.looking_up import LOOK_UPS_ALLOWED
from annotations.models import Claim, Project
from tests.api.caller import PROBLEM, Caller, refusals
from tests.ingest.canary import Site, site

PAGE = """<title>Report</title><meta property="og:site_name" content="Board"><meta name="date" content="2024-03-21">
<p>It found 14 cracked bolts.</p>"""
TEXT = "It found 14 cracked bolts."


@pytest.fixture
def web() -> Iterator[Site]:
    cache.clear()
    with site() as found, override_settings(FETCH_OWN=[("127.0.0.1", found.port)]):
        found.says("/report", PAGE)
        yield found
    cache.clear()


def test_a_source_is_looked_up(api: Caller, project: Project, web: Site) -> None:
    found = api.post("sources/lookup/", {"project": "desk", "url": f"{web.url}/report"})
    assert found.status_code == 200, found.content
    assert found.json() == {
        "url": f"{web.url}/report",
        "title": "Report",
        "publisher": "Board",
        "published_on": "2024-03-21",
        "origins": {"title": "page", "publisher": "metadata", "published_on": "metadata"},
        "problem": "",
    }
    assert api.get("sources/").json()["results"] == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:9/", "address"),
        ("http://169.254.169.254/", "unreachable"),
        ("file:///etc/passwd", "address"),
        ("", "blank"),
        ("{web}/missing", "gone"),
    ],
)
def test_what_cannot_be_looked_up_is_said(
    api: Caller, project: Project, web: Site, url: str, code: str
) -> None:
    response = api.post("sources/lookup/", {"project": "desk", "url": url.format(web=web.url)})
    assert "url" in refusals(response)
    assert response.json()["errors"][0]["code"] == code


def test_whoever_asks_too_often_waits(api: Caller, project: Project, web: Site) -> None:
    body = {"project": "desk", "url": f"{web.url}/report"}
    for _ in range(LOOK_UPS_ALLOWED):
        assert api.post("sources/lookup/", body).status_code == 200
    response = api.post("sources/lookup/", body)
    assert (response.status_code, response.headers["Content-Type"]) == (429, PROBLEM)
    assert int(response.headers["Retry-After"]) >= 600


def test_copies_are_kept_listed_and_read(api: Caller, claim: Claim, web: Site) -> None:
    url = f"{web.url}/report"
    cited = {"url": url, "stance": "supports", "quote": "14 cracked bolts"}
    citation = api.post(f"claims/{claim.pk}/citations/", cited).json()
    assert citation["quote_found"] is None
    source = citation["source"]["id"]
    assert api.get(f"sources/{source}/").json()["copied_at"] is None
    made = api.post(f"sources/{source}/copies/", {})
    assert made.status_code == 201, made.content
    copy = made.json()
    assert copy["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (copy["is_pasted"], copy["url"], copy["media_type"]) == (False, url, "text/html")
    assert "text" not in copy
    assert api.get(f"sources/{source}/copies/").json()["results"] == [copy]
    assert api.get(f"sources/{source}/copies/{copy['id']}/").json() == {**copy, "text": TEXT}
    assert api.get(f"sources/{source}/").json()["copied_at"] == copy["fetched_at"]
    checked = api.get(f"citations/{citation['id']}/").json()
    assert (checked["quote_found"], checked["version"]) == (True, 2)
    assert len(api.get("citations/?quote_found=true").json()["results"]) == 1
    assert api.get("citations/?quote_found=false").json()["results"] == []
    assert api.get("sources/?has_copy=false").json()["results"] == []


def test_a_text_is_pasted_where_nothing_is_fetched(api: Caller, claim: Claim) -> None:
    cited = {"url": "https://example.org/a", "stance": "supports", "quote": "14 cracked bolts"}
    source = api.post(f"claims/{claim.pk}/citations/", cited).json()["source"]["id"]
    assert refusals(api.post(f"sources/{source}/copies/", {}))["url"].startswith(
        "This site fetches no pages."
    )
    copy = api.post(f"sources/{source}/copies/", {"text": "Nothing like it."}).json()
    assert (copy["is_pasted"], copy["title"]) == (True, "https://example.org/a")
    assert len(api.get("citations/?quote_found=false").json()["results"]) == 1
    for text in ("", " ", 7, "x" * 500_001):
        assert "text" in refusals(api.post(f"sources/{source}/copies/", {"text": text}))
