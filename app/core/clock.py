"""Time as a dependency, so that tests can advance it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present as an aware UTC datetime."""

Ticks = Callable[[], float]
"""Returns monotonic seconds; only differences mean anything."""


FIRST_YEAR, LAST_YEAR = 1970, 9000


def is_usable(moment: datetime) -> bool:
    """Whether a moment from outside can be stored and calculated with in every time zone; those at the ends of the
    calendar cannot."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def utc_now() -> datetime:
    """The wall clock in UTC, cut to milliseconds: what MongoDB keeps, so a value read back equals the one written."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


monotonic: Ticks = time.monotonic
