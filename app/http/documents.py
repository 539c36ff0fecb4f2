"""The published contracts: ``/api/v1/openapi.json`` and ``/api/v1/asyncapi.json``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

Document = Callable[[], dict[str, Any]]
REVALIDATE = {"cache-control": "public, max-age=300"}


def document_handlers(openapi_document: Document, asyncapi_document: Document) -> list[HTTPRouteHandler]:
    """Both are made when first asked for, and kept."""

    @functools.cache
    def openapi() -> bytes:
        return msgspec.json.encode(openapi_document())

    @functools.cache
    def asyncapi() -> bytes:
        return msgspec.json.encode(asyncapi_document())

    @get("/api/v1/openapi.json", include_in_schema=False, media_type="application/json")
    async def get_openapi() -> Response[bytes]:
        return Response(openapi(), headers=REVALIDATE)

    @get("/api/v1/asyncapi.json", include_in_schema=False, media_type="application/json")
    async def get_asyncapi() -> Response[bytes]:
        return Response(asyncapi(), headers=REVALIDATE)

    return [get_openapi, get_asyncapi]
