"""Clients that are slow, silent, gone in the middle, or too many; and servers that end."""

from __future__ import annotations

import asyncio
import socket as sockets
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from websockets.asyncio.client import connect

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.contracts.events import ResultsChanged
from app.contracts.frames import Position, ResultsData
from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.event_bus import EventBus
from app.infra.mongo import Database
from app.infra.redis import Redis
from realtime.limits import MAX_PENDING_BYTES
from tests.builders.sessions import CHOICE
from tests.builders.sockets import RawSocket, new_room, raw_socket
from tests.builders.trickle import trickle
from tests.fixtures.gateways import Gateway, running_gateway, running_relay
from tests.fixtures.waiting import until

QUESTION = CHOICE.id
BIG = {f"t:{'x' * 60}{number}": number for number in range(1_000)}
SOME = dict(list(BIG.items())[:400])


def connection_of(gateway: Gateway, index: int = 0) -> object:
    return list(gateway.services.sockets._connections)[index]


async def test_a_socket_that_takes_nothing_is_closed_and_costs_little(
    settings: Settings, database: Database, redis_client: Redis
) -> None:
    impatient = settings.model_copy(update={"send_timeout_s": 1.0, "hub_tick_min_ms": 10})
    async with running_gateway(impatient) as gateway:
        room = await new_room(settings, database)
        deaf = sockets.socket()
        deaf.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
        deaf.connect(("127.0.0.1", urlsplit(gateway.socket_url).port))
        deaf.setblocking(False)
        async with connect(gateway.socket_url, sock=deaf, compression=None, ping_interval=None, max_queue=1) as slow:
            raw = RawSocket(slow)
            await raw.hello(room.member_token())
            await raw.ask(type="subscribe", id="r", channel=room.channel("results"))
            connection = connection_of(gateway)
            slow.transport.pause_reading()
            bus, unsent = EventBus(redis_client), 0
            for version in range(1, 400):
                cells = {"word@1": {name: value + version for name, value in BIG.items()}}
                data = ResultsData(version, cells)
                await bus.publish(ResultsChanged(room.id, 1, version - 1, version, utc_now(), data))
                unsent = max(unsent, connection._wire.unsent_bytes)  # type: ignore[attr-defined]
                if gateway.services.sockets.connected == 0:
                    break
                await asyncio.sleep(0.02)
            await until(lambda: gateway.services.sockets.connected == 0)
            assert 0 < unsent < 2 * len(str(BIG))
            assert connection._pending_bytes <= MAX_PENDING_BYTES  # type: ignore[attr-defined]


async def test_a_reader_of_a_few_bytes_stays_skips_ahead_and_ends_right(
    settings: Settings, database: Database, redis_client: Redis
) -> None:
    impatient = settings.model_copy(update={"send_timeout_s": 1.5, "hub_tick_min_ms": 10})
    async with running_gateway(impatient) as gateway:
        room = await new_room(settings, database)
        async with trickle(gateway.socket_url, room.member_token(), room.channel("results")) as slow:
            await until(lambda: slow.view.position is not None)
            bus, last = EventBus(redis_client), 60
            for version in range(1, last + 1):
                cells = {"word@1": {name: value + version for name, value in SOME.items()}}
                await bus.publish(
                    ResultsChanged(room.id, 1, version - 1, version, utc_now(), ResultsData(version, cells))
                )
                await asyncio.sleep(0.05)
            await until(lambda: slow.view.position == Position(1, last), within_s=60.0)
            assert slow.view.results().cells == {"word@1": {name: value + last for name, value in SOME.items()}}
            assert (slow.view.falls, slow.view.gaps) == (0, 0)
            assert slow.frames < last / 3
            assert gateway.services.sockets.connected == 1


async def test_a_silent_socket_is_closed(settings: Settings, database: Database) -> None:
    quick = settings.model_copy(update={"ping_interval_s": 0.5})
    async with running_gateway(quick) as gateway:
        room = await new_room(settings, database)
        async with (
            raw_socket(gateway.socket_url) as silent,
            Watcher(gateway.socket_url, room.member_token(), [room.channel("state")]) as polite,
        ):
            await silent.hello(room.participant_token())
            assert await silent.closed() == 4012
            assert "ping" in {frame["type"] for frame in silent.frames}
            assert polite.connects == 1


async def test_clients_that_vanish_in_the_middle_of_a_subscription_leave_nothing_behind(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    for _ in range(30):
        async with raw_socket(gateway.socket_url) as socket:
            await socket.hello(room.member_token())
            for kind in ("results", "state", "presence"):
                await socket.send(type="subscribe", id="r", channel=room.channel(kind))
            socket.connection.transport.abort()
    await until(lambda: gateway.services.sockets.connected == 0)
    held = gateway.services.sockets._hub._rooms[room.id].channels()
    assert not [channel.name for channel in held if len(channel)]


async def test_a_full_process_says_come_back_later(settings: Settings, database: Database) -> None:
    small = settings.model_copy(update={"max_connections": 2})
    async with running_gateway(small) as gateway, AsyncExitStack() as stack:
        room = await new_room(settings, database)
        for _ in range(2):
            socket = await stack.enter_async_context(raw_socket(gateway.socket_url))
            await socket.hello(room.member_token())
        extra = await stack.enter_async_context(raw_socket(gateway.socket_url))
        assert await extra.closed() == 4002


async def test_a_server_that_ends_answers_what_is_in_flight_and_sends_everybody_elsewhere(
    settings: Settings, database: Database
) -> None:
    async with running_gateway(settings) as gateway:
        room = await new_room(settings, database)
        await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
        async with AsyncExitStack() as stack:
            voters = [Respondent(gateway.socket_url, room.participant_token(), room.id) for _ in range(20)]
            for voter in voters:
                await stack.enter_async_context(voter)
            idle = await stack.enter_async_context(raw_socket(gateway.socket_url))
            await idle.hello(room.member_token())
            await until(lambda: all(voter.connects for voter in voters))
            answers = [asyncio.create_task(voter.answer(QUESTION, {QUESTION: "red"})) for voter in voters]
            await until(lambda: all(voter.sends for voter in voters))
            gateway.stop()
            acks = await asyncio.gather(*answers)
            assert {ack.status for ack in acks} == {"accepted"}
            assert await idle.closed() == 4001
            assert [frame["type"] for frame in idle.frames[-1:]] == ["draining"]
            assert idle.frames[-1]["reconnect_after_ms"] >= 0
    assert await database["entries"].count_documents({}) == 20


async def test_a_respondent_survives_a_restart_of_its_gateway(settings: Settings, database: Database) -> None:
    async with running_relay(settings):
        room = await new_room(settings, database)
        async with running_gateway(settings) as first:
            await first.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
            respondent = Respondent(first.socket_url, room.participant_token(), room.id)
            async with respondent:
                await respondent.answer(QUESTION, {QUESTION: "red"})
                first.stop()
                waiting = asyncio.create_task(respondent.answer(QUESTION, {QUESTION: "blue"}))
                await until(lambda: respondent.last_close_code == 4001)
                async with running_gateway(settings) as second:
                    respondent._url = second.socket_url
                    assert (await waiting).status == "accepted"
