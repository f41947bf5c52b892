"""Owns reading the forms off a page, so that a test sends what a browser would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from annotations.models import Claim

AnyResponse = Any
PARTS = {"X-Parts": "1"}


@dataclass(frozen=True)
class Filled:
    """A form of the workbench with everything that the page had put into it."""

    client: Client
    address: str
    fields: dict[str, str]

    def send(self, **typed: str) -> AnyResponse:
        """As a browser without scripts sends it."""
        return self.client.post(self.address, self.fields | typed)

    def send_by_script(self, *, hand: str = "", **typed: str) -> AnyResponse:
        """As the page's script sends it, having the cards in `hand`: the answer holds only what changed."""
        return self.client.post(self.address, self.fields | typed, headers=PARTS | {"X-Cards": hand})


def form_of(client: Client, claim: Claim, name: str, **ids: int) -> Filled:
    """The form that posts to the named address, as it stands on the claim's page."""
    page = client.get(reverse("claim", args=[claim.pk]))
    return form_on(client, page, reverse(name, kwargs={"claim_id": claim.pk} | ids))


def form_on(client: Client, page: AnyResponse, address: str) -> Filled:
    tree = html.fromstring(page.content.decode())
    found = next(form for form in tree.forms if form.action == address)
    typed = {area.name: (area.text or "").removeprefix("\n") for area in found.xpath(".//textarea")}
    # A browser sends an empty line too.
    empty = dict.fromkeys(found.xpath(".//input[@type='text' or @type='hidden'][not(@value)]/@name"), "")
    filled = {name: value for name, value in found.form_values() if name != "csrfmiddlewaretoken"}
    fields = empty | filled | typed
    return Filled(client, address, fields)


def words_of(answer: AnyResponse) -> str:
    """Everything that a page says, white space evened out."""
    return " ".join(" ".join(html.fromstring(answer.content.decode()).itertext()).split())
