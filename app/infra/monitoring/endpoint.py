"""The port for whoever watches this process: ``/metrics``, ``/health/live`` and ``/health/ready``.

In a thread of its own, so that it tells even where the event loop stands still, which is what ``live`` is about.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.core.metrics import readings
from app.core.readiness import Readiness
from app.infra.monitoring.prometheus import CONTENT_TYPE, exposition

LOOP_DEADLINE_S = 5.0
"""An event loop that does not come round within this time is stuck."""

END_WITHIN_S = 0.05

Reasons = Callable[[], Awaitable[dict[str, str | None]]]
"""What was asked → why it does not answer, None where it does."""


class Page:
    """What is answered, made in the thread of the request."""

    def __init__(self, loop: asyncio.AbstractEventLoop, readiness: Readiness) -> None:
        self._loop, self._readiness = loop, readiness

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body."""
        if path == "/metrics":
            return 200, CONTENT_TYPE, exposition(readings()).encode()
        if path == "/health/live":
            return self._judged(self._asked(_nothing))
        if path == "/health/ready":
            return self._judged(self._asked(self._readiness.reasons))
        return 404, "text/plain", b"Here are /metrics, /health/live and /health/ready.\n"

    def _asked(self, reasons: Reasons) -> dict[str, str | None]:
        """What the event loop says, which may be nothing."""

        async def ask() -> dict[str, str | None]:
            return {"event_loop": None, **await reasons()}

        answer = asyncio.run_coroutine_threadsafe(ask(), self._loop)
        try:
            return answer.result(LOOP_DEADLINE_S)
        except TimeoutError:
            answer.cancel()
            return {"event_loop": f"no answer within {LOOP_DEADLINE_S:g} s"}

    def _judged(self, reasons: Mapping[str, str | None]) -> tuple[int, str, bytes]:
        hindrances = self._readiness.hindrances(reasons)
        body = {"ok": not hindrances, "checks": {name: reason or "ok" for name, reason in reasons.items()}}
        return 503 if hindrances else 200, "application/json", json.dumps(body).encode()


async def _nothing() -> dict[str, str | None]:
    return {}


class _Handler(BaseHTTPRequestHandler):
    page: Page
    timeout = 10

    def do_GET(self) -> None:
        status, content_type, body = self.page.answer(self.path.partition("?")[0])
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Whoever watches comes every few seconds: not worth a line."""


@asynccontextmanager
async def watched_at(host: str, port: int, readiness: Readiness) -> AsyncIterator[int]:
    """Serve until the context ends; yields the port. The event loop of whoever enters is the one that is watched."""
    handler = type("Handler", (_Handler,), {"page": Page(asyncio.get_running_loop(), readiness)})
    server = ThreadingHTTPServer((host, port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(END_WITHIN_S,), name="watched", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
