"""Faults 13 and 14: what carries the events dies under load. Every screen goes on, and is exact in the end, on the
connection that it had."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable

import pytest

from app.core.settings import Settings
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.mongo import Database
from app.infra.redis import Redis
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.watched import WatchedRoom, watched_from_processes
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

PHONES = 20
GATEWAYS = 2
MOVES_WITHIN_S = 30.0
pytestmark = pytest.mark.fault


def every_screen_moves(room: WatchedRoom) -> Callable[[], bool]:
    """A condition: each shows more entries than it does now."""
    former = [screen.shown.entries for screen in room.screens]
    return lambda: all(screen.shown.entries > entries for screen, entries in zip(room.screens, former, strict=True))


async def assert_screens_outlive(room: WatchedRoom, times: int, strike: Callable[[], Awaitable[None]]) -> None:
    """People answer all the time; after each strike all screens move on, and they are right in the end."""
    async with voting(room, phones=PHONES) as phones:
        await all_answered(phones)
        for _ in range(times):
            await strike()
            await until(every_screen_moves(room), within_s=MOVES_WITHIN_S)
    room.findings.tried(times)
    await assert_nothing_lost_or_doubled(room, books_of(room, phones))
    assert [screen.connects for screen in room.screens] == [1] * len(room.screens)


@pytest.mark.fault(13)
async def test_screens_outlive_the_killing_of_their_subscriptions_under_load(
    settings: Settings,
    database: Database,
    redis_client: Redis,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    async def kill_subscribers() -> None:
        await until(lambda: all_listen(redis_client), within_s=MOVES_WITHIN_S)
        assert await redis_client.client_kill_filter(_type="pubsub") >= GATEWAYS

    gateways = [processes.starting_gateway(settings) for _ in range(GATEWAYS)]
    start_relay(settings)
    async with watched_from_processes(settings, database, findings, gateways) as room:
        await assert_screens_outlive(room, sized(5, at_length=100), kill_subscribers)


async def all_listen(redis_client: Redis) -> bool:
    """Every gateway has its subscriptions again: whom a kill finds is killed."""
    return len(await redis_client.client_list(_type="pubsub")) >= GATEWAYS


@pytest.mark.fault(14)
async def test_screens_outlive_redis_and_its_coming_back_empty(
    settings: Settings,
    database: Database,
    own_redis: EmbeddedRedis,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    alone = settings.model_copy(update={"redis_url": own_redis.url})

    async def take_away_for_a_while() -> None:
        own_redis.kill()
        for _ in range(sized(3, at_length=30)):
            moved = every_screen_moves(room)
            await asyncio.sleep(1.0)
            await until(moved, within_s=MOVES_WITHIN_S)
        shutil.rmtree(own_redis.folder)
        own_redis.start()

    gateways = [processes.starting_gateway(alone) for _ in range(GATEWAYS)]
    start_relay(alone)
    async with watched_from_processes(alone, database, findings, gateways) as room:
        await assert_screens_outlive(room, sized(1, at_length=2), take_away_for_a_while)
