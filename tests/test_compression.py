"""Pages go over the wire compressed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_a_page_is_compressed_when_the_browser_takes_it() -> None:
    answer = Client().get(reverse("login"), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_styles_and_scripts_are_compressed_too() -> None:
    answer = Client().get("/static/annotations/css/site.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.getvalue()) < 10_000


def test_what_names_no_icon_has_one_all_the_same() -> None:
    answer = Client().get("/favicon.ico", follow=True)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.getvalue().startswith(b"<svg")
