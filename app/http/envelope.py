"""The one shape of every REST response, right or wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, Literal, TypeVar

import msgspec

from app.core.clock import utc_now
from app.http.request_ids import current_request_id

T = TypeVar("T")


class Metadata(msgspec.Struct, frozen=True):
    timestamp: datetime
    request_id: str


class ErrorItem(msgspec.Struct, frozen=True):
    """``code`` is stable; ``field`` is a dotted path into the body or the name of a parameter, null for the whole."""

    field: str | None
    code: str
    message: str


class Envelope(msgspec.Struct, Generic[T], frozen=True):
    """A success; ``errors`` is empty."""

    success: Literal[True]
    data: T
    message: str
    errors: list[ErrorItem]
    metadata: Metadata


class Retry(msgspec.Struct, frozen=True):
    """What the sender of a failed request should know. ``temporary`` promises that the same request can succeed later.

    ``current``: the version or revision that stands now, where the request was refused for being behind.
    """

    temporary: bool
    retry_after_ms: int | None
    current: int | None


class Problem(msgspec.Struct, frozen=True):
    """A failure; ``errors[0].code`` names it."""

    success: Literal[False]
    data: Retry
    message: str
    errors: list[ErrorItem]
    metadata: Metadata


class Page(msgspec.Struct, Generic[T], frozen=True):
    """One page of a list; ``next_cursor`` is null on the last one."""

    items: list[T]
    next_cursor: str | None


def metadata() -> Metadata:
    return Metadata(timestamp=utc_now(), request_id=current_request_id())


def enveloped(value: T, message: str = "OK") -> Envelope[T]:
    """``value`` as the ``data`` of a success."""
    return Envelope(success=True, data=value, message=message, errors=[], metadata=metadata())
