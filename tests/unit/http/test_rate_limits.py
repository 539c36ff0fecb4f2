"""Wrong codes are counted by network; right ones are not, and nothing is looked up for who has to wait."""

from __future__ import annotations

import pytest

from app.core.errors import NotFound, RateLimited
from app.http.rate_limits import LIMITS, RateLimits
from app.infra.buckets import MemoryBuckets

HERE, THERE = "192.0.2.0/24", "198.51.100.0/24"
CODE, OTHER = RIGHT = ("K7P2QX", "ABCDEF")
HALF_A_DAY_S = 12 * 3600
BURST = int(LIMITS["wrong-codes"].burst)


class Hall:
    def __init__(self) -> None:
        self.now, self.looked_up = 0.0, 0
        self.limits = RateLimits(MemoryBuckets(lambda: self.now))

    async def try_code(self, network: str, code: str) -> None:
        async with self.limits.guessing(network, code):
            self.looked_up += 1
            if code not in RIGHT:
                raise NotFound

    async def spend_all(self, network: str) -> None:
        for _ in range(BURST):
            with pytest.raises(NotFound):
                await self.try_code(network, "WRONGX")


async def test_a_network_that_guesses_wrong_too_often_waits_and_no_other_does() -> None:
    hall = Hall()
    for _ in range(BURST + 100):
        await hall.try_code(HERE, OTHER)
    await hall.spend_all(HERE)
    looked_up = hall.looked_up
    with pytest.raises(RateLimited) as refused:
        await hall.try_code(HERE, CODE)
    assert (hall.looked_up, refused.value.retry_after_ms) == (looked_up, 500)
    await hall.try_code(THERE, CODE)
    hall.now += 0.5
    await hall.try_code(HERE, CODE)


async def test_a_code_that_was_right_in_a_network_lately_stays_open_to_it_and_to_no_other() -> None:
    hall = Hall()
    await hall.try_code(HERE, CODE)
    await hall.spend_all(HERE)
    await hall.spend_all(THERE)
    for _ in range(3):
        await hall.try_code(HERE, CODE)
    for network, code in ((HERE, OTHER), (THERE, CODE)):
        with pytest.raises(RateLimited):
            await hall.try_code(network, code)


async def test_a_right_code_is_remembered_for_half_a_day_after_its_last_use_and_not_for_ever() -> None:
    hall = Hall()
    for _ in range(4):
        await hall.try_code(HERE, CODE)
        hall.now += HALF_A_DAY_S - 60
    await hall.spend_all(HERE)
    await hall.try_code(HERE, CODE)
    hall.now += 2 * HALF_A_DAY_S
    await hall.spend_all(HERE)
    with pytest.raises(RateLimited):
        await hall.try_code(HERE, CODE)
