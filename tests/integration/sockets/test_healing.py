"""Whatever is lost between relay and screen is noticed and repaired without a reload."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.mongo import Database
from app.infra.redis import Redis
from tests.builders.sessions import CHOICE
from tests.builders.sockets import Room, new_room
from tests.fixtures.gateways import Gateway, running_gateway, running_relay
from tests.fixtures.waiting import until

QUESTION = CHOICE.id
CELL = f"{QUESTION}@1"


def screen(gateway: Gateway, room: Room, *kinds: str) -> Watcher:
    channels = [room.channel(kind) for kind in kinds or ("results",)]
    return Watcher(gateway.socket_url, room.member_token(), channels)


def shown(watcher: Watcher, room: Room) -> int:
    return watcher.views[room.channel("results")].results().cells.get(CELL, {}).get("n", 0)


async def vote(gateway: Gateway, room: Room, count: int) -> None:
    """As many new participants answer at once; returns when all are acked."""
    async with AsyncExitStack() as stack:
        voters = [Respondent(gateway.socket_url, room.participant_token(), room.id) for _ in range(count)]
        for voter in voters:
            await stack.enter_async_context(voter)
        await asyncio.gather(*(voter.answer(QUESTION, {QUESTION: "red"}) for voter in voters))


async def kill_pub_sub(redis_client: Redis) -> None:
    """Cut every subscriber off, as an operator or a failover would."""
    assert await redis_client.client_kill_filter(_type="pubsub") >= 1


async def open_room(gateway: Gateway, settings: Settings, database: Database) -> Room:
    room = await new_room(settings, database)
    await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
    return room


async def test_killed_pub_sub_connections_are_healed(
    live_gateway: Gateway, settings: Settings, database: Database, redis_client: Redis
) -> None:
    room = await open_room(live_gateway, settings, database)
    async with screen(live_gateway, room, "results", "state") as watcher:
        await until(lambda: len(watcher.subscribed) == 2)
        for round_number in range(1, 6):
            await kill_pub_sub(redis_client)
            await vote(live_gateway, room, 5)
            await until(lambda expected=5 * round_number: shown(watcher, room) == expected)
        await kill_pub_sub(redis_client)
        await live_gateway.services.sessions.control(room.owner, room.id, Command("close"))
        await until(lambda: watcher.views[room.channel("state")].data["accepting"] is False)
        assert watcher.connects == 1
        assert all(view.falls == 0 for view in watcher.views.values())


async def test_screens_move_while_redis_is_away_and_after_it_came_back_empty(
    settings: Settings, database: Database, own_redis: EmbeddedRedis
) -> None:
    alone = settings.model_copy(update={"redis_url": own_redis.url})
    async with running_relay(alone), running_gateway(alone) as gateway:
        room = await open_room(gateway, alone, database)
        async with screen(gateway, room, "results", "state") as watcher:
            await until(lambda: len(watcher.subscribed) == 2)
            await vote(gateway, room, 3)
            await until(lambda: shown(watcher, room) == 3)
            own_redis.kill()
            await vote(gateway, room, 3)
            await until(lambda: shown(watcher, room) == 6)
            late = screen(gateway, room)
            async with late:
                await until(lambda: shown(late, room) == 6)
                await gateway.services.sessions.control(room.owner, room.id, Command("close"))
                await until(lambda: watcher.views[room.channel("state")].data["accepting"] is False)
                await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
                own_redis.start()
                await vote(gateway, room, 3)
                await until(lambda: shown(watcher, room) == shown(late, room) == 9)


async def test_an_event_that_nobody_published_is_found_by_the_position_check(
    gateway: Gateway, settings: Settings, database: Database, redis_client: Redis
) -> None:
    room = await open_room(gateway, settings, database)
    await redis_client.ping()
    deaf = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1"})
    async with running_relay(deaf), screen(gateway, room) as watcher:
        await until(lambda: bool(watcher.subscribed))
        await vote(gateway, room, 4)
        await until(lambda: shown(watcher, room) == 4)
        assert watcher.connects == 1


async def test_subscribing_during_a_burst_misses_nothing(
    live_gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await open_room(live_gateway, settings, database)
    watchers = [screen(live_gateway, room) for _ in range(20)]
    async with AsyncExitStack() as stack:
        voting = asyncio.create_task(vote(live_gateway, room, 150))
        for watcher in watchers:
            await stack.enter_async_context(watcher)
            await asyncio.sleep(0.02)
        await voting
        await until(lambda: {shown(watcher, room) for watcher in watchers} == {150})
    views = [watcher.views[room.channel("results")] for watcher in watchers]
    assert [(view.gaps, view.falls) for view in views] == [(0, 0)] * len(views)


async def test_screens_of_two_gateways_agree(settings: Settings, database: Database) -> None:
    async with running_relay(settings), running_gateway(settings) as one, running_gateway(settings) as other:
        room = await open_room(one, settings, database)
        async with (
            screen(one, room, "results", "presence") as left,
            screen(other, room, "results", "presence") as right,
        ):
            phones = [Watcher(g.socket_url, room.participant_token(), []) for g in (one, other, other)]
            async with AsyncExitStack() as stack:
                for phone in phones:
                    await stack.enter_async_context(phone)
                await asyncio.gather(vote(one, room, 20), vote(other, room, 20))
                await until(lambda: shown(left, room) == shown(right, room) == 40)
                counts = [watcher.views[room.channel("presence")] for watcher in (left, right)]
                await until(lambda: [view.data and view.data["connected"] for view in counts] == [3, 3])


async def test_a_screen_that_comes_back_with_since_gets_only_what_it_missed(
    live_gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await open_room(live_gateway, settings, database)
    async with screen(live_gateway, room) as watcher, screen(live_gateway, room) as other:
        await vote(live_gateway, room, 2)
        await until(lambda: shown(watcher, room) == 2)
        for expected in (5, 8):
            watcher.drop()
            await vote(live_gateway, room, 3)
            await until(lambda expected=expected: shown(watcher, room) == shown(other, room) == expected)
        assert watcher.connects == 3
        assert watcher.views[room.channel("results")].falls == 0
