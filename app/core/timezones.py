"""The names of time zones."""

from __future__ import annotations

import functools
import zoneinfo


def is_timezone(name: str) -> bool:
    """Whether the IANA database has it."""
    return name in _timezones()


@functools.cache
def _timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
