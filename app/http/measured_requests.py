"""How long each request took, by the route that answered it, and the trace that begins with it."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app.core.clock import monotonic
from app.core.metrics import histograms
from app.core.tracing import beginning

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
        if scope["type"] == ScopeType.HTTP:
            await self._traced(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _traced(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        with beginning("HTTP", lambda: traceparent_of(scope)) as noted:
            status = await self._measured(scope, receive, send)
            if noted is not None:
                noted.name = f"{scope['method']} {route_of(scope)}"
                noted.attributes |= {"http.route": route_of(scope), "http.response.status_code": status}

    async def _measured(self, scope: HTTPScope, receive: Receive, send: Send) -> str:
        began, status = monotonic(), ABORTED

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            REQUEST_SECONDS.of(scope["method"], route_of(scope), status).observe(monotonic() - began)
        return status


def route_of(scope: HTTPScope) -> str:
    """The pattern that Litestar found for the address."""
    return str(scope.get("path_template") or NO_ROUTE)


def traceparent_of(scope: HTTPScope) -> str | None:
    """What the caller says of its own trace."""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"traceparent"), None)
