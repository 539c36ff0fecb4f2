"""The routes of ``/api/v1``, for tests that walk all of them."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from app.asgi import described_application

OPEN = {
    "POST /api/v1/auth/register",
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/auth/verify-email",
    "GET /api/v1/auth/oidc",
    "GET /api/v1/auth/oidc/start",
    "GET /api/v1/auth/oidc/callback",
    "POST /api/v1/auth/login/second-factor",
    "POST /api/v1/auth/login/second-factor/enrol",
    "POST /api/v1/auth/login/second-factor/enrol/confirm",
    "POST /api/v1/auth/forgot-password",
    "POST /api/v1/auth/reset-password",
    "GET /api/v1/invitations/{token:str}",
    "POST /api/v1/invitations/register",
    "POST /api/v1/join",
    "POST /api/v1/join/invitation",
    "POST /api/v1/join/invitation/preview",
    "POST /api/v1/join/invitation/done",
    "POST /api/v1/webhooks/resend",
    "GET /api/v1/join/{code:str}",
    "GET /api/v1/images/{image_id:str}",
    "GET /api/v1/reports/files/{note:str}",
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
