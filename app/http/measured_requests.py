"""How long each request took, by the route that answered it, and the trace that begins with it."""

from __future__ import annotations

import logging

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app.core.clock import monotonic
from app.core.metrics import histograms
from app.core.tracing import beginning
from app.http.origins import current_origin

log = logging.getLogger(__name__)

SLOW_S = 1.0
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
            took_s = monotonic() - began
            REQUEST_SECONDS.of(scope["method"], route_of(scope), status).observe(took_s)
            _write_line(scope, status, took_s)
        return status


def _write_line(scope: HTTPScope, status: str, took_s: float) -> None:
    """Of failures and slow requests at INFO, of all others at DEBUG. The pattern of the address, never the address."""
    is_worth_it = took_s > SLOW_S or status >= "500"
    level = logging.INFO if is_worth_it else logging.DEBUG
    if log.isEnabledFor(level):
        fields: dict[str, object] = {
            "request": current_origin().request,
            "method": scope["method"],
            "route": route_of(scope),
            "status": status,
            "duration_ms": round(took_s * 1000, 1),
        }
        session = scope.get("path_params", {}).get("session_id")
        log.log(level, "request", extra=fields if session is None else {**fields, "session": session})


def route_of(scope: HTTPScope) -> str:
    """The pattern that Litestar found for the address."""
    return str(scope.get("path_template") or NO_ROUTE)


def traceparent_of(scope: HTTPScope) -> str | None:
    """What the caller says of its own trace."""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"traceparent"), None)
