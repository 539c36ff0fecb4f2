"""The HTTP application: what wraps every request, whatever the routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Litestar, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp, ControllerRouterHandler

from app.contracts.asyncapi import asyncapi_document
from app.http.callers import CALLERS
from app.http.envelope import T
from app.http.errors import EXCEPTION_HANDLERS
from app.http.health import HealthController, NotReady, not_ready
from app.http.openapi import TupleSchemaPlugin, openapi_config
from app.http.request_ids import RequestIds
from app.http.security_headers import SecurityHeaders

MAX_BODY_BYTES = 2_000_000
"""Enough for a survey with 200 questions and all their options."""


@get("/api/v1/asyncapi.json", include_in_schema=False, sync_to_thread=False)
def get_asyncapi() -> dict[str, Any]:
    """The contract of the socket."""
    return asyncapi_document()


def http_application(
    controllers: Sequence[ControllerRouterHandler],
    *,
    services: Mapping[str, object],
    pages: Sequence[ControllerRouterHandler] = (),
) -> Litestar:
    """``controllers`` go under ``/api/v1``; a handler gets each of ``services`` that it has an argument for."""
    api = Router("/api/v1", route_handlers=list(controllers))
    return Litestar(
        [api, HealthController, get_asyncapi, *pages],
        dependencies={**{name: _always(service) for name, service in services.items()}, **CALLERS},
        exception_handlers={**EXCEPTION_HANDLERS, NotReady: not_ready},
        openapi_config=openapi_config(),
        plugins=[TupleSchemaPlugin()],
        request_max_body_size=MAX_BODY_BYTES,
        state=State({"tokens": services.get("tokens"), "rate_limits": services.get("rate_limits")}),
        logging_config=None,
        debug=False,
    )


def wrapped(app: ASGIApp, *, https: bool) -> ASGIApp:
    """``app`` with request ids and security headers on all that it answers."""
    return RequestIds(SecurityHeaders(app, https=https))


def _always(service: T) -> Provide:
    def provide() -> T:
        return service

    return Provide(provide, sync_to_thread=False)
