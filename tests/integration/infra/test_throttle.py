"""Guesses are slowed down alike by the counters in Redis and in memory, and by all processes together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest

from app.core.errors import RateLimited
from app.infra import redis
from app.infra.embedded.ports import free_port
from app.infra.redis import Redis
from app.infra.throttle import Backoff, Counters, MemoryCounters, RedisCounters, Throttle

BACKOFF = Backoff(free=3, first_s=4, cap_s=10, memory_s=100)


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture(params=["redis", "memory"])
def counters(request: pytest.FixtureRequest, redis_client: Redis, seconds: Seconds) -> Counters:
    twins: dict[str, Callable[[], Counters]] = {
        "redis": lambda: RedisCounters(redis_client, "test", seconds),
        "memory": lambda: MemoryCounters(seconds),
    }
    return twins[request.param]()


async def test_the_waits_double_up_to_a_cap_and_waiting_always_gets_a_turn(
    counters: Counters, seconds: Seconds
) -> None:
    assert [await counters.count("a", BACKOFF) for _ in range(4)] == [0, 0, 0, pytest.approx(4, abs=0.01)]
    waits = []
    for _ in range(4):
        seconds.now += await counters.count("a", BACKOFF)
        assert await counters.count("a", BACKOFF) == 0
        waits.append(round(await counters.count("a", BACKOFF)))
    assert waits == [8, 10, 10, 10]
    assert await counters.count("b", BACKOFF) == 0


async def test_an_attempt_that_came_too_early_costs_nothing(counters: Counters, seconds: Seconds) -> None:
    for _ in range(3):
        await counters.count("a", BACKOFF)
    for _ in range(20):
        assert await counters.count("a", BACKOFF) == pytest.approx(4, abs=0.01)
    seconds.now += 4.01
    assert await counters.count("a", BACKOFF) == 0


async def test_a_right_attempt_clears_the_slate(counters: Counters) -> None:
    for _ in range(4):
        await counters.count("a", BACKOFF)
    await counters.forget("a")
    assert [await counters.count("a", BACKOFF) for _ in range(3)] == [0, 0, 0]


async def test_of_many_attempts_at_once_only_the_free_ones_pass(counters: Counters) -> None:
    answers = await asyncio.gather(*(counters.count("a", BACKOFF) for _ in range(50)))
    assert answers.count(0) == 3


async def test_memory_ends_and_is_bounded(seconds: Seconds) -> None:
    counters = MemoryCounters(seconds, max_keys=2)
    for _ in range(4):
        await counters.count("a", BACKOFF)
    seconds.now += 105
    assert [await counters.count("a", BACKOFF) for _ in range(3)] == [0, 0, 0]
    await counters.count("b", BACKOFF)
    await counters.count("c", BACKOFF)
    assert await counters.count("a", BACKOFF) == 0


async def test_what_redis_keeps_goes_by_itself(redis_client: Redis, seconds: Seconds) -> None:
    await RedisCounters(redis_client, "test", seconds).count("a", BACKOFF)
    assert 0 < await redis_client.pttl("test:throttle:a") <= 100_000


async def test_two_processes_count_together(redis_client: Redis, seconds: Seconds) -> None:
    first, second = (Throttle(RedisCounters(redis_client, "test", seconds), MemoryCounters(seconds)) for _ in range(2))
    for throttle in (first, second, first):
        await throttle.spend("a", BACKOFF)
    with pytest.raises(RateLimited) as refusal:
        await second.spend("a", BACKOFF)
    assert refusal.value.retry_after_ms == pytest.approx(4_000, abs=10)
    await first.forgive("a")
    await second.spend("a", BACKOFF)


async def test_without_redis_each_process_counts_alone_and_says_so_once(
    seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    away = redis.connect(f"redis://127.0.0.1:{free_port()}/0")
    throttle = Throttle(RedisCounters(away, "test", seconds), MemoryCounters(seconds))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            await throttle.spend("a", BACKOFF)
        with pytest.raises(RateLimited):
            await throttle.spend("a", BACKOFF)
    assert caplog.text.count("Redis is away") == 1
    await throttle.forgive("a")
    await throttle.spend("a", BACKOFF)
    await away.aclose()
