"""Owns how tests look at what the pages of a search and of the queue show."""

from __future__ import annotations

import html
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tests.web.conftest import Desk

TODAY = localdate()
YESTERDAY, TOMORROW = str(TODAY - timedelta(days=1)), str(TODAY + timedelta(days=1))


def find(client: Client, desk: Desk, **asked: str | int) -> str:
    answer = client.get(reverse("find", args=[desk.project.slug]), asked)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def queue(client: Client, desk: Desk, **asked: str | int) -> str:
    answer = client.get(reverse("queue", args=[desk.project.slug]), {"place": "every", **asked})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def rows(shown: str) -> str:
    """The list alone: what is found, not what the forms offer."""
    return shown.partition('<ul class="sheet')[2] or shown.partition('<ol class="sheet')[2]
