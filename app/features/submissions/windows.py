"""A long log in pieces: ranges of the time in its keys, narrow where many answered at once.

Keys are UUIDs of version 7, so the index that keeps them unique also holds a session's entries by the time at which
each answer was given. One find over the whole session would do, but a server that gathers all of its documents before
it returns the first serves nobody else meanwhile: the embedded one, for seconds with every hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

Filter = dict[str, object]

LONG_LOG = 20_000
"""Entries up to which a log is read in one piece."""
WANTED = 1_000
"""Entries that a piece should hold; windows grow below half of it and shrink above twice of it."""
SKEW = timedelta(minutes=10)
"""Clocks of phones that are wrong by less than this are in narrow windows."""
NARROWEST_MS = 1
FIRST_MS = 1_000
WIDEST_MS = 10_000
FEWEST_WINDOWS = 1_000
"""In a session that lasted; ten times as many as its entries fill, where that is more. A rush after a quiet time is
read in windows as wide as the quiet let them grow, so they may not grow much."""
END_MS = 2**48


class Windows:
    """Walks all of time once; whoever reads a window says by ``held`` how many entries it had.

    From ``began`` to ``ended`` the windows follow what was found. Before and after, where only wrong clocks can have
    led, they double with each step, so that thirty reach the ends of time. Without ``began`` all is one window.
    """

    def __init__(self, began: datetime | None = None, ended: datetime | None = None, *, entries: int = 0) -> None:
        self.held = 0
        self._ends = (_ms(began - SKEW), _ms(max(began, ended) + SKEW)) if began and ended else None
        self._at_least = max(FEWEST_WINDOWS, 10 * entries // WANTED)

    def __iter__(self) -> Iterator[Filter]:
        if self._ends is None:
            yield {}
            return
        start, end = self._ends
        yield from _between(None, *reversed(_growing(start, -1)))
        yield from self._narrow(start, end)
        yield from _between(*_growing(end, 1), None)

    def _narrow(self, start: int, end: int) -> Iterator[Filter]:
        widest = max(WIDEST_MS, (end - start) // self._at_least)
        width = FIRST_MS
        while start < end:
            yield _window(start, min(start + width, end))
            start += width
            if self.held > 2 * WANTED:
                width = max(NARROWEST_MS, width // 2)
            elif self.held < WANTED // 2:
                width = min(2 * width, widest)


def _growing(start: int, direction: int) -> list[int]:
    edges, width = [start], int(SKEW.total_seconds() * 1000)
    while 0 < edges[-1] + direction * width < END_MS:
        edges.append(edges[-1] + direction * width)
        width *= 2
    return edges


def _between(*edges: int | None) -> Iterator[Filter]:
    return (_window(low, high) for low, high in pairwise(edges))


def _window(low: int | None, high: int | None) -> Filter:
    """From ``low`` on, up to and without ``high``; None for no bound. Milliseconds since 1970."""
    bounds = {"$gte": "" if low is None else _lowest_key(low)}
    return {"key": bounds if high is None else bounds | {"$lt": _lowest_key(high)}}


def _lowest_key(at_ms: int) -> str:
    """Not above any key of that millisecond, and above all of the one before (RFC 9562, 5.7)."""
    digits = f"{at_ms:012x}"
    return f"{digits[:8]}-{digits[8:]}"


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
