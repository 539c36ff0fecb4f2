"""What happens between the guard and the handler, for every route of ``/api/v1``."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from litestar import Request, Response

from app.http.idempotency import Idempotency
from app.http.request_context import RequestContext, enter_request
from app.http.sparse_fields import asked_fields


async def before_each(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """Note what the request asks for; a creating one that was answered before gets that answer again."""
    query = tuple(parse_qsl(request.url.query, keep_blank_values=True))
    enter_request(RequestContext(request.url.path, query, asked_fields(request)))
    idempotency: Idempotency | None = request.app.state["idempotency"]
    return await idempotency.begin(request) if idempotency and request.method == "POST" else None
