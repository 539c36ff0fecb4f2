"""``?sort=-title&q=…&cursor=…``: lists that their reader puts in order.

A list declares its orders once, ``SURVEYS = Sorting("surveys", default="-created_at", created_at=BY_NUMBER, …)``; its
handler asks ``SURVEYS.listing(…)`` what to read, and makes the page of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

import msgspec
from litestar.params import QueryParameter
from msgspec import Meta

from app.core.errors import FieldError, InvalidInput
from app.http.envelope import Page
from app.http.pagination import opened, page_of, sealed
from app.infra.listing import NUMBER, Asked, Found, Order, Place

T = TypeVar("T")
R = TypeVar("R")

MAX_SEARCH = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_Whole = Annotated[int, Meta(ge=0, le=253_402_300_799_999)]
"""A number, or a moment in milliseconds since 1970, up to the year 9999."""

SearchParameter = Annotated[
    str | None,
    QueryParameter(
        name="q",
        required=False,
        max_length=MAX_SEARCH,
        description="Only what holds this text; case and accents make no difference",
    ),
]


class Key(msgspec.Struct, frozen=True):
    """A stored field to sort by, and the type of its values."""

    field: str
    of: type[str] | type[int] | type[datetime]


BY_NUMBER = Key(NUMBER, int)
"""In the order they were made."""


class Listing(msgspec.Struct, frozen=True):
    """One request of a list: what to read, and how to name the page after it."""

    asked: Asked
    fingerprint: str

    def page(self, found: Found[T], resource: Callable[[T], R]) -> Page[R]:
        """The page, with a cursor where the list goes on."""
        next_cursor = None if found.last is None else _cursor(self.fingerprint, found.last)
        return page_of([resource(item) for item in found.items], next_cursor)


class Sorting:
    """The orders of one list, each of them both ways: ``title`` and ``-title``."""

    def __init__(self, name: str, /, *, default: str, **keys: Key) -> None:
        self.default = default
        self.names = tuple(f"{sign}{one}" for one in keys for sign in ("", "-"))
        self.parameter = QueryParameter(
            name="sort", required=False, enum=self.names, description="The order; with a minus, the other way round"
        )
        self._name = name
        self._keys = keys

    def order(self, sort: str) -> Order:
        """For a list that is short enough for one page. Raises InvalidInput: ``unknown_value``."""
        if sort not in self.names:
            raise _refused("sort", "unknown_value", f"There is no such order. There are {', '.join(self.names)}.")
        return Order(self._keys[sort.removeprefix("-")].field, sort.startswith("-"))

    def listing(self, sort: str, cursor: str | None, limit: int, **filters: object) -> Listing:
        """What a request asks for. ``filters``: whatever else decides on what is in the list.

        Raises InvalidInput: ``unknown_value`` for an order that this list does not have; ``invalid_cursor`` for what is
        no cursor, ``cursor_mismatch`` for one of another order or other filters.
        """
        order = self.order(sort)
        key = self._keys[sort.removeprefix("-")]
        fingerprint = _fingerprint(self._name, sort, filters)
        after = None if cursor is None else _place(cursor, key, fingerprint)
        return Listing(Asked(order, limit, after), fingerprint)


def _fingerprint(*what: Any) -> str:
    return hashlib.blake2b(msgspec.json.encode(what, order="sorted"), digest_size=6).hexdigest()


def _cursor(fingerprint: str, place: Place) -> str:
    value = (place.value - _EPOCH) // _MS if isinstance(place.value, datetime) else place.value
    return sealed(msgspec.json.encode((fingerprint, value, place.number)))


def _place(cursor: str, key: Key, fingerprint: str) -> Place:
    try:
        found, value, number = msgspec.json.decode(opened(cursor), type=tuple[str, str | _Whole, _Whole])
    except msgspec.MsgspecError:
        raise _refused("cursor", "invalid_cursor", "This is not a cursor of this list.") from None
    if found != fingerprint or isinstance(value, str) != (key.of is str):
        message = "This cursor is of another order or other filters; begin without it."
        raise _refused("cursor", "cursor_mismatch", message)
    if key.of is datetime and isinstance(value, int):
        return Place(_EPOCH + value * _MS, number)
    return Place(value, number)


def _refused(field: str, code: str, message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, code, field),))
