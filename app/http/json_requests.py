"""Requests whose body is JSON, whatever bytes were sent."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.exceptions import SerializationException


class JsonRequest(Request[Any, Any, Any]):
    """Litestar's own lets two faults of a body through as if they were ours: bytes that are no UTF-8, and nesting
    beyond the recursion limit."""

    async def json(self) -> Any:
        """Raises SerializationException for all that is not JSON."""
        try:
            return await super().json()
        except (UnicodeDecodeError, RecursionError) as fault:
            raise SerializationException("The body is not valid JSON.") from fault
