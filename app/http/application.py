"""The HTTP application: what wraps every request, whatever the routes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ASGIApp, ControllerRouterHandler

from app.contracts.limits import MAX_BODY_BYTES
from app.http.before_each import before_each
from app.http.caching_headers import CachingHeaders
from app.http.callers import CALLERS
from app.http.compression import Compression
from app.http.conditional_reads import ConditionalReads
from app.http.cors import Cors
from app.http.errors import EXCEPTION_HANDLERS
from app.http.head_requests import HeadRequests
from app.http.health import HealthController, NotReady, not_ready
from app.http.idempotency import KeptReplies
from app.http.json_requests import JsonRequest
from app.http.measured_requests import MeasuredRequests
from app.http.openapi import TupleSchemaPlugin
from app.http.rate_limit_headers import RateLimitHeaders
from app.http.request_ids import RequestIds
from app.http.security_headers import SecurityHeaders


def http_application(
    controllers: Sequence[ControllerRouterHandler],
    *,
    services: dict[str, object],
    pages: Sequence[ControllerRouterHandler] = (),
    openapi: OpenAPIConfig | None = None,
) -> Litestar:
    """``controllers`` go under ``/api/v1``; a handler gets each of ``services`` that it has an argument for.

    Guards and middleware find them in the application's state. Each is looked up when a request needs it, never before.

    With ``openapi`` the application can describe itself, but Litestar then adds routes that answer outside of
    the envelope, so such an application is not for serving.
    """
    api = Router("/api/v1", route_handlers=list(controllers), before_request=before_each)
    return Litestar(
        [api, HealthController, *pages],
        dependencies={**{name: _looked_up(services, name) for name in services}, **CALLERS},
        exception_handlers={**EXCEPTION_HANDLERS, NotReady: not_ready},
        openapi_config=openapi,
        plugins=[TupleSchemaPlugin()],
        request_class=JsonRequest,
        request_max_body_size=MAX_BODY_BYTES,
        state=State(services),
        logging_config=None,
        debug=False,
    )


def wrapped(app: ASGIApp, *, https: bool, cors_origins: Collection[str] = ()) -> ASGIApp:
    """``app`` with all that holds for every response, whatever made it; from the innermost to the outermost."""
    app = Compression(CachingHeaders(ConditionalReads(KeptReplies(app))))
    app = HeadRequests(MeasuredRequests(app))
    app = SecurityHeaders(RateLimitHeaders(app), https=https)
    return RequestIds(Cors(app, cors_origins))


def _looked_up(services: dict[str, object], name: str) -> Provide:
    def provide() -> object:
        return services[name]

    return Provide(provide, sync_to_thread=False)
