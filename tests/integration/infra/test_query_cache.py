"""Results that are kept in Redis: once computed, never of another state or organization, and never needed."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from app.infra import redis
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.query_cache import KEPT_S, MAX_PER_SESSION, MAX_VALUE_BYTES, Asked, Computed, Kind, QueryCache
from app.infra.redis import Redis

Numbers = list[int]
NUMBERS = Kind("numbers", Numbers, revision=1)
ASKED = Asked("org_1", "ses_1", ("colour", 1), "1.7.0")
FOLDER = "test:results:org_1:ses_1"


class Count:
    """A computation that can be held up; ``times`` it was begun."""

    def __init__(self, value: Numbers, *, is_exact: bool = True) -> None:
        self.value = value
        self.is_exact = is_exact
        self.times = 0
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self) -> Computed[Numbers]:
        self.times += 1
        await self.may_end.wait()
        return Computed(self.value, self.is_exact)


@pytest.fixture
def cache(redis_client: Redis) -> QueryCache:
    return QueryCache(redis_client, "test")


@pytest.fixture
def other(redis_client: Redis) -> QueryCache:
    """That of another process."""
    return QueryCache(redis_client, "test")


async def test_what_one_process_computed_every_process_has(cache: QueryCache, other: QueryCache) -> None:
    first, second = Count([1, 2, 3]), Count([9])
    assert await cache.read(NUMBERS, ASKED, first) == ([1, 2, 3], True)
    assert await other.read(NUMBERS, ASKED, second) == ([1, 2, 3], True)
    assert (first.times, second.times) == (1, 0)


async def test_fifty_who_ask_at_once_in_two_processes_cost_one_computation(
    cache: QueryCache, other: QueryCache
) -> None:
    count = Count([5])
    count.may_end.clear()
    asking = [asyncio.create_task(one.read(NUMBERS, ASKED, count)) for one in (cache, other) for _ in range(25)]
    await asyncio.wait(asking, timeout=0.2)
    asking[0].cancel()  # who gives up takes nobody along
    count.may_end.set()
    found = await asyncio.gather(*asking[1:])
    assert (count.times, {tuple(one.value) for one in found}) == (1, {(5,)})


@pytest.mark.parametrize(
    "asked",
    [
        msgspec.structs.replace(ASKED, state="1.8.0"),
        msgspec.structs.replace(ASKED, state="2.7.0"),
        msgspec.structs.replace(ASKED, state="1.7.1"),
        msgspec.structs.replace(ASKED, organization="org_2"),
        msgspec.structs.replace(ASKED, session="ses_2"),
        msgspec.structs.replace(ASKED, parameters=("colour", 2)),
    ],
)
async def test_another_question_or_state_has_its_own_answer(cache: QueryCache, asked: Asked) -> None:
    await cache.read(NUMBERS, ASKED, Count([1]))
    assert await cache.read(NUMBERS, asked, Count([2])) == ([2], True)
    assert await cache.read(NUMBERS, asked, Count([3])) == ([2], True)


@pytest.mark.parametrize("kind", [Kind("numbers", Numbers, revision=2), Kind("numbers", tuple[int, int], revision=1)])
async def test_a_release_with_another_rule_or_shape_reads_nothing_of_the_former(
    cache: QueryCache, kind: Kind[Any]
) -> None:
    await cache.read(NUMBERS, ASKED, Count([1, 2]))
    assert (await cache.read(kind, ASKED, Count([3, 4]))).value == [3, 4]


async def test_what_is_not_of_the_very_state_or_too_large_is_not_kept(cache: QueryCache, redis_client: Redis) -> None:
    assert await cache.read(NUMBERS, ASKED, Count([1], is_exact=False)) == ([1], False)
    await cache.read(NUMBERS, ASKED, Count([0] * MAX_VALUE_BYTES))
    assert await redis_client.exists(FOLDER) == 0
    assert (await cache.read(NUMBERS, ASKED, Count([2]))).value == [2]


async def test_redis_holds_a_bounded_number_of_results_for_a_bounded_time(
    cache: QueryCache, redis_client: Redis
) -> None:
    for number in range(MAX_PER_SESSION + 5):
        await cache.read(NUMBERS, msgspec.structs.replace(ASKED, parameters=number), Count([number]))
        if number == 1:
            await redis_client.pexpire(FOLDER, 60_000)
        if number == 2:
            assert await redis_client.pttl(FOLDER) <= 60_000, "a later result prolongs nothing"
    for version in range(20):
        await cache.read(NUMBERS, msgspec.structs.replace(ASKED, state=f"1.{version}.0"), Count([version]))
    assert await redis_client.hlen(FOLDER) == 5 + 1, "a later state takes the place of the former"
    assert 0 < await redis_client.pttl(FOLDER) <= KEPT_S * 1000
    assert await redis_client.keys("test:*") == [FOLDER.encode()], "no turn is left behind"


async def test_a_damaged_value_is_computed_again(cache: QueryCache, redis_client: Redis) -> None:
    await cache.read(NUMBERS, ASKED, Count([1, 2, 3]))
    stored: Any = await redis_client.hgetall(FOLDER)
    [(field, whole)] = stored.items()
    flipped = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for damaged in [*flipped, whole[:-1], whole + b"\0", b"", b"x"]:
        await redis_client.hset(FOLDER, field, damaged)
        assert (await cache.read(NUMBERS, ASKED, Count([7]))).value == [7]
    await redis_client.set(FOLDER, "no hash at all")
    assert (await cache.read(NUMBERS, ASKED, Count([8]))).value == [8]


async def test_what_is_forgotten_is_gone(cache: QueryCache, redis_client: Redis) -> None:
    await cache.read(NUMBERS, ASKED, Count([1]))
    await cache.read(NUMBERS, msgspec.structs.replace(ASKED, session="ses_2"), Count([2]))
    await cache.forget("org_1", "ses_1")
    assert await redis_client.keys("test:*") == [b"test:results:org_1:ses_2"]
    assert (await cache.read(NUMBERS, ASKED, Count([3]))).value == [3]


async def test_a_failure_is_for_those_who_waited_and_nobody_after_them(cache: QueryCache, redis_client: Redis) -> None:
    async def failing() -> Computed[Numbers]:
        raise LookupError

    failures = await asyncio.gather(*(cache.read(NUMBERS, ASKED, failing) for _ in range(3)), return_exceptions=True)
    assert [type(failure) for failure in failures] == [LookupError] * 3
    assert await redis_client.keys("test:*") == []
    assert (await cache.read(NUMBERS, ASKED, Count([1]))).value == [1]


async def test_without_redis_all_is_computed_and_an_emptied_one_is_filled_again(own_redis: EmbeddedRedis) -> None:
    client = redis.connect(own_redis.url)
    cache = QueryCache(client, "test")
    await cache.read(NUMBERS, ASKED, Count([1]))
    own_redis.kill()
    count = Count([2])
    found = await asyncio.gather(*(cache.read(NUMBERS, ASKED, count) for _ in range(10)))
    assert ({tuple(one.value) for one in found}, count.times) == ({(2,)}, 1), "once, even so"
    await cache.forget("org_1", "ses_1")
    own_redis.start()
    await client.flushall()
    again = Count([3])
    for _ in range(2):
        assert (await cache.read(NUMBERS, ASKED, again)).value == [3]
    assert again.times == 1
    await client.aclose()


async def test_at_the_end_nothing_goes_on(cache: QueryCache, redis_client: Redis) -> None:
    count = Count([1])
    count.may_end.clear()
    asking = asyncio.create_task(cache.read(NUMBERS, ASKED, count))
    await asyncio.wait([asking], timeout=0.1)
    await cache.close()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert (count.times, await redis_client.keys("test:*")) == (1, [])
