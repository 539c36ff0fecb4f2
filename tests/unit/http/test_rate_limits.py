"""Wrong codes are counted by network; right ones are not, and nothing is looked up for who has to wait."""

from __future__ import annotations

import pytest

from app.core.errors import NotFound, RateLimited
from app.http.rate_limits import LIMITS, RateLimits
from app.infra.buckets import MemoryBuckets

HERE, THERE = "192.0.2.0/24", "198.51.100.0/24"
BURST = int(LIMITS["wrong-codes"].burst)


class Hall:
    def __init__(self) -> None:
        self.now, self.looked_up = 0.0, 0
        self.limits = RateLimits(MemoryBuckets(lambda: self.now))

    async def try_code(self, network: str, *, is_right: bool) -> None:
        async with self.limits.guessing(network):
            self.looked_up += 1
            if not is_right:
                raise NotFound


async def test_a_network_that_guesses_wrong_too_often_waits_and_no_other_does() -> None:
    hall = Hall()
    for _ in range(BURST + 100):
        await hall.try_code(HERE, is_right=True)
    for _ in range(BURST):
        with pytest.raises(NotFound):
            await hall.try_code(HERE, is_right=False)
    looked_up = hall.looked_up
    with pytest.raises(RateLimited) as refused:
        await hall.try_code(HERE, is_right=True)
    assert (hall.looked_up, refused.value.retry_after_ms) == (looked_up, 500)
    await hall.try_code(THERE, is_right=True)
    hall.now += 0.5
    await hall.try_code(HERE, is_right=True)
