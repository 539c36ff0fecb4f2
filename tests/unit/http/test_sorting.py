"""What a list may be asked for, and what its cursors are good for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.errors import InvalidInput
from app.http.pagination import MAX_CURSOR, sealed
from app.http.sorting import BY_NUMBER, Key, Listing, Sorting
from app.infra.listing import Asked, Found, Order, Place

KEYS = {"made": BY_NUMBER, "title": Key("title_key", str), "updated": Key("updated_at", datetime)}
THINGS = Sorting("things", default="-made", **KEYS)
OTHERS = Sorting("others", default="-made", **KEYS)
MOMENT = datetime(2026, 11, 25, 17, 48, 23, 123_000, tzinfo=UTC)


def cursor_after(listing: Listing, value: Any) -> str:
    cursor = listing.page(Found([], Place(value, 7)), str).next_cursor
    assert cursor is not None
    return cursor


def refusal(sort: str, cursor: str | None, **filters: object) -> tuple[str | None, str]:
    with pytest.raises(InvalidInput) as refused:
        THINGS.listing(sort, cursor, 5, **filters)
    [field] = refused.value.fields
    return field.field, field.code


@pytest.mark.parametrize(
    ("sort", "order", "value"),
    [
        ("made", Order("number", descending=False), 7),
        ("-title", Order("title_key", descending=True), "ärger ☕"),
        ("updated", Order("updated_at", descending=False), MOMENT),
        ("-updated", Order("updated_at", descending=True), datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
    ],
)
def test_a_cursor_comes_back_as_the_place_it_names(sort: str, order: Order, value: Any) -> None:
    cursor = cursor_after(THINGS.listing(sort, None, 5, q="x"), value)
    assert THINGS.listing(sort, cursor, 9, q="x").asked == Asked(order, 9, Place(value, 7))


def test_the_longest_title_fits_into_a_cursor() -> None:
    assert len(cursor_after(THINGS.listing("title", None, 5), "\U0001f600" * 200)) <= MAX_CURSOR


def test_an_unknown_order_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInput) as refused:
        THINGS.listing("colour", None, 5)
    [field] = refused.value.fields
    assert (field.field, field.code) == ("sort", "unknown_value")
    assert "made, -made, title, -title, updated, -updated" in field.message


def test_a_cursor_is_good_for_its_list_its_order_and_its_filters_only() -> None:
    cursor = cursor_after(THINGS.listing("title", None, 5, q="x", archived=False), "a")
    mismatch = ("cursor", "cursor_mismatch")
    assert refusal("-title", cursor, q="x", archived=False) == mismatch
    assert refusal("updated", cursor, q="x", archived=False) == mismatch
    assert refusal("title", cursor, q="y", archived=False) == mismatch
    assert refusal("title", cursor, q="x", archived=True) == mismatch
    assert refusal("title", cursor_after(OTHERS.listing("title", None, 5), "a")) == mismatch


@pytest.mark.parametrize(
    "cursor",
    [
        "", "0", "n21", "bjIx", "ü", "=", "%00", "A" * MAX_CURSOR,
        *(sealed(content) for content in (
            b"[]", b"null", b'["x"]', b'["x",1]', b'["x",true,1]', b'["x",-1,1]', b'["x",1e999,1]', b'["x","a",-1]',
            b'["x",253402300800000,1]', b'["x","\\ud800",1]', b'["x",[1],1]', b"\xff", b"[" * 900,
        )),
    ],
)  # fmt: skip
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    assert refusal("title", cursor) == ("cursor", "invalid_cursor")
