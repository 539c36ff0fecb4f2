"""Bad frames by the dozen: each gets a clear error, none takes anything down."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from websockets.frames import Frame, Opcode

from app.contracts.frames import MAX_FRAME_BYTES
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.mongo import Database
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import RawSocket, new_room, raw_socket
from tests.fixtures.gateways import Gateway, running_gateway
from tests.unit.realtime.test_protocol import BAD_FRAMES


async def send_bytes_as_text(socket: RawSocket, data: bytes) -> None:
    """A text message whatever the bytes are: the library would refuse some."""
    masked = Frame(Opcode.TEXT, data).serialize(mask=True)
    socket.connection.transport.write(masked)
    await asyncio.sleep(0)


async def test_every_kind_of_bad_frame_gets_a_clear_error(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    names = list(BAD_FRAMES)
    for start in range(0, len(names), 40):
        async with raw_socket(gateway.socket_url) as socket:
            await socket.hello(room.participant_token())
            for name in names[start : start + 40]:
                data, _ = BAD_FRAMES[name]
                await send_bytes_as_text(socket, data)
                answer = await socket.receive()
                expected = "malformed_frame" if len(data) <= MAX_FRAME_BYTES else "too_large"
                assert (answer["type"], answer["code"], answer["temporary"]) == ("error", expected, False), name
                assert "Traceback" not in json.dumps(answer)
            assert (await socket.ask(type="subscribe", id="ok", channel=room.channel("state")))["type"] == "ack"


async def test_a_frame_in_binary_is_refused(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.participant_token())
        await socket.connection.send(b'{"type":"pong","id":"r1"}')
        answer = await socket.receive()
        assert (answer["code"], answer["id"]) == ("malformed_frame", "r1")


@pytest.mark.parametrize("fragments", [1, 4])
async def test_a_frame_that_is_too_large_is_refused_and_the_socket_closed(
    gateway: Gateway, settings: Settings, database: Database, fragments: int
) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.participant_token())
        part = "x" * (MAX_FRAME_BYTES // fragments + 1)
        await socket.connection.send([part] * fragments if fragments > 1 else part)
        assert await socket.closed() == 1009
        assert socket.frames[-1]["code"] == "too_large"


async def test_the_largest_allowed_frame_passes(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.participant_token())
        frame = {"type": "unsubscribe", "id": "r1", "channel": room.channel("state"), "padding": ""}
        frame["padding"] = "x" * (MAX_FRAME_BYTES - len(json.dumps(frame)))
        assert (await socket.ask(**frame))["type"] == "ack"


async def test_nothing_is_read_before_hello(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    early: list[dict[str, Any]] = [
        {"type": "subscribe", "id": "r1", "channel": room.channel("state")},
        {"type": "control", "id": "r1", "session": room.id, "action": "open"},
        {"type": "refresh", "id": "r1", "token": room.member_token()},
    ]
    async with raw_socket(gateway.socket_url) as socket:
        for frame in early:
            assert (await socket.ask(**frame))["code"] == "not_authenticated"
        await socket.send(type="pong")
        assert (await socket.hello(room.member_token()))["type"] == "welcome"
        assert (await socket.hello(room.member_token()))["code"] == "wrong_state"


async def test_endless_nonsense_ends_the_connection(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.participant_token())
        for _ in range(60):
            await send_bytes_as_text(socket, b"nonsense")
        assert await socket.closed() == 4508
        assert {frame["code"] for frame in socket.frames if frame["type"] == "error"} == {"malformed_frame"}


async def test_one_connection_cannot_flood_the_log(settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    count = settings.submit_burst + 50
    patient = settings.model_copy(update={"submit_rate_per_s": 0.001})  # so that no place comes back meanwhile
    async with running_gateway(patient) as gateway, raw_socket(gateway.socket_url) as socket:
        await gateway.services.sessions.control(room.owner, room.id, Command("open", CHOICE.id))
        await socket.hello(room.participant_token())
        for number in range(count):
            await socket.send(type="submit", id=str(number), key=new_key(), session=room.id, part=CHOICE.id, attempt=1,
                              revision=number + 1, answers={CHOICE.id: "red"})  # fmt: skip
        answers = [await socket.receive() for _ in range(count)]
        limited = [answer for answer in answers if answer.get("code") == "rate_limited"]
        assert len(limited) == 50
        assert all(answer["temporary"] and answer["retry_after_ms"] > 0 for answer in limited)
        assert len({answer["id"] for answer in answers}) == count


async def test_a_connection_holds_a_bounded_number_of_channels(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    services = gateway.services
    sessions = [room.session] + [
        (await services.sessions.start(room.owner, room.session.survey, mode="open")).session for _ in range(11)
    ]
    channels = [f"session:{session.id}:{kind}" for session in sessions for kind in ("results", "state", "presence")]
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.member_token())
        answers = [await socket.ask(type="subscribe", id="r", channel=channel) for channel in channels]
        assert [answer.get("code") for answer in answers] == [None] * 32 + ["too_many_channels"] * 4
        await socket.ask(type="unsubscribe", id="u", channel=channels[0])
        assert (await socket.ask(type="subscribe", id="r", channel=channels[-1]))["type"] == "ack"
