"""A name for each request: in the response, in the envelope and in the logs."""

from __future__ import annotations

import re

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.core.identity import new_id
from app.http.origins import Origin, address_of, current_origin, enter

HEADER = "x-request-id"
_SANE = re.compile(rb"[A-Za-z0-9_.-]{8,64}")


def current_request_id() -> str:
    """The id of the request that this task serves; empty outside of one."""
    return current_origin().request


class RequestIds:
    """Takes over a sane ``X-Request-ID`` (8 to 64 of ``A-Za-z0-9_.-``), else makes one; sends it back.

    Wraps the whole application, because Litestar's own middleware does not see requests that match no route.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        request_id = _incoming(scope) or new_id("req")
        enter(Origin(request_id, address_of(scope)))

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableScopeHeaders.from_message(message)[HEADER] = request_id
            await send(message)

        await self._app(scope, receive, send_with_id)


def _incoming(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == HEADER.encode():
            return value.decode() if _SANE.fullmatch(value) else None
    return None
