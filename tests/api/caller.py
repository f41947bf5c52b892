"""Owns how tests speak to the API: JSON in, JSON out, as a person with a token."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from annotations.models import ApiToken, User
from annotations.services.tokens import issue_token
from tests.cast import acting

PROBLEM = "application/problem+json"


class Form(dict[str, Any]):
    """A multipart body; a pair of name and bytes is a file."""

    def encoded(self) -> bytes:
        parts = {
            key: SimpleUploadedFile(name=value[0], content=value[1]) if isinstance(value, tuple) else value
            for key, value in self.items()
        }
        return encode_multipart(BOUNDARY, parts)


@dataclass
class Caller:
    """One program; without a key it is nobody. `body` of str or bytes is sent as it is."""

    key: str = ""
    client: Client = field(default_factory=Client)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        version: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        headers = dict(headers or {})
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        content_type = MULTIPART_CONTENT if isinstance(body, Form) else "application/json"
        address = path if path.startswith("/") else f"/api/v1/{path}"
        return self.client.generic(method, address, _data(body), content_type=content_type, headers=headers)

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


def _data(body: Any) -> str | bytes:
    if isinstance(body, Form):
        return body.encoded()
    if isinstance(body, str | bytes):
        return body
    return "" if body is None else json.dumps(body)


def calling(person: User, scope: ApiToken.Scope = ApiToken.Scope.WRITE) -> Caller:
    _, key = issue_token(actor=acting(person), name="test", scope=scope)
    return Caller(key)


def refusals(response: Any) -> dict[str, str]:
    """field -> message of a 400; the test fails unless it is a well-formed problem."""
    assert response.status_code == 400, response.content
    assert response.headers["Content-Type"] == PROBLEM
    return {item["field"]: item["message"] for item in response.json().get("errors", [])}
