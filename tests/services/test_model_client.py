"""Asking a language model that behaves and misbehaves: over real sockets, with every limit held."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from annotations.services.model_client import (
    ANSWER_LIMIT_BYTES,
    ATTEMPTS,
    Completion,
    Endpoint,
    ModelError,
    ask,
    configured_endpoint,
)
from tests.model_server import KEY, Handler, ModelServer, Reply, completion, model_server, status

MESSAGES = [{"role": "user", "content": "Hello 💡"}]


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server() as model:
        yield model


def fine(handler: Handler) -> None:
    handler.send(200, completion("Yes.", prompt_tokens=5, completion_tokens=2))


def test_the_answer_and_its_tokens_come_back(model: ModelServer) -> None:
    model.replies = [fine]
    assert ask(model.endpoint(), MESSAGES) == Completion("Yes.", 5, 2)
    assert model.asked == [{"model": "tiny-1", "messages": MESSAGES, "stream": False}]
    assert model.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    "usage", [{}, {"prompt_tokens": -1}, {"prompt_tokens": "5"}, {"prompt_tokens": 2**40}]
)
def test_tokens_that_are_not_told_are_unknown(model: ModelServer, usage: dict[str, object]) -> None:
    model.replies = [lambda handler: handler.send(200, completion("Yes.", **usage))]
    assert ask(model.endpoint(), MESSAGES) == Completion("Yes.", None, None)


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


def truncated(handler: Handler) -> None:
    handler.send(200, completion("Yes.")[:20], length=500)
    handler.close_connection = True


PASSING: dict[str, Reply] = {
    "too many": status(429),
    "too many, with a pause": status(429, Retry_After="0"),
    "out of order": status(503),
    "hangs up": hang_up,
    "truncated": truncated,
}


@pytest.mark.parametrize("name", PASSING)
def test_what_may_pass_is_asked_again(model: ModelServer, name: str) -> None:
    model.replies = [PASSING[name], PASSING[name], fine]
    assert ask(model.endpoint(), MESSAGES).content == "Yes."
    assert len(model.asked) == 3


@pytest.mark.parametrize("name", PASSING)
def test_what_does_not_pass_ends(model: ModelServer, name: str) -> None:
    model.replies = [PASSING[name]]
    with pytest.raises(ModelError, match=f"Asked {ATTEMPTS} times"):
        ask(model.endpoint(), MESSAGES)
    assert len(model.asked) == ATTEMPTS


def huge(handler: Handler) -> None:
    handler.send(200, b" " * (ANSWER_LIMIT_BYTES + 1))


def body(data: bytes) -> Reply:
    return lambda handler: handler.send(200, data)


WRONG: dict[str, tuple[Reply, str]] = {
    "elsewhere": (status(302, Location="http://127.0.0.1:1/"), "redirect"),
    "elsewhere, with the body": (status(307, Location="/elsewhere"), "redirect"),
    "refused": (status(401), "answered 401"),
    "huge": (huge, "longer than"),
    "cut off": (body(b'{"choices": [{"mess'), "shape"),
    "no choice": (body(b'{"choices": []}'), "shape"),
    "a list": (body(b"[]"), "shape"),
    "deep": (body(b"[" * 100_000), "shape"),
    "no UTF-8": (body(b"\xff\xfe\xfd"), "shape"),
    "no text": (body(b'{"choices": [{"message": {"content": null}}]}'), "no text"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_not_asked_again(model: ModelServer, name: str) -> None:
    reply, told = WRONG[name]
    model.replies = [reply]
    with pytest.raises(ModelError, match=told):
        ask(model.endpoint(), MESSAGES)
    assert len(model.asked) == 1


def silent(handler: Handler) -> None:
    model = handler.model
    model.over.wait(30)


def dripping_body(handler: Handler) -> None:
    handler.send(200, b"", length=1_000_000)
    while not handler.model.over.wait(0.05):
        handler.wfile.write(b" ")


def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.model.over.wait(0.05):
        handler.wfile.write(b"x")


@pytest.mark.parametrize("reply", [silent, dripping_body, dripping_headers])
def test_the_deadline_holds_however_the_time_is_spent(model: ModelServer, reply: Reply) -> None:
    model.replies = [reply]
    start = time.monotonic()
    with pytest.raises(ModelError, match=r"did not answer within 0\.5 seconds"):
        ask(model.endpoint(timeout=0.5), MESSAGES)
    assert time.monotonic() - start < 5


def test_a_long_pause_is_not_waited_for_beyond_the_deadline(model: ModelServer) -> None:
    model.replies = [status(429, Retry_After="3600")]
    start = time.monotonic()
    with pytest.raises(ModelError, match=r"answered 429\. Asked 1 times"):
        ask(model.endpoint(), MESSAGES)
    assert time.monotonic() - start < 10


def test_nobody_there_is_said() -> None:
    endpoint = Endpoint("http://127.0.0.1:1/v1/chat/completions", "tiny-1", KEY, 5, first_pause=0.01)
    with pytest.raises(ModelError, match="connection to the model failed"):
        ask(endpoint, MESSAGES)


def test_the_key_is_nowhere_to_be_seen(model: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    model.replies = [status(401)]
    with caplog.at_level(logging.DEBUG), pytest.raises(ModelError) as refused:
        ask(model.endpoint(), MESSAGES)
    assert model.keys == [f"Bearer {KEY}"]
    assert KEY not in f"{refused.value}{caplog.text}{model.endpoint()}"


@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        (("file:///etc/passwd", "m"), "MODEL_URL"),
        (("ftp://127.0.0.1/", "m"), "MODEL_URL"),
        (("http:///v1", "m"), "MODEL_URL"),
        (("http://me:secret@127.0.0.1/", "m"), "MODEL_URL"),
        (("http://127.0.0.1:99999/", "m"), "MODEL_URL"),
        (("http://127.0.0.1/a b", "m"), "MODEL_URL"),
        (("http://127.0.0.1/", ""), "MODEL_NAME"),
        (("http://127.0.0.1/", "a\nb"), "MODEL_NAME"),
        (("http://127.0.0.1/", "m" * 91), "MODEL_NAME"),
        (("http://127.0.0.1/", "m", "secret\nkey"), "MODEL_KEY"),
        (("http://127.0.0.1/", "m", "", 0), "MODEL_TIMEOUT"),
        (("http://127.0.0.1/", "m", "", float("nan")), "MODEL_TIMEOUT"),
    ],
)
def test_settings_that_cannot_work_are_named_and_not_shown(endpoint: tuple[str, ...], told: str) -> None:
    with pytest.raises(ModelError, match=told) as refused:
        Endpoint(*endpoint)  # type: ignore[arg-type]
    assert "secret" not in str(refused.value)


def test_the_endpoint_comes_from_the_settings_and_is_off_without_an_address(settings: Settings) -> None:
    settings.MODEL_URL, settings.MODEL_NAME = "", "m"
    with pytest.raises(ModelError, match=r"FACTCHECK_MODEL_URL is empty\. Nothing was changed"):
        configured_endpoint()
    settings.MODEL_URL, settings.MODEL_KEY, settings.MODEL_TIMEOUT = "http://10.0.0.7:80/v1", "k", 3.0
    assert configured_endpoint() == Endpoint("http://10.0.0.7:80/v1", "m", "k", 3.0)
