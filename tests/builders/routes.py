"""The routes of ``/api/v1``, for tests that walk all of them."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from app.asgi import described_application

OPEN = {
    "POST /api/v1/auth/register",
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/join",
    "GET /api/v1/join/{code:str}",
}
"""Those that need no token."""


def handlers() -> dict[str, HTTPRouteHandler]:
    """``"GET /path"`` → handler."""
    found: dict[str, HTTPRouteHandler] = {}
    for route in described_application().routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and route.path.startswith("/api/v1"):
                found |= {f"{method} {route.path}": handler for method in handler.http_methods if method != "OPTIONS"}
    return found


HANDLERS = handlers()
