"""Notes on the pages: people named in them, places they point at, the notes on an article itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Mention, Note
from annotations.services.notes import leave_note
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import form_of, form_on, words_of

QUOTE = "14 cracked bolts"


def place(quote: str = QUOTE, shift: int = 0) -> str:
    start = cast.TEXT.index(QUOTE) + shift
    return json.dumps([{"start": start, "end": start + len(quote), "quote": quote}])


def leave(desk: Desk, text: str, by: str = "reviewer") -> Note:
    return leave_note(actor=cast.acting(desk.people[by]), about=desk.claim, text=text)


def test_a_member_named_is_a_chip_and_anybody_else_stays_text(desk: Desk, reviewer: Client) -> None:
    typed = {"text": "@editor and @outsider, <b>look</b> @viewer"}
    shown = reviewer.post(reverse("note_leave", args=[desk.claim.pk]), typed, follow=True).content.decode()
    assert '<span class="mention" title="@editor">@<bdi>Editor</bdi></span> and @outsider' in shown
    assert "&lt;b&gt;look&lt;/b&gt;" in shown
    assert Mention.objects.count() == 2


def test_a_mention_is_counted_shown_and_seen_when_opened(desk: Desk, browse: Browse) -> None:
    note = leave(desk, "@editor please look")
    leave(desk, "@editor once more")
    editor = browse("editor")
    home = editor.get(reverse("home")).content.decode()
    assert '<span class="count-dot">2</span>' in home
    assert "please look" in home
    mention = note.mentions.get()
    assert browse("reviewer").post(reverse("mention_open", args=[mention.pk])).status_code == 404
    assert editor.get(reverse("mention_open", args=[mention.pk])).status_code == 405
    answer = editor.post(reverse("mention_open", args=[mention.pk]))
    assert answer["Location"] == reverse("claim", args=[desk.claim.pk]) + f"#note-{note.pk}"
    assert '<span class="count-dot">1</span>' in editor.get(reverse("mentions")).content.decode()
    seen = editor.post(reverse("mentions_seen"), follow=True).content.decode()
    assert "count-dot" not in seen
    assert "please look" in seen
    assert "count-dot" not in browse("viewer").get(reverse("mentions")).content.decode()


def test_the_number_of_queries_of_the_mentions_does_not_grow(desk: Desk, browse: Browse) -> None:
    editor = browse("editor")
    leave(desk, "@editor 0")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("mentions"))
        counts.append(len(queries))
        for number in range(8):
            leave(desk, f"@editor {number}")
    assert counts[0] == counts[1] <= 6


def test_a_note_points_at_a_place_and_links_to_it(desk: Desk, reviewer: Client) -> None:
    typed = {"text": "Who counted?", "fragments": place()}
    shown = reviewer.post(reverse("note_leave", args=[desk.claim.pk]), typed, follow=True).content.decode()
    start = cast.TEXT.index(QUOTE)
    paragraph = cast.TEXT.index("The city closed")
    assert f'href="#p{paragraph}" data-start="{start}" data-end="{start + len(QUOTE)}"' in shown
    assert f'id="p{paragraph}"' in shown


@pytest.mark.parametrize(
    ("fragments", "said"),
    [
        (place(shift=1), "The nearest exact match is"),
        (place("15 cracked bolts"), "which stands nowhere in it"),
        ("nonsense", "did not arrive whole"),
        ("[]", "Select the words"),
        ('[{"start": 5, "end": 2, "quote": "x"}]', "did not arrive whole"),
        ('[{"start": 99999999, "end": 999999999, "quote": "x"}]', "outside the text"),
    ],
)
def test_a_place_that_is_none_is_refused_and_the_note_kept(
    desk: Desk, reviewer: Client, fragments: str, said: str
) -> None:
    for address in (
        reverse("note_leave", args=[desk.claim.pk]),
        reverse("article_note", args=[desk.article.pk]),
    ):
        answer = reviewer.post(address, {"text": "Who counted?", "fragments": fragments})
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert said in shown
        assert "Who counted?</textarea>" in shown
    assert not Note.objects.exists()


def test_notes_on_the_article_are_left_answered_changed_resolved_and_withdrawn(
    desk: Desk, browse: Browse
) -> None:
    reviewer, editor = browse("reviewer"), browse("editor")
    page = reverse("workbench", args=[desk.article.pk])
    answer = reviewer.post(
        reverse("article_note", args=[desk.article.pk]),
        {"text": "Check @editor's figure", "fragments": place()},
    )
    assert answer["Location"] == f"{page}#article-notes"
    note = Note.objects.get()
    assert (note.claim, note.quote) == (None, QUOTE)
    address = reverse("article_note_change", args=[desk.article.pk, note.pk])
    for sent, said in (
        ({"gesture": "reply", "text": "I will"}, "I will"),
        ({"gesture": "resolve", "version": "1"}, "resolved"),
        ({"gesture": "reopen", "version": "2"}, "Resolve"),
    ):
        assert said in editor.post(address, sent, follow=True).content.decode()
    assert editor.post(address, {"gesture": "change", "text": "No", "version": "3"}).status_code == 422
    assert editor.post(address, {"gesture": "dance", "version": "3"}).status_code == 422
    stale = reviewer.post(address, {"gesture": "withdraw", "version": "1"})
    assert stale.status_code == 409
    changed = reviewer.post(address, {"gesture": "change", "text": "Check it", "version": "3"}, follow=True)
    assert "Check it" in changed.content.decode()
    gone = reviewer.post(address, {"gesture": "withdraw", "version": "4"}, follow=True).content.decode()
    assert "Check it" not in gone
    assert browse("outsider").post(address, {"gesture": "resolve"}).status_code == 404
    assert browse("viewer").post(address, {"gesture": "resolve", "version": "5"}).status_code == 403


def test_a_note_that_was_withdrawn_is_not_changed(desk: Desk, reviewer: Client) -> None:
    note = leave(desk, "Wrong.")
    reviewer.post(reverse("note_withdraw", args=[desk.claim.pk, note.pk]), {"version": note.version})
    for name, sent in (
        ("note_change", {"text": "Right."}),
        ("note_reply", {"text": "Why?"}),
        ("note_resolve", {}),
    ):
        answer = reviewer.post(reverse(name, args=[desk.claim.pk, note.pk]), sent | {"version": "2"})
        assert answer.status_code == 422
    note.refresh_from_db()
    assert (note.text, note.resolved_at, Note.objects.count()) == ("Wrong.", None, 1)


def leave_by_hand(desk: Desk, browse: Browse, **typed: str) -> Any:
    return form_of(browse("reviewer"), desk.claim, "note_leave").send(text="Who says so?", **typed)


def test_words_that_are_typed_are_the_place_of_a_note(desk: Desk, browse: Browse) -> None:
    assert leave_by_hand(desk, browse, quote=" first closure in nine years ").status_code == 302
    note = Note.objects.latest("id")
    assert (note.start, note.quote) == (cast.TEXT.index("first closure"), "first closure in nine years")


def test_words_that_stand_in_two_places_are_chosen_from_a_list(desk: Desk, browse: Browse) -> None:
    answer = leave_by_hand(desk, browse, quote="closure")
    assert answer.status_code == 302
    answer = leave_by_hand(desk, browse, quote="the")
    times = cast.TEXT.count("the")
    assert answer.status_code == 422
    assert f"The article says this {times} times. Choose which one is meant." in words_of(answer)
    again = form_on(browse("reviewer"), answer, reverse("note_leave", args=[desk.claim.pk]))
    second = cast.TEXT.index("the", cast.TEXT.index("the") + 1)
    assert f'name="at" value="{second}"' in answer.content.decode()
    assert again.send(at=str(second)).status_code == 302
    assert Note.objects.latest("id").start == second


@pytest.mark.parametrize(
    "typed", [{"quote": "the mayor denied"}, {"quote": "the", "at": "1"}, {"quote": "the", "at": "x"}]
)
def test_words_that_are_no_place_are_refused_and_the_note_is_kept(
    desk: Desk, browse: Browse, typed: dict[str, str]
) -> None:
    before = Note.objects.count()
    answer = leave_by_hand(desk, browse, **typed)
    assert answer.status_code == 422
    assert "Who says so?" in answer.content.decode()
    assert Note.objects.count() == before
