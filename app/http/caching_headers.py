"""Who may keep what the API answered."""

from __future__ import annotations

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

API = "/api/"
SECRETS = "/api/v1/auth"
REVALIDATED = "private, no-cache"
NEVER = "no-store"


class CachingHeaders:
    """Reads may be kept by the browser that made them and are asked for again with their tag; nothing else is kept.

    A handler that sets ``cache-control`` itself is left alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        is_read = scope["method"] == "GET" and not scope["path"].startswith(SECRETS)

        async def send_with_default(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.setdefault("cache-control", REVALIDATED if is_read else NEVER)
            await send(message)

        await self._app(scope, receive, send_with_default)
