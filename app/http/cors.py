"""Scripts of other origins: only those of CORS_ORIGINS, only with a bearer token, never with our cookies."""

from __future__ import annotations

from collections.abc import Collection

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.http.compression import vary

API = "/api/"
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
REQUEST_HEADERS = "authorization, content-type, idempotency-key, if-match, if-none-match, x-request-id"
EXPOSED_HEADERS = (
    "etag, location, ratelimit, ratelimit-policy, retry-after, idempotency-replayed, content-disposition, x-request-id"
)
PREFLIGHT_AGE_S = 7_200


class Cors:
    """Answers preflights and marks responses. ``Access-Control-Allow-Credentials`` is never sent, so a browser neither
    sends our cookies along nor shows a script what they would have given."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not self._origins or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        headers = Headers.from_scope(scope)
        origin = headers.get("origin", "")
        is_allowed = origin in self._origins

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                marked = MutableScopeHeaders.from_message(message)
                vary(marked, "origin")
                if is_allowed:
                    marked["access-control-allow-origin"] = origin
                    marked["access-control-expose-headers"] = EXPOSED_HEADERS
            await send(message)

        if is_allowed and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await _answer_preflight(send_marked)
        else:
            await self._app(scope, receive, send_marked)


async def _answer_preflight(send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", METHODS.encode()),
        (b"access-control-allow-headers", REQUEST_HEADERS.encode()),
        (b"access-control-max-age", str(PREFLIGHT_AGE_S).encode()),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
