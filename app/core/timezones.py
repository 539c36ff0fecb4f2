"""The names of time zones, and the time of day on the clocks there."""

from __future__ import annotations

import functools
import zoneinfo
from typing import Annotated

from msgspec import Meta

TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$(?!\n)")]


def is_timezone(name: str) -> bool:
    """Whether the IANA database has it."""
    return name in _timezones()


@functools.cache
def _timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
