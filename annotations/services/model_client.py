"""Owns one question to the language model that the operator named: deadline, retries, limits, a secret key.

It stores nothing. No message of it holds the key, the path of the address, or anything the endpoint said.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

ATTEMPTS = 4
ANSWER_LIMIT_BYTES = 2_000_000
_MOST_TOKENS = 2_147_483_647  # what the column holds
_KEY = re.compile(r"[!-~]*")
_NAME = re.compile(r"[!-~]([ -~]{0,88}[!-~])?")


class ModelError(Exception):
    """The model is not set up, cannot be reached, or did not answer as it should; the message is for the operator."""


class _PassingError(ModelError):
    """Worth another attempt; `pause` is what the endpoint asked for, in seconds, if it did."""

    def __init__(self, message: str, pause: float = 0) -> None:
        super().__init__(message)
        self.pause = pause


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask: the full address of chat completions. `timeout` is in seconds, for one question with retries.

    The operator chose the address, so it may be a private one. Raises ModelError for what cannot be used.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout: float = 120
    first_pause: float = 1  # seconds before the second attempt, doubled for each later one

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            sound = False
        if not sound or parts.username is not None or not re.fullmatch(r"[!-~]+", self.url):
            raise ModelError("FACTCHECK_MODEL_URL is no http or https address without a user name.")
        if not _NAME.fullmatch(self.name):
            raise ModelError("FACTCHECK_MODEL_NAME must name the model, in at most 90 plain characters.")
        if not _KEY.fullmatch(self.key):
            raise ModelError("FACTCHECK_MODEL_KEY holds a space or a character that no key has.")
        if not 0 < self.timeout <= 3_600:
            raise ModelError("FACTCHECK_MODEL_TIMEOUT is a number of seconds, more than 0 and at most 3600.")


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, and the tokens of the call where the endpoint told them."""

    content: str
    tokens_in: int | None
    tokens_out: int | None


def configured_endpoint() -> Endpoint:
    """The endpoint of the settings. Raises ModelError when none is set."""
    if not settings.MODEL_URL:
        raise ModelError("No language model is set up: FACTCHECK_MODEL_URL is empty. Nothing was changed.")
    return Endpoint(settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_KEY, settings.MODEL_TIMEOUT)


def ask(endpoint: Endpoint, messages: list[dict[str, str]]) -> Completion:
    """Ask, and ask again after 429, 5xx and broken connections while the time lasts. Raises ModelError."""
    deadline = time.monotonic() + endpoint.timeout
    pause = endpoint.first_pause
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _completion(_answered(endpoint, messages, deadline))
        except _PassingError as failed:
            wait = max(pause, failed.pause)
            if attempt == ATTEMPTS or time.monotonic() + wait >= deadline:
                raise ModelError(f"{failed} Asked {attempt} times.") from None
        time.sleep(wait)
        pause *= 2
    raise AssertionError("unreachable")


def _answered(endpoint: Endpoint, messages: list[dict[str, str]], deadline: float) -> bytes:
    """The body of one good response."""
    parts = urlsplit(endpoint.url)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=max(0.01, deadline - time.monotonic()))
    question = {"model": endpoint.name, "messages": messages, "stream": False}
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _cut_off(connection, deadline):
            connection.request(
                "POST", path, body=json.dumps(question).encode(), headers=headers, preload_content=False
            )
            with closing(connection.getresponse()) as response:
                _refuse_status(response)
                body = _body(response)
            # What was cut off at the deadline can look like a body without a length that ended.
            if time.monotonic() >= deadline:
                raise EOFError("The time is over.")
            return body
    except (HTTPError, OSError, EOFError, ValueError) as error:
        if time.monotonic() >= deadline:
            raise ModelError(f"The model did not answer within {endpoint.timeout:g} seconds.") from None
        raise _PassingError(f"The connection to the model failed ({type(error).__name__}).") from None
    finally:
        connection.close()


@contextmanager
def _cut_off(connection: HTTPConnection, deadline: float) -> Iterator[None]:
    """Shut the connection at the deadline: a timeout of the socket starts anew with every byte that drips in."""

    held: list[socket.socket] = []

    def shut() -> None:
        sock = held[0] if held else connection.sock
        if sock is not None:
            try:
                # Past TLS, which is not made to be ended by another thread.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                return

    timer = threading.Timer(max(0, deadline - time.monotonic()), shut)
    timer.daemon = True
    timer.start()
    try:
        connection.connect()
        # A connection lets go of its socket when the response is to be its last.
        held.extend([connection.sock] if connection.sock is not None else [])
        yield
    finally:
        timer.cancel()


def _refuse_status(response: HTTPResponse | Any) -> None:
    status = response.status
    if status == 429 or status >= 500:
        asked = response.headers.get("Retry-After", "")
        raise _PassingError(
            f"The model answered {status}.", float(asked) if re.fullmatch("[0-9]{1,6}", asked) else 0
        )
    if 300 <= status < 400:
        raise ModelError(f"The model answered {status}, a redirect, which is not followed.")
    if status != 200:
        raise ModelError(f"The model answered {status}. Look at the address, the name and the key.")


def _body(response: HTTPResponse | Any) -> bytes:
    body: bytes = response.read(ANSWER_LIMIT_BYTES + 1, decode_content=False)
    if len(body) > ANSWER_LIMIT_BYTES:
        raise ModelError(f"The model's answer is longer than {ANSWER_LIMIT_BYTES} bytes.")
    if response.length_remaining:
        raise EOFError("The body ended early.")
    return body


def _completion(body: bytes) -> Completion:
    try:
        answer = json.loads(body)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise ModelError("The endpoint's answer has not the shape of a chat completion.") from None
    if not isinstance(content, str):
        raise ModelError("The endpoint's answer holds no text.")
    usage = answer.get("usage") if isinstance(answer.get("usage"), dict) else {}
    return Completion(content, _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value <= _MOST_TOKENS else None
