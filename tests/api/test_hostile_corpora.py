"""Inputs that broke other software: stored to the letter or refused with a 400, and every list still answers."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from annotations.models import Article, Claim, Project
from tests.api.caller import Caller, refusals
from tests.api.test_lists import LISTS


@pytest.fixture(scope="session")
def hostile(evaluation_data: Path) -> Path:
    return evaluation_data / "hostile"


def strings(hostile: Path) -> list[str]:
    naughty = json.loads((hostile / "naughty_strings" / "blns.json").read_text(encoding="utf-8"))
    trojans = (hostile / "text" / "trojan_source.jsonl").read_text(encoding="utf-8").splitlines()
    payloads = json.loads((hostile / "html" / "dompurify_payloads.json").read_text(encoding="utf-8"))
    made = [
        "\u200b",
        "\ufeff",
        "\u202e",
        "e" + "\u0301" * 1_000,
        "\ufdfa" * 20,
        "\x1b[31m",
        "=1+1",
        "\x7f",
        "a\u2028b",
    ]
    return [
        *naughty,
        *(json.loads(line)["text"] for line in trojans if line.strip()),
        *(item["payload"] for item in payloads[::8]),
        *made,
    ]


def test_the_json_test_suite_as_bodies_never_breaks_anything(
    hostile: Path, api: Caller, article: Article
) -> None:
    files = sorted((hostile / "json_test_suite" / "test_parsing").glob("*.json"))
    assert len(files) > 300
    broken = []
    for file in files:
        for method, path in [
            ("POST", "articles/"),
            ("POST", f"articles/{article.pk}/claims/"),
            ("PATCH", f"articles/{article.pk}/"),
        ]:
            response = api.send(method, path, file.read_bytes(), version=article.version)
            if response.status_code not in {400, 200, 412}:
                broken.append((file.name, method, path, response.status_code))
            if file.name.startswith("n_") and response.status_code != 400:
                broken.append((file.name, method, path, response.status_code))
    assert broken == []


def test_naughty_strings_are_kept_to_the_letter_or_refused(
    hostile: Path, api: Caller, project: Project, article: Article, claim: Claim
) -> None:
    """Every string in one field of each kind (prose, line); the other fields take turns."""
    verdict = api.post(f"claims/{claim.pk}/verdicts/", {"rating": "true"}).json()
    source = api.post("sources/", {"project": "desk", "url": "https://example.org/", "title": "A"}).json()
    citation = api.post(f"claims/{claim.pk}/citations/", {"source": source["id"], "stance": "context"}).json()
    note = api.post(f"claims/{claim.pk}/notes/", {"text": "Note."}).json()
    turns = [
        (f"articles/{article.pk}/", ("title", "publisher", "byline", "url", "language")),
        (f"verdicts/{verdict['id']}/", ("rationale",)),
        (f"sources/{source['id']}/", ("title", "publisher", "url", "archived_url")),
        (f"citations/{citation['id']}/", ("quote", "locator")),
        (f"notes/{note['id']}/", ("text",)),
    ]
    kept: Counter[str] = Counter()
    versions = dict.fromkeys([f"claims/{claim.pk}/", *(path for path, _ in turns)], 1)
    for number, text in enumerate(strings(hostile)):
        for path, fields in ((f"claims/{claim.pk}/", ("statement", "claimant")), turns[number % len(turns)]):
            kept.update(f"{path}{field}" for field in _kept(api, path, fields, text, versions))
    assert kept[f"claims/{claim.pk}/statement"] > 500
    assert len(kept) >= 11, kept
    _every_list_answers(api, article, claim)


def _kept(api: Caller, path: str, fields: tuple[str, ...], text: str, versions: dict[str, int]) -> list[str]:
    """The fields that took the text, to the letter; those that a 400 names did not."""
    response = api.patch(path, dict.fromkeys(fields, text), version=versions[path])
    if response.status_code == 400:
        refused = refusals(response)
        assert refused, (path, text, response.content)
        fields = tuple(field for field in fields if field not in refused)
        if not fields:
            return []
        response = api.patch(path, dict.fromkeys(fields, text), version=versions[path])
    assert response.status_code == 200, (path, text, response.content)
    versions[path] = response.json()["version"]
    assert [response.json()[field] for field in fields] == [text] * len(fields)
    return list(fields)


def test_naughty_strings_as_articles(
    hostile: Path, api: Caller, project: Project, article: Article, claim: Claim
) -> None:
    added = 0
    for text in strings(hostile):
        response = api.post("articles/", {"project": "desk", "text": text})
        assert response.status_code in {200, 201, 400}, (text, response.content)
        if response.status_code != 400:
            revision = response.json()["revision"]
            whole = revision["front_matter"] + revision["text"]
            assert whole == text.replace("\r\n", "\n").replace("\r", "\n")
            added += 1
    assert added > 500
    _every_list_answers(api, article, claim)


def test_naughty_strings_as_questions(hostile: Path, api: Caller, claim: Claim) -> None:
    for number, text in enumerate(strings(hostile)):
        value = quote(text.encode(), safe="")[:3_000]
        turns = (
            f"claims/?{value}=1",
            f"claims/?cursor={value}",
            f"changes/?stream={value}",
            f"projects/{value}/",
        )
        for path in (f"claims/?search={value}&claimant={value}", turns[number % len(turns)]):
            assert api.get(path).status_code in {200, 400, 404}, path


def _every_list_answers(api: Caller, article: Article, claim: Claim) -> None:
    for path in LISTS:
        answered = api.get(path.format(article=article.pk, claim=claim.pk))
        assert answered.status_code == 200, (path, answered.content[:300])
    for name in ("csv", "jsonl", "claimreview"):
        assert b"".join(api.get(f"projects/desk/export/?format_name={name}").streaming_content)
