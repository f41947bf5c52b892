"""How pages look and which key does what, set on the pages of the account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import KeyBinding
from annotations.selectors.keymap import keymap_of
from tests.web.conftest import Browse, Desk


def save(client: Client, **values: str) -> int:
    sent = {"version": "0", "look": "", "language": "", "single_keys": "on"} | values
    return client.post(reverse("preferences"), sent).status_code


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_chosen_look_follows_the_person(reviewer: Client, browse: Browse, look: str) -> None:
    assert save(reviewer, look=look, single_keys="off") == 302
    page = browse("reviewer").get("/").content.decode()
    assert f'data-theme="{look}"' in page
    assert 'data-keys="off"' in page
    assert "data-theme" not in browse("editor").get("/").content.decode()


@pytest.mark.parametrize("values", [{"look": '"><script>'}, {"language": "xx"}, {"single_keys": "maybe"}])
def test_what_is_not_offered_is_refused(reviewer: Client, values: dict[str, str]) -> None:
    assert save(reviewer, **values) == 422
    assert "<script>" not in reviewer.get("/").content.decode()


def test_an_older_page_overwrites_nothing(reviewer: Client) -> None:
    save(reviewer, look="dark")
    answer = reviewer.post(
        reverse("preferences"), {"version": "0", "look": "light", "single_keys": "on"}, follow=True
    )
    assert "in another window" in answer.content.decode()
    assert 'data-theme="dark"' in answer.content.decode()


def test_every_gesture_stands_on_the_page_with_its_key(reviewer: Client, desk: Desk) -> None:
    page = reviewer.get(reverse("keys")).content.decode()
    for key in keymap_of(desk.people["reviewer"]).keys:
        assert f'id="key-{key.gesture.name}"' in page
    assert "Back to" not in page


def test_a_key_is_set_and_shown_and_set_back(reviewer: Client) -> None:
    answer = reviewer.post(reverse("key_bind", args=["next"]), {"key": "z"}, follow=True)
    assert "The key is set." in answer.content.decode()
    assert "Back to j" in answer.content.decode()
    reviewer.post(reverse("key_reset"), {"gesture": "next"})
    assert not KeyBinding.objects.exists()


def test_a_key_that_is_taken_is_said_beside_what_was_typed(reviewer: Client) -> None:
    answer = reviewer.post(reverse("key_bind", args=["next"]), {"key": "k"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is the key for “previous claim”." in page
    assert 'value="k" data-key-of="next"' in page
    assert not KeyBinding.objects.exists()


@pytest.mark.parametrize("key", ["", "\x00", "<script>", "x" * 5_000])
def test_no_key_at_all_is_refused(reviewer: Client, key: str) -> None:
    answer = reviewer.post(reverse("key_bind", args=["next"]), {"key": key})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().split("</head>")[1].replace("<script type", "")


def test_a_gesture_that_is_none(reviewer: Client) -> None:
    assert reviewer.post(reverse("key_bind", args=["dance"]), {"key": "y"}).status_code == 422
    assert reviewer.post(reverse("key_reset"), {"gesture": "dance"}).status_code == 422
