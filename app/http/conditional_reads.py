"""An entity tag on every read of the API, and 304 for who already holds what it names (RFC 9110, 13.1.2)."""

from __future__ import annotations

import hashlib
import re

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.core.aside import aside
from app.http.etags import etag, is_at_hand
from app.http.replies import Reply, rewriting

API = "/api/"
_VERSION = re.compile(r'"\d{1,15}"')
_METADATA = b',"metadata":'


class ConditionalReads:
    """Tags what a read says, without the envelope's ``metadata``, which differs each time.

    A handler that tags its resource with a version (``"3"``) gets that extended (``"3-5f1c…"``): a resource can look
    different at the same version, and ``edited_version`` reads the version out of either.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        at_hand = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"if-none-match"), None)

        async def tag(reply: Reply) -> None:
            if reply.status != 200 or "set-cookie" in reply.headers:
                return
            reply.headers["etag"] = await _tag(reply)
            if is_at_hand(reply.headers["etag"].removeprefix("W/"), at_hand):
                reply.status, reply.body = 304, b""
                del reply.headers["content-type"]

        await self._app(scope, receive, rewriting(send, tag))


async def _tag(reply: Reply) -> str:
    given: str | None = reply.headers.get("etag")
    if given is not None and not _VERSION.fullmatch(given):
        return given
    digest = await aside(_digest, reply.body)
    return etag(f"{given[1:-1]}-{digest}" if given else digest)


def _digest(body: bytes) -> str:
    said = body.rpartition(_METADATA)[0] or body
    return hashlib.blake2b(said, digest_size=10).hexdigest()
