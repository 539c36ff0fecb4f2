"""Fault 26: frames that are none, by the thousand, while people answer. Each gets a clear error; nothing leaks."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from websockets.frames import Frame, Opcode

from app.contracts.frames import MAX_FRAME_BYTES
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import RawSocket, raw_socket
from tests.faults.conftest import StartRelay
from tests.faults.memory import open_files, resident_mib
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.watched import WatchedRoom, watched_from_processes
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until
from tests.unit.realtime.test_protocol import BAD_FRAMES

PHONES = 10
VANDALS = 8
FRAMES_OF_A_SOCKET = 45
"""After fifty that could not be read a socket is closed for good."""
MAY_GROW_MIB = 24
EXPECTED = {"malformed_frame", "not_authenticated", "wrong_state", "not_found", "token_invalid", "not_allowed"}
pytestmark = pytest.mark.fault(26)


def nonsense(room: WatchedRoom, seed: int) -> Iterator[Frame]:
    """Frames that each deserve one error, in no order, for ever."""
    chance = random.Random(seed)
    readable = [data for data, _ in BAD_FRAMES.values() if len(data) <= MAX_FRAME_BYTES]
    wrong = [
        {"type": "subscribe", "id": "a", "channel": "session:ses_nothing:results"},
        {"type": "control", "id": "b", "session": room.id, "action": "end"},
        {"type": "refresh", "id": "c", "token": "x"},
    ]
    while True:
        kind = chance.random()
        if kind < 0.6:
            yield Frame(Opcode.TEXT, chance.choice(readable))
        elif kind < 0.8:
            yield Frame(Opcode.TEXT, json.dumps(chance.choice(wrong)).encode())
        elif kind < 0.9:
            yield Frame(Opcode.BINARY, chance.randbytes(40))
        else:
            yield Frame(Opcode.TEXT, chance.randbytes(chance.randrange(1, 200)))


async def vandalize(room: WatchedRoom, count: int, seed: int) -> Counter[str]:
    """Send so many, on one socket after the other, and some that end theirs; the codes of the errors."""
    codes: Counter[str] = Counter()
    frames = nonsense(room, seed)
    for number, start in enumerate(range(0, count, FRAMES_OF_A_SOCKET)):
        async with raw_socket(room.socket_url) as socket:
            if number % 3:
                await socket.hello(room.room.participant_token())
            for frame in itertools.islice(frames, min(FRAMES_OF_A_SOCKET, count - start)):
                codes[await refused(socket, frame)] += 1
            await end_badly(socket, number)
    return codes


async def refused(socket: RawSocket, frame: Frame) -> str:
    """The code of the error that a frame gets."""
    socket.connection.transport.write(frame.serialize(mask=True))
    answer = await socket.receive("error")
    assert "Traceback" not in json.dumps(answer)
    assert len(answer["message"]) < 400
    return str(answer["code"])


async def end_badly(socket: RawSocket, number: int) -> None:
    """In one of five ways that no client should."""
    write = socket.connection.transport.write
    match number % 5:
        case 0:
            await socket.connection.send("x" * (MAX_FRAME_BYTES + 1))
            assert await socket.closed() == 1009
        case 1:
            write(bytes(Frame(Opcode.TEXT, b"hello").serialize(mask=False)))  # RFC 6455: clients mask
            assert await socket.closed() == 1002
        case 2:
            write(b"\xff\xff\xff\xff")
            assert await socket.closed() == 1002
        case 3:
            write(Frame(Opcode.TEXT, b'{"type":"pong"}').serialize(mask=True)[:5])
            socket.connection.transport.abort()
        case _:
            submit = {"type": "submit", "id": "s", "key": new_key(), "session": "ses_other", "part": CHOICE.id,
                      "attempt": 1, "revision": 1, "answers": {CHOICE.id: "red"}}  # fmt: skip
            assert (await socket.ask(**submit))["type"] == "error"


async def test_nonsense_by_the_thousand_is_refused_and_costs_nobody_anything(
    settings: Settings,
    database: Database,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    each = sized(200, at_length=3_000)
    gateway = processes.starting_gateway(settings)
    start_relay(settings)
    async with watched_from_processes(settings, database, findings, [gateway]) as room:
        async with voting(room, phones=PHONES) as phones:
            await all_answered(phones)
            await vandalize(room, FRAMES_OF_A_SOCKET, seed=0)
            before_mib, before_files = resident_mib(gateway.pid), open_files(gateway.pid)
            found = await asyncio.gather(*(vandalize(room, each, seed=1 + number) for number in range(VANDALS)))
            await until(lambda: open_files(gateway.pid) <= before_files + 1, within_s=30.0)
            grown_mib = resident_mib(gateway.pid) - before_mib
        await assert_nothing_lost_or_doubled(room, books_of(room, phones))
        assert [screen.connects for screen in room.screens] == [1] * len(room.screens)
    codes = Counter[str]()
    for one in found:
        codes.update(one)
    findings.tried(codes.total())
    assert codes.total() == VANDALS * each
    assert codes.keys() <= EXPECTED
    assert grown_mib < MAY_GROW_MIB
    assert gateway.is_running()
    assert "Traceback" not in gateway.log.read_text()
