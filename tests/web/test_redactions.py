"""Erasing words on their page: every place is shown first, a confirmation is typed, and what was done is told."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from annotations.models import Action, Claim
from tests.web.conftest import Browse, Desk

WORDS = "14 cracked bolts"


def asked(**values: str) -> dict[str, str]:
    return {"words": WORDS, "reason": "Court order 7."} | values


@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 403), ("reviewer", 403), ("editor", 403), ("owner", 200), ("outsider", 404)],
)
def test_it_is_the_owners_page(desk: Desk, browse: Browse, who: str, status: int) -> None:
    assert browse(who).get(reverse("redaction", args=["desk"])).status_code == status
    answer = browse(who).post(reverse("redaction", args=["desk"]), asked(erase="1", confirmation="x"))
    assert answer.status_code == (422 if status == 200 else status)
    assert not Action.objects.filter(verb="history.redacted").exists()


def test_the_history_of_the_project_leads_an_owner_there(desk: Desk, browse: Browse) -> None:
    address, history = reverse("redaction", args=["desk"]), reverse("project_history", args=["desk"])
    assert address in browse("owner").get(history).content.decode()
    assert address not in browse("editor").get(history).content.decode()


def test_the_places_are_shown_and_nothing_is_erased_yet(desk: Desk, browse: Browse) -> None:
    page = browse("owner").post(reverse("redaction", args=["desk"]), asked()).content.decode()
    assert f"<mark>{WORDS}</mark>" in page
    assert "Type desk to confirm" in page
    assert Claim.objects.filter(statement__contains=WORDS).exists()


def test_typed_and_erased(desk: Desk, browse: Browse) -> None:
    owner = browse("owner")
    address = reverse("redaction", args=["desk"])
    answer = owner.post(address, asked(erase="1", confirmation="desk"), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(address, 302)]
    assert "Erased from" in page
    assert "Court order 7." in page
    assert not Claim.objects.filter(statement__contains=WORDS).exists()
    history = owner.get(reverse("article_history", args=[desk.article.pk])).content.decode()
    assert "erased a value from the history" in history
    assert re.search(r"erased on [^<]{6,20} by Owner: Court order 7\.", history)
    assert WORDS not in history


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": ""}, "required"),
        ({"words": "\x00"}, "Null characters"),
        ({"words": "ab"}, "3 to 2,000 characters"),
        ({"reason": ""}, "required"),
        ({"confirmation": "desks", "erase": "1"}, "short name"),
        ({"confirmation": "desk", "erase": "1", "words": "nowhere at all"}, "stand nowhere"),
        ({"confirmation": "desk", "erase": "1", "reason": f"no {WORDS}"}, "without the words"),
    ],
)
def test_what_is_typed_wrongly_is_told_beside_it(
    desk: Desk, browse: Browse, typed: dict[str, str], told: str
) -> None:
    answer = browse("owner").post(reverse("redaction", args=["desk"]), asked(**typed))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Action.objects.filter(verb="history.redacted").exists()


def test_words_that_stand_nowhere_are_told_so(desk: Desk, browse: Browse) -> None:
    page = browse("owner").post(reverse("redaction", args=["desk"]), asked(words="nowhere at all"))
    assert "These words stand nowhere in this project." in page.content.decode()
