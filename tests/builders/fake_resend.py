"""A mail service on loopback that answers as a test tells it to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = tuple[int, object, dict[str, str]]
ACCEPTED: Reply = (200, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}, {})


class FakeResend(ThreadingHTTPServer):
    """Answers with each of ``replies`` in turn, then accepts; a reply of status 0 comes after the client's patience.

    Mails with a key that it accepted before are delivered once, as Resend does.
    """

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = replies
        self.requests: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.delivered: dict[str, dict[str, Any]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeResend

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.requests.append(({name.lower(): text for name, text in self.headers.items()}, body))
        status, answer, headers = self.server.replies.pop(0) if self.server.replies else ACCEPTED
        if status in (0, 200):
            self.server.delivered.setdefault(self.headers["idempotency-key"], body)
        if status == 0:
            time.sleep(1.5)
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
def fake_resend(*replies: Reply) -> Iterator[FakeResend]:
    """Running until the context ends."""
    server = FakeResend(list(replies))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
