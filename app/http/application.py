"""The HTTP application: what wraps every request, whatever the routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ASGIApp, ControllerRouterHandler

from app.http.callers import CALLERS
from app.http.envelope import T
from app.http.errors import EXCEPTION_HANDLERS
from app.http.head_requests import HeadRequests
from app.http.health import HealthController, NotReady, not_ready
from app.http.json_requests import JsonRequest
from app.http.openapi import TupleSchemaPlugin
from app.http.request_ids import RequestIds
from app.http.security_headers import SecurityHeaders

MAX_BODY_BYTES = 2_000_000
"""Enough for a survey with 200 questions and all their options."""


def http_application(
    controllers: Sequence[ControllerRouterHandler],
    *,
    services: Mapping[str, object],
    pages: Sequence[ControllerRouterHandler] = (),
    openapi: OpenAPIConfig | None = None,
) -> Litestar:
    """``controllers`` go under ``/api/v1``; a handler gets each of ``services`` that it has an argument for.

    With ``openapi`` the application can describe itself, but Litestar then adds routes that answer outside of
    the envelope, so such an application is not for serving.
    """
    api = Router("/api/v1", route_handlers=list(controllers))
    return Litestar(
        [api, HealthController, *pages],
        dependencies={**{name: _always(service) for name, service in services.items()}, **CALLERS},
        exception_handlers={**EXCEPTION_HANDLERS, NotReady: not_ready},
        openapi_config=openapi,
        plugins=[TupleSchemaPlugin()],
        request_class=JsonRequest,
        request_max_body_size=MAX_BODY_BYTES,
        state=State({"tokens": services.get("tokens"), "rate_limits": services.get("rate_limits")}),
        logging_config=None,
        debug=False,
    )


def wrapped(app: ASGIApp, *, https: bool) -> ASGIApp:
    """``app`` with request ids and security headers on all that it answers."""
    return RequestIds(SecurityHeaders(HeadRequests(app), https=https))


def _always(service: T) -> Provide:
    def provide() -> T:
        return service

    return Provide(provide, sync_to_thread=False)
