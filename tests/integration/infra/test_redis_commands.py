"""What is measured of a real Redis: commands, subscribers and the queue of jobs, by their kinds and never by keys."""

from __future__ import annotations

import asyncio

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from app.core.identity import new_id
from app.core.metrics import readings
from app.core.settings import Settings
from app.infra import pings, redis
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.event_bus import EventBus
from app.infra.mongo import Database
from app.infra.monitoring.prometheus import exposition
from app.infra.monitoring.redis_commands import ABANDONED, COMMAND_SECONDS, FAILURES
from app.infra.pings import BEHIND_SECONDS
from app.infra.redis import Redis
from app.infra.topic_bus import LOST_CONNECTIONS
from tests.builders.job_bench import Bench, Counter
from tests.fixtures.waiting import until
from tests.integration.infra.test_event_bus import event, listening

SECRET = "zq7319"


def times(command: str) -> int:
    return sum(COMMAND_SECONDS.of(command).counts)


async def test_each_command_is_timed_under_its_name_alone(redis_client: Redis) -> None:
    script = redis_client.register_script(f"return redis.call('GET', KEYS[1]) .. '{SECRET}'")
    before = {command: times(command) for command in ("SET", "GET", "EVALSHA", "SCRIPT LOAD")}
    refused = FAILURES.of("EVALSHA", "NoScriptError").value
    await redis_client.set(f"key of {SECRET}", f"value of {SECRET}")
    assert await redis_client.get(f"key of {SECRET}") == f"value of {SECRET}".encode()
    assert await script(keys=[f"key of {SECRET}"]) == f"value of {SECRET}{SECRET}".encode()
    assert {command: times(command) - count for command, count in before.items()} == dict.fromkeys(before, 1)
    assert FAILURES.of("EVALSHA", "NoScriptError").value == refused + 1, "a server that was just emptied"
    page = exposition(readings())
    assert 'impactpulse_redis_command_seconds_count{command="SET"}' in page
    assert SECRET not in page


async def test_a_redis_that_is_away_and_one_that_is_slow_are_told_apart(own_redis: EmbeddedRedis) -> None:
    client = redis.connect(own_redis.url)
    away, abandoned = FAILURES.of("GET", "ConnectionError"), FAILURES.of("GET", ABANDONED)
    before = away.value, abandoned.value
    await client.client_pause(60_000)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await client.get("key")
    assert (away.value, abandoned.value) == (before[0], before[1] + 1)
    own_redis.kill()
    with pytest.raises(RedisConnectionError):
        await client.get("key")
    assert (away.value, abandoned.value) == (before[0] + 1, before[1] + 1)
    await client.aclose()


async def test_events_and_their_subscribers_are_measured(
    own_redis: EmbeddedRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a Redis of its own: a gateway that other tests share listens on theirs, and counts in the same process."""
    monkeypatch.setattr(pings, "PING_INTERVAL_S", 0.25)  # any shorter, a busy machine loses Redis by itself
    client = redis.connect(own_redis.url)
    bus, session = EventBus(client), new_id("ses")
    published, lost = times("PUBLISH"), LOST_CONNECTIONS.of("ConnectionError").value
    async with listening(bus) as heard:
        for subscribes in (False, True):
            if subscribes:
                await bus.subscribe(session)
            answered = sum(BEHIND_SECONDS.counts)
            await until(lambda before=answered: sum(BEHIND_SECONDS.counts) >= before + 3)
        await bus.publish(event(session))
        await until(lambda: heard.events == [event(session)])
        assert await client.client_kill_filter(_type="pubsub") == 1
        await until(lambda: heard.gaps == [session])
    assert times("PUBLISH") > published
    assert LOST_CONNECTIONS.of("ConnectionError").value > lost
    await client.aclose()


async def test_wake_ups_of_jobs_are_measured(settings: Settings, database: Database) -> None:
    bench, counter = Bench(settings, database), Counter()
    before = {command: times(command) for command in ("XGROUP CREATE", "XADD", "XACK")}
    async with bench.listening(counter):
        await bench.jobs.add("count", {}, job_id="count:1")
        await until(lambda: bench.has_ended("count:1"))
    await bench.queue.close()
    assert all(times(command) > count for command, count in before.items())
    assert times("XREADGROUP") == 0, "it waits on purpose"


async def test_a_worker_whose_redis_goes_away_counts_that_it_cannot_read(
    settings: Settings, database: Database, own_redis: EmbeddedRedis
) -> None:
    bench = Bench(settings.model_copy(update={"redis_url": own_redis.url}), database)
    before = FAILURES.of("XREADGROUP", "ConnectionError").value
    created = times("XGROUP CREATE")
    async with bench.listening(Counter()):
        await until(lambda: times("XGROUP CREATE") > created)
        own_redis.kill()
        await until(lambda: FAILURES.of("XREADGROUP", "ConnectionError").value > before)
        await until(lambda: FAILURES.of("XGROUP CREATE", "ConnectionError").value > 0)
        own_redis.start()
    await bench.queue.close()
