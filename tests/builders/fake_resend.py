"""A mail service on loopback that answers as a test tells it to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar

Resend = TypeVar("Resend", bound="FakeResend")
Reply = tuple[int, object, dict[str, str]]
OTHER_PAYLOAD: Reply = (409, {"statusCode": 409, "name": "invalid_idempotent_request", "message": "other"}, {})
ACCEPTED: Reply = (200, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}, {})


class FakeResend(ThreadingHTTPServer):
    """Answers with each of ``replies`` in turn, then accepts; a reply of status 0 comes after the client's patience.

    What comes with a key that it accepted before is delivered once, as Resend does, and ``conflicts`` names keys that
    came with something else.
    """

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = replies
        self.silence_s = 1.5
        self.requests: list[tuple[dict[str, str], Any]] = []
        self.delivered: dict[str, Any] = {}
        self.conflicts: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Be silent: a client that does not wait any longer, or was killed, is part of the play."""

    def next_reply(self, body: Any) -> Reply:
        """What the next call gets."""
        if self.replies:
            return self.replies.pop(0)
        return (
            ACCEPTED if isinstance(body, dict) else (200, {"data": [{"id": f"re_{n}"} for n in range(len(body))]}, {})
        )

    def mails(self) -> list[dict[str, Any]]:
        """Every mail that was delivered, one by one, whichever call brought it."""
        return [mail for body in self.delivered.values() for mail in (body if isinstance(body, list) else [body])]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeResend

    def do_POST(self) -> None:
        body: Any = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.requests.append(({name.lower(): text for name, text in self.headers.items()}, body))
        key = self.headers["idempotency-key"]
        status, answer, headers = self.server.next_reply(body)
        if status in (0, 200) and self.server.delivered.setdefault(key, body) != body:
            self.server.conflicts.append(key)
            status, answer, headers = OTHER_PAYLOAD
        if status == 0:
            time.sleep(self.server.silence_s)
            return
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        for name, text in ({"content-type": "application/json"} | headers).items():
            self.send_header(name, text)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is http.server's)
        """Be silent."""


@contextmanager
def running(server: Resend) -> Iterator[Resend]:
    """Answers until the context ends."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def fake_resend(*replies: Reply) -> Iterator[FakeResend]:
    """Running until the context ends."""
    with running(FakeResend(list(replies))) as server:
        yield server
