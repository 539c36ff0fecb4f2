"""The one shape of every REST response, right or wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec

from app.core.clock import utc_now
from app.http.problem_items import ErrorItem
from app.http.request_context import current_request
from app.http.request_ids import current_request_id

T = TypeVar("T")


class Metadata(msgspec.Struct, frozen=True):
    timestamp: datetime
    request_id: str


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
    """One page of a list; ``next_cursor`` is null on the last one, and ``links`` then has no ``next``."""

    items: list[T]
    next_cursor: str | None
    links: dict[str, str]


def metadata() -> Metadata:
    return Metadata(timestamp=utc_now(), request_id=current_request_id())


def enveloped(value: T, message: str = "OK") -> Envelope[T]:
    """``value`` as the ``data`` of a success; only the fields that the request asked for, where it asked for some."""
    return Envelope(success=True, data=_sparse(value), message=message, errors=[], metadata=metadata())


def _sparse(value: T) -> T:
    fields = current_request().fields
    if fields is None:
        return value
    if isinstance(value, Page):
        return cast("T", msgspec.structs.replace(value, items=[_only(fields, item) for item in value.items]))
    if isinstance(value, list):
        return cast("T", [_only(fields, item) for item in value])
    return cast("T", _only(fields, value))


def _only(fields: frozenset[str], resource: Any) -> dict[str, Any]:
    """In the order of the resource's own fields."""
    names = ((field.encode_name, field.name) for field in msgspec.structs.fields(resource))
    return {shown: getattr(resource, name) for shown, name in names if shown in fields}
