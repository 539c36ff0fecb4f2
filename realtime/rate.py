"""A token bucket: so many at once, so many per second. Pure."""

from __future__ import annotations


class Bucket:
    """Holds up to ``burst`` permits and gains ``per_s`` each second; times are monotonic seconds."""

    __slots__ = ("_burst", "_level", "_per_s", "_seen_at")

    def __init__(self, *, per_s: float, burst: int, now: float) -> None:
        self._per_s, self._burst, self._level, self._seen_at = per_s, burst, float(burst), now

    def take(self, now: float) -> float:
        """Take one permit and return 0, or return after how many seconds there will be one."""
        self._level = min(self._burst, self._level + (now - self._seen_at) * self._per_s)
        self._seen_at = now
        if self._level >= 1.0:
            self._level -= 1.0
            return 0.0
        return (1.0 - self._level) / self._per_s
