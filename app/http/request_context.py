"""What the code below a handler may know of the request that this task serves."""

from __future__ import annotations

from contextvars import ContextVar

import msgspec


class RequestContext(msgspec.Struct, frozen=True):
    """``query``: the parameters as they came, in order; ``fields``: what a sparse read asked for, None for all."""

    path: str
    query: tuple[tuple[str, str], ...]
    fields: frozenset[str] | None


NOWHERE = RequestContext("", (), None)
_current: ContextVar[RequestContext] = ContextVar("request_context", default=NOWHERE)


def current_request() -> RequestContext:
    """Empty outside of a request of ``/api/v1``."""
    return _current.get()


def enter_request(context: RequestContext) -> None:
    """For the hook that runs before each handler."""
    _current.set(context)
