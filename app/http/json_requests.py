"""Requests whose body is JSON, whatever bytes were sent."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.exceptions import HTTPException, SerializationException


class NotJson(HTTPException):
    """A body of another type. A page of another origin can send forms and plain text with our cookies, but not JSON:
    a browser asks for leave first, so this is what keeps others from logging somebody in as themselves."""

    status_code = 415


class JsonRequest(Request[Any, Any, Any]):
    """Litestar's own takes any type for JSON, and lets two faults of a body through as if they were ours: bytes that
    are no UTF-8, and nesting beyond the recursion limit."""

    async def json(self) -> Any:
        """Raises NotJson; SerializationException for all that is not JSON."""
        media_type, _ = self.content_type
        if await self.body() and not (media_type == "application/json" or media_type.endswith("+json")):
            raise NotJson
        try:
            return await super().json()
        except (UnicodeDecodeError, RecursionError) as fault:
            raise SerializationException("The body is not valid JSON.") from fault
