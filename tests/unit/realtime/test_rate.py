"""The token bucket lets bursts through and holds the rate."""

from __future__ import annotations

import pytest

from realtime.rate import Bucket


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    bucket = Bucket(per_s=10, burst=3, now=0.0)
    assert [bucket.take(0.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert bucket.take(0.0) == pytest.approx(0.1)
    assert bucket.take(0.05) == pytest.approx(0.05)
    assert bucket.take(0.1001) == 0.0


def test_rest_fills_the_bucket_no_further_than_its_burst() -> None:
    bucket = Bucket(per_s=10, burst=2, now=0.0)
    assert [bucket.take(100.0) for _ in range(3)] == [0.0, 0.0, pytest.approx(0.1)]
