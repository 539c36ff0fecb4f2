"""How sure a median of rounds is."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence

CONFIDENCE = 0.95
RESAMPLES = 5_000


def median_interval(values: Sequence[float], *, seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of the median: percentiles of the medians of resamples (Efron 1979, percentile bootstrap)."""
    source = random.Random(seed)
    medians = sorted(statistics.median(source.choices(values, k=len(values))) for _ in range(RESAMPLES))
    aside = round(RESAMPLES * (1 - CONFIDENCE) / 2)
    return medians[aside], medians[-1 - aside]
