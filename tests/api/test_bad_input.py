"""Every bad input is answered beside what was wrong, and leaves nothing behind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings

from annotations.api.parsers import JSON_LIMIT_BYTES
from annotations.models import Action, Article, Change, Claim, Project, User
from annotations.services.claims import dismiss_claim
from tests.api.caller import PROBLEM, Caller, Form, refusals
from tests.cast import QUOTE, TEXT, acting, make_claim

ARTICLE = {"project": "desk", "text": "Some words."}
START = TEXT.index(QUOTE)
FRAGMENT = {"start": START, "end": START + len(QUOTE), "quote": QUOTE}


def fragment(**changes: Any) -> dict[str, Any]:
    return {"fragments": [FRAGMENT | changes]}


# Where, what, beside which field, and words of the message.
TABLE: list[tuple[str, Any, str, str]] = [
    ("articles/", {"project": "desk"}, "text", "required"),
    ("articles/", ARTICLE | {"text": ""}, "text", "empty"),
    ("articles/", ARTICLE | {"text": " \n\t "}, "text", "only white space"),
    ("articles/", ARTICLE | {"text": "\u200b\ufeff"}, "text", "invisible"),
    (
        "articles/",
        ARTICLE | {"text": "é" * (settings.ARTICLE_LIMIT_BYTES // 2 + 1)},
        "text",
        "at most 2,000,000",
    ),
    ("articles/", ARTICLE | {"text": 7}, "text", "not a string"),
    ("articles/", ARTICLE | {"text": None}, "text", "null"),
    ("articles/", ARTICLE | {"text": ["Some words."]}, "text", "not a string"),
    ("articles/", ARTICLE | {"project": "elsewhere"}, "project", "does not exist"),
    ("articles/", ARTICLE | {"project": {"slug": "desk"}}, "project", ""),
    ("articles/", ARTICLE | {"title": "x" * 301}, "title", "300"),
    ("articles/", ARTICLE | {"title": "two\nlines"}, "title", "single line"),
    ("articles/", ARTICLE | {"url": "javascript:alert(1)"}, "url", "http"),
    ("articles/", ARTICLE | {"url": "https://user:secret@example.org/"}, "url", "password"),
    ("articles/", ARTICLE | {"published_on": "2024-02-30"}, "published_on", ""),
    ("articles/", ARTICLE | {"published_on": 20240301}, "published_on", ""),
    ("articles/", ARTICLE | {"id": 7}, "id", "not known"),
    ("articles/", "words", "", ""),
    ("articles/", [], "", "1 to 500"),
    ("articles/", [ARTICLE] * 501, "", "1 to 500"),
    ("articles/", [ARTICLE, 7], "1", ""),
    ("articles/upload/", Form(project="desk", file=("a.exe", b"Some words.")), "file", "Files of this kind"),
    ("articles/upload/", Form(project="desk", file=("a.txt", b"   ")), "file", "only white space"),
    ("articles/upload/", Form(project="desk", file=("a.json", b'{"text": "\xff"}')), "file", "UTF-8"),
    ("articles/upload/", Form(project="desk"), "file", "No file"),
    ("claims/{claim}/verdicts/", {"rating": "brilliant"}, "rating", "true, half_true, false, unproven"),
    ("claims/{claim}/verdicts/", {"rating": "true", "rationale": "x" * 20_001}, "rationale", "20000"),
    ("claims/{claim}/verdicts/", {"rating": "true", "rationale": "\u200b"}, "rationale", "nothing to read"),
    ("claims/{dismissed}/verdicts/", {"rating": "true"}, "claim", "dismissed"),
    (
        "claims/{dismissed}/citations/",
        {"url": "https://example.org/", "stance": "context"},
        "claim",
        "dismissed",
    ),
    ("claims/{claim}/citations/", {"url": "javascript:alert(1)", "stance": "context"}, "url", "http"),
    ("claims/{claim}/citations/", {"stance": "context"}, "url", "address of one"),
    (
        "claims/{claim}/citations/",
        {"url": "https://example.org/", "stance": "against"},
        "stance",
        "not a valid",
    ),
    ("claims/{claim}/citations/", {"source": 999, "stance": "context"}, "source", "not exist"),
    ("claims/{claim}/citations/", {"source": 10**400, "stance": "context"}, "", "too large"),
    ("claims/{claim}/citations/", {"source": 10**30, "stance": "context"}, "source", "not exist"),
    ("claims/{claim}/notes/", {"text": ""}, "text", "empty"),
    ("claims/{claim}/notes/", {"text": "Yes.", "replies_to": 999}, "replies_to", "not exist"),
    ("claims/{claim}/notes/", {"text": "Yes.", "is_public": "perhaps"}, "is_public", "boolean"),
    ("sources/", {"project": "desk", "url": "//example.org"}, "url", "http"),
    ("sources/", {"project": "desk", "url": "data:text/html,x"}, "url", "http"),
    ("articles/{article}/claims/", {}, "fragments", "required"),
    ("articles/{article}/claims/", {"fragments": []}, "fragments", "Select"),
    ("articles/{article}/claims/", {"fragments": [FRAGMENT, FRAGMENT]}, "fragments", "overlap"),
    ("articles/{article}/claims/", {"fragments": {"start": 0}}, "fragments", "list"),
    ("articles/{article}/claims/", fragment(end=10**9), "fragments", "outside the text"),
    ("articles/{article}/claims/", fragment(end=10**12), "fragments.0.end", "2147483647"),
    ("articles/{article}/claims/", fragment(start=-1), "fragments.0.start", "0"),
    ("articles/{article}/claims/", fragment(start=START + len(QUOTE)), "fragments.0.end", "after its start"),
    ("articles/{article}/claims/", fragment(start="x"), "fragments.0.start", "integer"),
    ("articles/{article}/claims/", fragment(quote="Inspectors"), "fragments", "nowhere"),
    (
        "articles/{article}/claims/",
        fragment(end=START + 9),
        "fragments",
        f"match is {START} to {START + len(QUOTE)}",
    ),
    ("articles/{article}/claims/", fragment(note="x"), "fragments.0.note", "not known"),
    ("articles/{article}/claims/", fragment() | {"statement": "x" * 2_001}, "statement", "2000"),
    ("articles/{article}/claims/", fragment() | {"kind": "gossip"}, "kind", "not a valid"),
    ("articles/{article}/claims/", [fragment(), fragment(quote="x")], "1.fragments", "nowhere"),
    ("claims/", fragment(), "article", "required"),
    ("claims/", fragment() | {"article": 999}, "article", "not exist"),
    ("claims/", fragment() | {"article": True}, "article", ""),
]


@pytest.fixture
def dismissed(claim: Claim, article: Article, reviewer: User) -> Claim:
    other = make_claim(article, reviewer, quote="nine years")
    return dismiss_claim(actor=acting(reviewer), claim=other, version=1, dismissal="not_a_claim")


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    api: Caller, article: Article, claim: Claim, dismissed: Claim
) -> None:
    ids = {"article": article.pk, "claim": claim.pk, "dismissed": dismissed.pk}
    before = (Action.objects.count(), Change.objects.count())
    deviations = []
    for path, body, field, words in TABLE:
        response = api.post(path.format(**ids), body)
        shown = f"{path} {str(body)[:80]}: {response.status_code} {response.content[:300]!r}"
        if response.status_code != 400 or response.headers["Content-Type"] != PROBLEM:
            deviations.append(shown)
            continue
        problem = response.json()
        found = {item["field"]: item["message"] for item in problem.get("errors", [])}
        if not field:
            found[""] = problem["detail"]
        if field not in found or words not in found[field]:
            deviations.append(shown)
        if (Action.objects.count(), Change.objects.count()) != before:
            deviations.append(f"left something behind: {shown}")
            before = (Action.objects.count(), Change.objects.count())
    assert deviations == []


# A body as bytes, and words of the message.
BODIES = [
    (b"", "required"),
    (b'{"project": "desk", "text": "caf\xe9"}', "position 32 (line 1)"),
    (b'{"project": "desk",\n "text": "\xed\xa0\x80"}', "(line 2)"),
    (b'\xef\xbb\xbf{"project": "desk", "text": "words"}', ""),
    ('{"project": "desk", "text": "words"}'.encode("utf-16"), "UTF-8"),
    (b'{"project": "desk", "text": "a\\u0000b"}', "“text” there is a NUL character at line 1, character 2"),
    (b'{"project": "desk", "text": "a\\ud800b"}', "half of a surrogate pair"),
    (b'{"project": "desk", "text": "words", "\\udc00": 1}', "half of a surrogate pair"),
    (b'[{"project": "desk", "text": "a\\u0000b"}]', "“0.text”"),
    (b'{"project": "desk", "text": "words", "text": "others"}', 'The key "text" is given twice.'),
    (b'{"project": "desk", "text": NaN}', "NaN"),
    (b'{"project": "desk", "text": -Infinity}', "Infinity"),
    (b'{"project": "desk", "text": 1e999}', "too large"),
    (b'{"project": "desk", "text": "words"', "not valid JSON"),
    (b'{"project": "desk", "text": "words"} x', "not valid JSON"),
    (b"[" * 65 + b"]" * 65, "more than 64 deep"),
    (b"[" * 100_000, "more than 64 deep"),
    (b'{"a":' * 100_000, "more than 64 deep"),
    (b"null", ""),
    (b'"words"', ""),
    (b"7", ""),
]


@pytest.mark.parametrize("number", range(len(BODIES)))
def test_a_body_that_is_not_clean_json_is_refused_saying_where(
    number: int, api: Caller, project: Project
) -> None:
    body, words = BODIES[number]
    response = api.post("articles/", body)
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM), response.content
    assert words in response.json()["detail"]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json; charset=utf-8", 201),
        ("application/json; charset=UTF8", 201),
        ("application/json; charset=latin-1", 400),
        ("application/json; charset=utf-7", 400),
        ("application/json; charset=bz2_codec", 400),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("nonsense", 415),
        ("", 415),
    ],
)
def test_only_json_in_utf8_is_read(content_type: str, status: int, api: Caller, project: Project) -> None:
    response = api.client.generic(
        "POST",
        "/api/v1/articles/",
        json.dumps(ARTICLE),
        content_type=content_type,
        headers={"Authorization": f"Bearer {api.key}"},
    )
    assert response.status_code == status, response.content
    assert status == 201 or response.headers["Content-Type"] == PROBLEM


def test_a_body_over_the_limit_is_413(api: Caller, project: Project) -> None:
    body = b'{"project": "desk", "text": "' + b"x" * JSON_LIMIT_BYTES + b'"}'
    response = api.post("articles/", body)
    assert (response.status_code, response.headers["Content-Type"]) == (413, PROBLEM)


def test_an_article_at_the_limit_fits_however_it_is_escaped(api: Caller, project: Project) -> None:
    text = "é" * (settings.ARTICLE_LIMIT_BYTES // 2)
    response = api.post("articles/", json.dumps({"project": "desk", "text": text}, ensure_ascii=True))
    assert (response.status_code, response.json()["revision"]["text"]) == (201, text)


@pytest.mark.parametrize(
    "body", ["", "--x", "--BoUnDaRyStRiNg\r\n", "\x00" * 9, "--BoUnDaRyStRiNg--\r\n"], ids=ascii
)
def test_a_broken_form_is_refused(body: str, api: Caller, project: Project) -> None:
    response = api.client.generic(
        "POST",
        "/api/v1/articles/upload/",
        body,
        content_type="multipart/form-data; boundary=BoUnDaRyStRiNg",
        headers={"Authorization": f"Bearer {api.key}"},
    )
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM), response.content


def test_a_list_is_added_wholly_or_not_at_all(api: Caller, project: Project) -> None:
    good = [ARTICLE | {"text": f"Article number {number}."} for number in range(3)]
    bad = [*good[:2], ARTICLE | {"text": "Third.", "url": "javascript:alert(1)"}]
    assert "2.url" in refusals(api.post("articles/", bad))
    assert Article.objects.count() == 0
    added = api.post("articles/", good)
    assert (added.status_code, [row["title"] for row in added.json()]) == (
        201,
        ["Article number 0", "Article number 1", "Article number 2"],
    )
    assert Action.objects.filter(verb="articles.imported").count() == 1


def test_a_list_of_claims_is_one_gesture(api: Caller, article: Article) -> None:
    claims = [{"fragments": [FRAGMENT], "statement": f"Claim {number}."} for number in range(3)]
    marked = api.post(f"articles/{article.pk}/claims/", claims)
    assert [claim["statement"] for claim in marked.json()] == ["Claim 0.", "Claim 1.", "Claim 2."]
    assert Action.objects.filter(verb="claim.marked").count() == 1
    flat = api.post("claims/", [claim | {"article": article.pk} for claim in claims])
    assert len(flat.json()) == 3


def test_a_file_is_taken_wholly_or_not_at_all(api: Caller, project: Project) -> None:
    good, bad = b'{"text": "First article."}\n', b'{"text": ""}\n'
    refused = api.post("articles/upload/", Form(project="desk", file=("news.jsonl", good + bad)))
    assert "line 2" in refusals(refused)["file"]
    assert Article.objects.count() == 0
    added = api.post("articles/upload/", Form(project="desk", file=("news.jsonl", good)))
    assert (added.status_code, [row["title"] for row in added.json()]) == (201, ["First article"])
