"""Brotli or gzip for what the API answers to reads."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import partial

import brotli
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.core.aside import aside
from app.http.replies import Reply, rewriting

MIN_BYTES = 1_024
BROTLI_QUALITY = 4
GZIP_LEVEL = 6
_COMPRESSIBLE = ("application/json", "text/", "image/svg+xml")


class Compression:
    """Compresses GETs from ``MIN_BYTES`` on, unless they are ``no-store``.

    What may carry a secret beside something that the asker chose must not be compressed, or its length tells the secret
    (BREACH): that is every response to a change, and each read marked ``no-store``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        accepted = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-encoding"), "")

        async def compress(reply: Reply) -> None:
            if not _is_worth_it(reply):
                return
            vary(reply.headers, "accept-encoding")
            encoding = best_encoding(accepted)
            if encoding is not None:
                reply.body = await aside(partial(_compressed, encoding=encoding), reply.body)
                reply.headers["content-encoding"] = encoding

        await self._app(scope, receive, rewriting(send, compress))


def best_encoding(accept_encoding: str, offered: Sequence[str] = ("br", "gzip")) -> str | None:
    """The first of ``offered`` that the client takes, None where it takes none of them (RFC 9110, 12.5.3)."""
    weights: dict[str, bool] = {}
    for part in accept_encoding.split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip().lower()] = parameter.strip().lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in offered if weights.get(name, weights.get("*", False))), None)


def vary(headers: MutableScopeHeaders, on: str) -> None:
    """Add a name to ``Vary``."""
    there = headers.get("vary", "")
    if on not in there:
        headers["vary"] = f"{there}, {on}" if there else on


def _is_worth_it(reply: Reply) -> bool:
    headers = reply.headers
    return (
        len(reply.body) >= MIN_BYTES
        and headers.get("content-type", "").startswith(_COMPRESSIBLE)
        and "content-encoding" not in headers
        and "no-store" not in headers.get("cache-control", "")
    )


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
