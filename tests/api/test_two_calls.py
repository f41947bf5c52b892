"""The two calls that the README shows, as curl sends them, over a real socket."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.request import Request, urlopen

import pytest
from pytest_django.live_server_helper import LiveServer

from annotations.models import Role
from tests import cast


def call(address: str, body: dict[str, Any], proof: str) -> Any:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Authorization": proof}
    request = Request(address, json.dumps(body).encode(), headers)  # noqa: S310 # the live server's own address
    with urlopen(request, timeout=30) as response:  # noqa: S310
        return json.load(response)


@pytest.mark.django_db(transaction=True)
def test_a_token_is_made_and_adds_an_article(live_server: LiveServer) -> None:
    cast.make_scale()
    cast.make_member(cast.make_project("demo"), "reviewer", Role.REVIEWER)
    api = f"{live_server.url}/api/v1"
    password = base64.b64encode(f"reviewer:{cast.PASSWORD}".encode()).decode()
    token = call(f"{api}/tokens/", {"name": "laptop", "scope": "write"}, f"Basic {password}")
    article = {"project": "demo", "text": "Bridge closed\n\nThe city closed the bridge on Monday."}
    added = call(f"{api}/articles/", article, f"Bearer {token['key']}")
    assert (added["title"], added["version"]) == ("Bridge closed", 1)
