"""Owns how tests speak to the API: JSON in, JSON out, as a person with a token."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from annotations.models import ApiToken, User
from annotations.services.tokens import issue_token
from tests.cast import acting

PROBLEM = "application/problem+json"


@dataclass
class Caller:
    """One program; without a key it is nobody. `body` of str or bytes is sent as it is."""

    key: str = ""
    client: Client = field(default_factory=Client)

    def send(
        self, method: str, path: str, body: Any = None, *, version: int | None = None, **headers: str
    ) -> Any:
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        data = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        address = path if path.startswith("/") else f"/api/v1/{path}"
        return self.client.generic(
            method, address, data, content_type="application/json", headers=headers, secure=False
        )

    def get(self, path: str) -> Any:
        return self.send("GET", path)

    def post(self, path: str, body: Any = None, *, version: int | None = None) -> Any:
        return self.send("POST", path, body, version=version)

    def patch(self, path: str, body: Any, *, version: int | None = None) -> Any:
        return self.send("PATCH", path, body, version=version)

    def put(self, path: str, body: Any, *, version: int | None = None) -> Any:
        return self.send("PUT", path, body, version=version)

    def delete(self, path: str, *, version: int | None = None) -> Any:
        return self.send("DELETE", path, version=version)


def calling(person: User, scope: ApiToken.Scope = ApiToken.Scope.WRITE) -> Caller:
    _, key = issue_token(actor=acting(person), name="test", scope=scope)
    return Caller(key)


def refusals(response: Any) -> dict[str, str]:
    """field -> message of a 400; the test fails unless it is a well-formed problem."""
    assert response.status_code == 400, response.content
    assert response.headers["Content-Type"] == PROBLEM
    return {item["field"]: item["message"] for item in response.json().get("errors", [])}
