"""The windows in which a long log is read: every key lies in exactly one, whatever the clocks said and was found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.features.submissions.windows import WANTED, Windows

BEGAN = datetime(2026, 11, 29, 8, tzinfo=UTC)
LATEST = 2**48 - 1


def key_at(at_ms: int, rest: str = "7000-8000-000000000000") -> str:
    digits = f"{at_ms:012x}"
    return f"{digits[:8]}-{digits[8:]}-{rest}"


near = st.integers(-7_200_000, 7_200_000).map(lambda offset: int(BEGAN.timestamp() * 1000) + offset)
clocks = st.one_of(near, st.integers(0, LATEST), st.sampled_from([0, LATEST]))
rests = st.sampled_from(["7000-8000-000000000000", "7fff-bfff-ffffffffffff"])


@settings(max_examples=25)
@given(st.lists(st.builds(key_at, clocks, rests), max_size=6), st.integers(-60, 10_000), st.data())
def test_every_key_is_in_one_window(keys: list[str], lasted_s: int, data: st.DataObject) -> None:
    windows = Windows(BEGAN, BEGAN + timedelta(seconds=lasted_s))
    founds, seen = st.sampled_from([0, WANTED, 100 * WANTED]), 0
    for count, window in enumerate(windows):
        bounds = window["key"]
        assert isinstance(bounds, dict)
        seen += sum(bounds["$gte"] <= key < bounds.get("$lt", "g") for key in keys)
        windows.held = data.draw(founds) if count % 100 == 0 else 0
    assert seen == len(keys)


def test_a_year_takes_little_more_than_a_thousand_windows() -> None:
    assert len(list(Windows(BEGAN, BEGAN + timedelta(days=365)))) < 1_200


def test_a_rush_is_read_in_pieces_of_about_a_thousand() -> None:
    """A thousand a second, for ten minutes, after a day of nothing."""
    rush = int((BEGAN + timedelta(days=1)).timestamp() * 1000)
    windows, held = Windows(BEGAN, BEGAN + timedelta(days=2), entries=600_000), []
    for window in windows:
        bounds = window["key"]
        assert isinstance(bounds, dict)
        low, high = (int(bounds.get(end, "0").replace("-", "") or "0", 16) for end in ("$gte", "$lt"))
        windows.held = max(0, min(high, rush + 600_000) - max(low, rush))
        held.append(windows.held)
    assert sum(held) == 600_000
    assert max(held) <= 30_000
    assert sorted(held)[-10] <= 2 * WANTED
