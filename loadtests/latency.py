"""Latencies in an HdrHistogram: bounded memory, three significant digits, no averages of percentiles."""

from __future__ import annotations

from hdrh.histogram import HdrHistogram

MICROSECONDS = 1_000_000
LOWEST_US, HIGHEST_US, DIGITS = 1, 120 * MICROSECONDS, 3


class Latencies:
    """Durations in seconds go in, percentiles in milliseconds come out."""

    def __init__(self) -> None:
        self._histogram = HdrHistogram(LOWEST_US, HIGHEST_US, DIGITS)

    def record(self, seconds: float) -> None:
        """Add one duration; beyond two minutes it counts as two minutes."""
        self._histogram.record_value(min(max(LOWEST_US, int(seconds * MICROSECONDS)), HIGHEST_US))

    @property
    def count(self) -> int:
        return int(self._histogram.get_total_count())

    def percentile_ms(self, percentile: float) -> float:
        """Milliseconds that ``percentile`` (0 … 100) of the durations did not exceed."""
        return float(self._histogram.get_value_at_percentile(percentile)) / 1_000

    @property
    def max_ms(self) -> float:
        return float(self._histogram.get_max_value()) / 1_000

    def __str__(self) -> str:
        shown = " ".join(f"p{percentile:g} {self.percentile_ms(percentile):.1f}" for percentile in (50, 90, 99, 99.9))
        return f"{shown} max {self.max_ms:.1f} ms (n={self.count})"
