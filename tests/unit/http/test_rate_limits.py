"""Token buckets."""

from __future__ import annotations

import pytest

from app.core.errors import RateLimited
from app.http.rate_limits import Buckets, Limit


class Ticker:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def spent(buckets: Buckets, caller: str) -> int:
    """How many in a row are allowed."""
    count = 0
    try:
        while True:
            buckets.spend(caller)
            count += 1
    except RateLimited:
        return count


def test_a_burst_is_allowed_and_then_the_sustained_rate() -> None:
    ticks = Ticker()
    buckets = Buckets(Limit(per_s=2, burst=5), ticks)
    assert spent(buckets, "a") == 5
    ticks.now += 1.5
    assert spent(buckets, "a") == 3


def test_the_refusal_says_when_to_come_back() -> None:
    ticks = Ticker()
    buckets = Buckets(Limit(per_s=2, burst=1), ticks)
    buckets.spend("a")
    with pytest.raises(RateLimited) as refusal:
        buckets.spend("a")
    assert refusal.value.retry_after_ms == 500
    ticks.now += 0.5
    buckets.spend("a")


def test_callers_do_not_pay_for_each_other() -> None:
    buckets = Buckets(Limit(per_s=1, burst=2), Ticker())
    assert spent(buckets, "a") == spent(buckets, "b") == 2


def test_only_a_bounded_number_of_callers_is_remembered() -> None:
    buckets = Buckets(Limit(per_s=1, burst=1), Ticker(), max_buckets=10)
    for number in range(1_000):
        buckets.spend(str(number))
    assert len(buckets) == 10
