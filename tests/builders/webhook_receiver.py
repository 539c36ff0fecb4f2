"""A customer's server on loopback, which takes deliveries, refuses them, or is not there."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, NamedTuple

from app.infra.embedded.ports import free_port

Answer = tuple[int, dict[str, str]]
TAKEN: Answer = (204, {})


class Received(NamedTuple):
    """One request; ``headers`` by lower-case names."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def message(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class Receiver:
    """Keeps its port and what it received while it is down. ``decide`` says what to answer a request.

    ``taken`` is what it has believed: requests that it answered with a success, each id once, as a receiver should.
    """

    def __init__(self, decide: Callable[[Received], Answer] = lambda _: TAKEN) -> None:
        self.port = free_port()
        self.decide = decide
        self.requests: list[Received] = []
        self.taken: dict[str, Received] = {}
        self.release = Event()
        self.release.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def take(self, request: Received) -> Answer:
        """What a request is answered with; it waits while ``release`` is not set."""
        self.requests.append(request)
        answer = self.decide(request)
        if answer[0] < 300:
            self.taken.setdefault(request.id, request)
        self.release.wait(30)
        return answer

    def order(self, lane: str) -> list[str]:
        """The types of what was believed about a session or survey, in the order in which it came."""
        messages = [one.message for one in self.taken.values()]
        return [one["type"] for one in messages if lane in (one["data"].get("session"), one["data"].get("survey"))]

    @contextmanager
    def up(self, tls: ssl.SSLContext | None = None) -> Iterator[None]:
        """Listening until the context ends."""
        server = _Server(self)
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield
        finally:
            self.release.set()
            server.shutdown()
            thread.join()
            server.server_close()


class _Server(ThreadingHTTPServer):
    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        super().__init__(("127.0.0.1", receiver.port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up, or did not trust us, is no matter."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): text for name, text in self.headers.items()}
        status, extra = self.server.receiver.take(Received(headers, body))
        self.send_response(status)
        for name, text in extra.items():
            self.send_header(name, text)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is http.server's)
        """Be silent."""
