"""Rates are limited alike in Redis and in memory, and nobody waits for a Redis that is away."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from app.core.clock import monotonic
from app.infra import redis
from app.infra.buckets import PATIENCE_S, RETRY_S, Bucket, Buckets, Limit, MemoryBuckets, RedisBuckets, SharedBuckets
from app.infra.embedded.ports import free_port
from app.infra.redis import Redis
from tests.fixtures.waiting import until

SLOW = Bucket("{org_1}:member:a", Limit(per_s=0.001, burst=5))
OTHER = Bucket("{org_1}:organization:", Limit(per_s=0.001, burst=7))
QUICK = Bucket("{org_1}:member:b", Limit(per_s=20, burst=2))


class Ticker:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """Counts how often the buckets inside are asked."""

    def __init__(self, inner: Buckets) -> None:
        self._inner = inner
        self.times = 0

    async def take(self, buckets: Sequence[Bucket]) -> list[float]:
        self.times += 1
        return await self._inner.take(buckets)


@pytest.fixture(params=["redis", "memory"])
def buckets(request: pytest.FixtureRequest, redis_client: Redis) -> Buckets:
    twins: dict[str, Callable[[], Buckets]] = {
        "redis": lambda: RedisBuckets(redis_client, "test"),
        "memory": lambda: MemoryBuckets(monotonic),
    }
    return twins[request.param]()


async def test_a_burst_is_allowed_and_a_refusal_says_what_is_lacking(buckets: Buckets) -> None:
    left = [(await buckets.take([SLOW]))[0] for _ in range(7)]
    assert left == pytest.approx([4, 3, 2, 1, 0, -1, -1], abs=0.05)
    assert (await buckets.take([QUICK]))[0] == pytest.approx(1, abs=0.05)


async def test_what_was_taken_comes_back_and_no_more(buckets: Buckets) -> None:
    began, taken = monotonic(), 0
    while monotonic() - began < 0.5:
        taken += (await buckets.take([QUICK]))[0] >= 0
    assert 2 < taken <= 2.1 + (monotonic() - began) * 20
    began = monotonic()
    await until(lambda: monotonic() - began > 0.2)
    assert (await buckets.take([QUICK]))[0] == pytest.approx(1, abs=0.001)


async def test_one_may_look_without_taking(buckets: Buckets) -> None:
    look = Bucket(SLOW.name, SLOW.limit, cost=0)
    assert (await buckets.take([look]), await buckets.take([look])) == ([5], [5])
    for _ in range(6):
        await buckets.take([SLOW])
    assert (await buckets.take([look]))[0] == pytest.approx(0, abs=0.05)


async def test_where_one_is_empty_nothing_is_taken_from_those_after_it(buckets: Buckets) -> None:
    for _ in range(5):
        assert len(await buckets.take([SLOW, OTHER])) == 2
    assert await buckets.take([SLOW, OTHER]) == pytest.approx([-1], abs=0.05)
    assert await buckets.take([OTHER]) == pytest.approx([1], abs=0.05)


async def test_of_many_at_once_only_the_burst_passes(buckets: Buckets) -> None:
    answers = await asyncio.gather(*(buckets.take([SLOW]) for _ in range(50)))
    assert sum(left >= 0 for (left,) in answers) == 5


async def test_memory_is_bounded_and_what_redis_keeps_goes_by_itself(redis_client: Redis) -> None:
    own = MemoryBuckets(Ticker(), max_buckets=10)
    for number in range(1_000):
        await own.take([Bucket(str(number), SLOW.limit)])
    assert len(own) == 10
    unused = MemoryBuckets(Ticker())
    assert await unused.take([Bucket(SLOW.name, SLOW.limit, cost=0), QUICK]) == [5, 1]
    assert len(unused) == 1
    await RedisBuckets(redis_client, "test").take([SLOW])
    assert 0 < await redis_client.pttl(f"test:rate:{SLOW.name}") <= 1_000_000


async def test_the_last_token_of_a_burst_can_be_taken_whatever_the_rate() -> None:
    for per_s in (0.3, 3, 7, 20, 30, 2_000):
        own, bucket = MemoryBuckets(Ticker()), Bucket("a", Limit(per_s=per_s, burst=120))
        left = [(await own.take([bucket]))[0] for _ in range(121)]
        assert (left[119], left[120]) == (0, -1)


@pytest.fixture
async def silent_url() -> AsyncIterator[str]:
    """A server that takes connections and says nothing."""

    connected: list[asyncio.StreamWriter] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(writer)
        while await reader.read(1_024):
            pass
        writer.close()
        await writer.wait_closed()
        connected.remove(writer)

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    await until(lambda: connected == [])
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("kind", ["away", "silent"])
async def test_without_redis_a_process_limits_alone_and_waits_for_it_once(
    kind: str, silent_url: str, redis_client: Redis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = Ticker()
    lost = redis.connect(silent_url if kind == "silent" else f"redis://127.0.0.1:{free_port()}/0")
    tried = Counted(RedisBuckets(lost, "test"))
    shared = SharedBuckets(tried, MemoryBuckets(ticks), ticks)
    began = time.monotonic()
    with caplog.at_level(logging.WARNING):
        left = [(await shared.take([SLOW]))[0] for _ in range(6)]
        assert time.monotonic() - began < 10 * PATIENCE_S
        assert left == [4, 3, 2, 1, 0, -1]
        assert tried.times == 1
        ticks.now += RETRY_S
        await asyncio.gather(*(shared.take([SLOW]) for _ in range(5)))
        assert tried.times == 2
    assert caplog.text.count("Redis is away") == 1
    monkeypatch.setattr("app.infra.buckets.PATIENCE_S", 30)
    tried._inner = RedisBuckets(redis_client, "test")
    ticks.now += RETRY_S
    for level in (4, 3):
        assert await shared.take([SLOW]) == pytest.approx([level], abs=0.05)
    assert tried.times == 4
    await lost.aclose()
