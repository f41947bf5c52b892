"""Owns a language model's endpoint on this machine that behaves or misbehaves as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from annotations.services.model_client import Endpoint

KEY = "sk-not-to-be-seen"


class Handler(BaseHTTPRequestHandler):
    """One request: what was asked is kept, and the next reply of the list is played, the last one for ever."""

    model: ClassVar[ModelServer]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.model.asked.append(body)
        self.model.keys.append(self.headers.get("Authorization"))
        replies = self.model.replies
        try:
            replies[min(len(self.model.asked), len(replies)) - 1](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *words: Any) -> None:
        """Says nothing."""

    def send(
        self, status: int, body: bytes, *, length: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


Reply = Callable[[Handler], None]


@dataclass
class ModelServer:
    """`url` answers with the replies in turn; `asked` and `keys` hold what it was sent; `over` ends slow replies."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def endpoint(self, timeout: float = 20) -> Endpoint:
        return Endpoint(self.url, "tiny-1", KEY, timeout, first_pause=0.01)


@contextmanager
def model_server() -> Iterator[ModelServer]:
    class Mine(Handler):
        """A handler of this server alone."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Mine) as server:
        server.daemon_threads = True
        Mine.model = model = ModelServer(f"http://127.0.0.1:{server.server_port}/v1/chat/completions")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield model
        finally:
            model.over.set()
            server.shutdown()
            thread.join()


def completion(content: str, **usage: Any) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}], "usage": usage}).encode()


def says(*claims: Any) -> Reply:
    content = json.dumps({"claims": claims})
    return lambda handler: handler.send(200, completion(content, prompt_tokens=321, completion_tokens=45))


def status(code: int, **headers: str) -> Reply:
    return lambda handler: handler.send(
        code, f"no, {KEY}".encode(), headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
