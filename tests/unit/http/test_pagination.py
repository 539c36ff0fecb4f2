"""Pages of numbered things."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.http.pagination import Window, page, window


def walk(latest: int, limit: int) -> list[list[int]]:
    pages: list[list[int]] = []
    cursor: str | None = None
    while True:
        shown = window(cursor, limit, latest)
        found = page(list(range(shown.to, shown.after, -1)), shown, lambda number: number)
        pages.append(found.items)
        cursor = found.next_cursor
        if cursor is None:
            return pages


@pytest.mark.parametrize(("latest", "limit"), [(0, 5), (1, 5), (5, 5), (6, 5), (23, 5), (100, 1)])
def test_every_item_stands_on_exactly_one_page(latest: int, limit: int) -> None:
    assert [number for one in walk(latest, limit) for number in one] == list(range(latest, 0, -1))


def test_what_is_added_while_somebody_pages_does_not_shift_their_pages() -> None:
    first = page([], window(None, 5, 20), str)
    assert window(first.next_cursor, 5, 20) == window(first.next_cursor, 5, 27) == Window(after=10, to=15)


@pytest.mark.parametrize(
    "cursor", ["", "0", "bjA", "bi0x", "bjE=", "bjEx\n", "ü", "bjk5OTk5OTk5OTk5OTk5OTk5OTk", "eDU", "bjA1"]
)
def test_a_made_up_cursor_is_refused_by_name(cursor: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        window(cursor, 5, 20)
    assert (refusal.value.fields[0].field, refusal.value.fields[0].code) == ("cursor", "invalid_cursor")
