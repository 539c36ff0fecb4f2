"""Who may keep what was answered."""

from __future__ import annotations

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

API = "/api/"
SECRETS = "/api/v1/auth"
REVALIDATED = "private, no-cache"
NEVER = "no-store"


class CachingHeaders:
    """Reads of the API may be kept by the browser that made them and are asked for again with their tag; nothing else
    is kept, a 404 for a file of the next release least of all (caches may keep one by themselves: RFC 9110, 15.1).

    A handler that sets ``cache-control`` itself is left alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        is_read = scope["method"] == "GET" and path.startswith(API) and not path.startswith(SECRETS)

        async def send_with_default(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.setdefault("cache-control", REVALIDATED if is_read else NEVER)
            await send(message)

        await self._app(scope, receive, send_with_default)
