"""Articles come in by the web page: pasted and as files, and whatever is refused keeps what was typed."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from annotations.models import Action, Article, Channel, Claim, State, Verb
from tests.web.conftest import Browse, Desk

TEXT = "Trams stop at night\n\nNo tram has run after midnight since 3 May 2021, the operator said."


def paste(client: Client, desk: Desk, **typed: str) -> tuple[int, str]:
    """Status and page after pasting; a redirect has no page."""
    answer = client.post(reverse("article_add", args=[desk.project.slug]), {"paste": "1", **typed})
    return answer.status_code, answer.content.decode()


def upload(client: Client, desk: Desk, files: Mapping[str, bytes]) -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, data) for name, data in files.items()]
    answer = client.post(reverse("article_add", args=[desk.project.slug]), {"upload": "1", "uploads": sent})
    return answer.status_code, answer.content.decode()


def test_a_pasted_text_becomes_an_article_with_suggested_claims(desk: Desk, reviewer: Client) -> None:
    answer = reviewer.post(reverse("article_add", args=[desk.project.slug]), {"text": TEXT, "paste": "1"})
    article = Article.objects.get(title="Trams stop at night")
    assert answer["Location"] == reverse("workbench", args=[article.pk])
    assert Claim.objects.filter(article=article, state=State.SUGGESTED).exists()
    added = Action.objects.get(verb=Verb.ARTICLE_ADDED, id__gt=0, reason="pasted text")
    assert (added.actor_label, added.channel) == ("Reviewer", Channel.UI)


def test_what_the_person_says_goes_before_what_the_text_says(desk: Desk, reviewer: Client) -> None:
    typed = {
        "title": "Night trams",
        "published_on": "2026-03-21",
        "url": "https://example.org/trams",
        "publisher": "City Courier",
        "byline": "J. Holt",
        "language": "en",
    }
    assert paste(reviewer, desk, text=TEXT, **typed)[0] == 302
    article = Article.objects.get(title="Night trams")
    assert {name: str(getattr(article, name)) for name in typed} == typed


def test_the_same_text_twice_adds_nothing(desk: Desk, reviewer: Client) -> None:
    paste(reviewer, desk, text=TEXT)
    articles, claims = Article.objects.count(), Claim.objects.count()
    answer = reviewer.post(
        reverse("article_add", args=[desk.project.slug]), {"text": TEXT, "paste": "1"}, follow=True
    )
    assert "The project holds this article already." in answer.content.decode()
    assert (Article.objects.count(), Claim.objects.count()) == (articles, claims)


def test_a_preview_shows_what_is_found_and_saves_nothing(desk: Desk, reviewer: Client) -> None:
    before = Article.objects.count()
    answer = reviewer.post(
        reverse("article_add", args=[desk.project.slug]), {"text": f"date 2026-03-21\n{TEXT}", "preview": "1"}
    )
    shown = answer.content.decode()
    assert "Nothing is saved yet." in shown
    assert "<dd><bdi>Trams stop at night</bdi></dd>" in shown
    assert "March 21, 2026" in shown
    assert Article.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Paste the text of the article."),
        ({"text": " \n\u200b\n "}, "The text holds only white space and invisible characters."),
        ({"text": "Before\x00after"}, "NUL"),
        ({"text": TEXT, "title": "a\x00b"}, "NUL"),
        ({"text": TEXT, "title": "\u200b\u200b"}, "There is nothing to read in this text."),
        ({"text": TEXT, "title": "two\nlines"}, "Keep this to a single line."),
        ({"text": TEXT, "title": "x" * 301}, "at most 300 characters"),
        ({"text": TEXT, "published_on": "31 February"}, "This is not a date."),
        ({"text": TEXT, "published_on": "2026-13-45"}, "This is not a date."),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "A web address starts with http:// or https://."),
        ({"text": TEXT, "url": "https://"}, "This is not a web address."),
        ({"text": TEXT, "url": "https://user:word@example.org/"}, "Leave the user name and password out"),
        ({"text": TEXT, "url": "https://example.org/" + "x" * 2_000}, "at most 2000 characters"),
        ({"text": TEXT, "publisher": "x" * 201}, "at most 200 characters"),
        ({"text": TEXT, "byline": "x\u2028y"}, "Keep this to a single line."),
        ({"text": TEXT, "language": "x" * 13}, "at most 12 characters"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_is_stored(
    desk: Desk, reviewer: Client, typed: dict[str, str], said: str
) -> None:
    before = Article.objects.count(), Action.objects.count()
    status, page = paste(reviewer, desk, **typed)
    assert status == 422
    assert said in page
    assert 'aria-invalid="true"' in page
    assert (Article.objects.count(), Action.objects.count()) == before


def test_nothing_typed_is_lost_on_a_refusal(desk: Desk, reviewer: Client) -> None:
    typed = {
        "text": f"{TEXT}\n<b>bold</b>",
        "title": "Night trams",
        "published_on": "not a date",
        "url": "https://example.org/trams",
        "publisher": "City Courier",
        "byline": "J. Holt",
        "language": "en",
    }
    _, page = paste(reviewer, desk, **typed)
    for value in typed.values():
        assert value.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;") in page


@override_settings(ARTICLE_LIMIT_BYTES=100)
def test_a_text_over_the_limit_is_refused_and_kept_in_the_form(desk: Desk, reviewer: Client) -> None:
    status, page = paste(reviewer, desk, text=TEXT * 2)
    assert status == 422
    assert "at most 100" in page
    assert TEXT in page


def test_files_of_every_kind_are_reported_one_by_one(desk: Desk, reviewer: Client) -> None:
    record = {"title": "Record", "text": "The river rose by 4 metres in 2021."}
    status, page = upload(
        reviewer,
        desk,
        {
            "plain.txt": TEXT.encode(),
            "again.txt": TEXT.encode(),
            "marked.md": b"# Marked up\n\nThe **bridge** has 14 bolts.",
            "page.html": b"<html><title>Page</title><body><article><p>The port plans 22 cranes by 2028."
            b"</p></article></body></html>",
            "record.json": json.dumps(record).encode(),
            "lines.jsonl": json.dumps(record | {"title": "Line"}).encode(),
            "picture.png": b"\x89PNG",
            "empty.txt": b"",
            "broken.json": b'{"text": ',
        },
    )
    assert status == 422
    assert "5 added, 1 unchanged, 3 refused." in page
    for name in ("picture.png", "empty.txt", "broken.json"):
        assert name in page
    assert Article.objects.filter(project=desk.project).count() == 6


def test_a_file_with_one_bad_record_is_left_out_whole(desk: Desk, reviewer: Client) -> None:
    lines = b'{"text": "The river rose by 4 metres."}\n{"text": ""}\n'
    status, page = upload(reviewer, desk, {"lines.jsonl": lines})
    assert status == 422
    assert "lines.jsonl, line 2" in page
    assert Article.objects.filter(project=desk.project).count() == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "<script>.txt", "\u202etxt.exe", "a" * 300 + ".txt"]
)
def test_a_hostile_file_name_is_only_a_name(desk: Desk, reviewer: Client, name: str) -> None:
    status, page = upload(reviewer, desk, {name: b"\x00"})
    assert status == 422
    assert "<script>.txt" not in page


def test_no_file_chosen_is_said(desk: Desk, reviewer: Client) -> None:
    status, page = upload(reviewer, desk, {})
    assert status == 422
    assert "Choose at least one file." in page


@override_settings(UPLOAD_LIMIT_BYTES=50)
def test_a_file_over_the_limit_is_refused(desk: Desk, reviewer: Client) -> None:
    status, page = upload(reviewer, desk, {"long.txt": TEXT.encode()})
    assert status == 422
    assert "larger than 50 bytes" in page


def test_a_request_over_the_limit_is_answered_in_words(desk: Desk, reviewer: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000):
        status, page = paste(reviewer, desk, text=TEXT * 100)
    assert status == 400
    assert "This request could not be read" in page


def test_a_viewer_adds_nothing(desk: Desk, browse: Browse) -> None:
    before = Article.objects.count()
    assert paste(browse("viewer"), desk, text=TEXT)[0] == 403
    assert paste(browse("outsider"), desk, text=TEXT)[0] == 404
    assert Article.objects.count() == before
