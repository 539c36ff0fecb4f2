"""How long each request took, by the route that answered it."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.core.clock import monotonic
from app.core.metrics import histograms

NO_ROUTE = "none"
ABORTED = "aborted"

REQUEST_SECONDS = histograms(
    "http_request_seconds", "From a request to the end of its response.", "method", "route", "status"
)


class MeasuredRequests:
    """Routes go by their pattern, never by the address: that would name sessions, and never end."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        began, status = monotonic(), ABORTED

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            route = str(scope.get("path_template") or NO_ROUTE)
            REQUEST_SECONDS.of(scope["method"], route, status).observe(monotonic() - began)
