"""Where the request that this task serves came from: what an audit event says of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

import msgspec


class Origin(msgspec.Struct, frozen=True):
    """``request``: the id of a request, or of a socket's connection; ``address``: the client's, empty where unknown."""

    request: str = ""
    address: str = ""


_NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)


def current_origin() -> Origin:
    """Of the request or the socket that this task serves; empty in a process of ours that serves nobody."""
    return _current.get()


def enter(origin: Origin) -> None:
    """From here on, this task and those that it starts serve this request or socket."""
    _current.set(origin)


def address_of(scope: Mapping[str, Any]) -> str:
    """The client's address in an ASGI scope, as the server saw it."""
    client = scope.get("client")
    return str(client[0]) if client else ""
