"""Fault 20: screens that come in the middle of a burst, and clients that go in the middle of coming."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.sockets import RawSocket, raw_socket
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.watched import WatchedRoom, on_screens, opened_room
from tests.fixtures.findings import Findings
from tests.fixtures.gateways import running_gateway
from tests.fixtures.lengths import Sized
from tests.fixtures.waiting import until

PHONES = 30
AT_ONCE = 10
KINDS = ("results", "state", "presence", "questions")
pytestmark = pytest.mark.fault(20)

Leave = Callable[[RawSocket, str], Awaitable[None]]


async def vanish(socket: RawSocket, channel: str) -> None:
    """The network is gone before an answer can come."""
    await socket.send(type="subscribe", id="r", channel=channel)
    socket.connection.transport.abort()


async def think_again(socket: RawSocket, channel: str) -> None:
    """Subscribe and unsubscribe in one breath, and once more."""
    for number in range(2):
        await socket.send(type="subscribe", id=f"s{number}", channel=channel)
        await socket.send(type="unsubscribe", id=f"u{number}", channel=channel)
    await socket.receive("ack", id="u1")


async def go_at_the_first_frame(socket: RawSocket, channel: str) -> None:
    """Leave in good order as soon as anything comes."""
    await socket.send(type="subscribe", id="r", channel=channel)
    await socket.receive()


WAYS: tuple[Leave, ...] = (vanish, think_again, go_at_the_first_frame)


async def test_screens_that_come_in_a_burst_miss_nothing_and_clients_that_go_leave_nothing(
    settings: Settings, database: Database, start_relay: StartRelay, findings: Findings, sized: Sized
) -> None:
    visitors, late_screens = sized(60, at_length=1_000), sized(10, at_length=50)
    start_relay(settings)
    opened = await opened_room(settings, database)
    async with (
        running_gateway(settings) as gateway,
        on_screens(opened, settings, database, findings, [gateway.base_url]) as room,
        AsyncExitStack() as stack,
    ):
        async with voting(room, phones=PHONES, pause_s=0.01) as phones:
            await all_answered(phones)
            async with asyncio.TaskGroup() as group:
                for number in range(AT_ONCE):
                    group.create_task(come_and_go(room, visitors // AT_ONCE, random.Random(number)))
                for _ in range(late_screens):
                    room.screens.append(await stack.enter_async_context(room.screen()))
            await until(lambda: all(screen.positions for screen in room.screens), within_s=30.0)
        await assert_nothing_lost_or_doubled(room, books_of(room, phones))
        assert [(screen.connects, screen.gaps) for screen in room.screens] == [(1, 0)] * len(room.screens)
        hub = gateway.services.sockets._hub
        await until(lambda: gateway.services.sockets.connected == len(room.screens), within_s=30.0)
        held = [channel.name for channel in hub._rooms[room.id].channels() for _ in range(len(channel))]
        assert held == [room.room.channel("results")] * len(room.screens), "whoever left holds no channel"
    findings.tried(visitors + late_screens)


async def come_and_go(room: WatchedRoom, visitors: int, chance: random.Random) -> None:
    """One visitor after the other, each of whom leaves in another way."""
    for _ in range(visitors):
        async with raw_socket(room.socket_url) as socket:
            await socket.hello(room.room.member_token())
            await asyncio.sleep(chance.uniform(0, 0.02))
            await chance.choice(WAYS)(socket, room.room.channel(chance.choice(KINDS)))
