"""Who has answered, over real sockets and two gateways: the screens of each count the phones of both."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.surveys.settings import SettingsChange
from app.infra.mongo import Database
from realtime import turnout, turnout_check
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import RawSocket, Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway, running_gateway

FIRST, SECOND = f"{CHOICE.id}@1", f"{CHOICE.id}@2"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnout_check, "INTERVAL_S", 0.1)
    monkeypatch.setattr(turnout_check, "JOINED_INTERVAL_S", 0.2)
    monkeypatch.setattr(turnout, "SWEEP_S", 0.2)


async def watch(screen: RawSocket, room: Room) -> None:
    await screen.hello(room.member_token())
    assert (await screen.ask(type="subscribe", id="p", channel=room.channel("presence")))["type"] == "ack"


async def arrive(phone: RawSocket, room: Room, token: str) -> None:
    await phone.hello(token)
    assert (await phone.ask(type="subscribe", id="s", channel=room.channel("state")))["type"] == "ack"


async def answer(phone: RawSocket, room: Room, value: str | None, *, attempt: int = 1, revision: int = 1) -> None:
    key = new_key()
    sent = {"part": CHOICE.id, "attempt": attempt, "revision": revision, "answers": {CHOICE.id: value}}
    ack = await phone.ask(type="submit", id=key[-12:], key=key, session=room.id, **sent)
    assert ack["status"] == "accepted", ack


async def control(screen: RawSocket, room: Room, action: str) -> None:
    ack = await screen.ask(type="control", id=action, session=room.id, action=action, question=CHOICE.id)
    assert ack["type"] == "ack", ack


async def reaches(screen: RawSocket, **wanted: Any) -> None:
    told = [frame["data"] for frame in screen.frames if frame["type"] == "snapshot"]
    seen: dict[str, Any] = told[-1] if told else {}
    while not wanted.items() <= seen.items():
        seen = (await screen.receive("snapshot"))["data"]


async def test_screens_of_every_gateway_count_who_has_answered_at_any_of_them(
    settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    people = [room.participant() for _ in range(3)]
    for person in people:
        await ParticipantRepository(database).add(person, utc_now(), name=None, email=None)
    tokens = [room.participant_token(person) for person in people]
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        urls = [(await enter(running_gateway(settings))).socket_url for _ in range(2)]
        one, other = screens = [await enter(raw_socket(url)) for url in urls]
        first, second = [await enter(raw_socket(url)) for url in urls]
        for screen in screens:
            await watch(screen, room)
        await arrive(first, room, tokens[0])
        await arrive(second, room, tokens[1])
        for screen in screens:
            await reaches(screen, connected=2, asked=None, answered=None, joined=3)
        await control(one, room, "open")
        await answer(first, room, "red")
        for screen in screens:
            await reaches(screen, connected=2, asked=FIRST, answered=1, joined=3)
        await answer(second, room, "blue")
        await answer(second, room, None, revision=2)
        await answer(second, room, "blue", revision=3)
        # Who has answered at one gateway and comes back to another has answered.
        async with raw_socket(urls[1]) as moved:
            await first.connection.close()
            await arrive(moved, room, tokens[0])
            for screen in screens:
                await reaches(screen, connected=2, answered=2)
            await answer(moved, room, None, revision=2)
            for screen in screens:
                await reaches(screen, connected=2, answered=1)
        await reaches(one, connected=1, answered=1, joined=3)
        await control(other, room, "round")
        await reaches(one, asked=SECOND, answered=0)


async def test_phones_are_told_how_many_are_there_and_nothing_else(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as screen, raw_socket(gateway.socket_url) as phone:
        await watch(screen, room)
        await control(screen, room, "open")
        await phone.hello(room.participant_token())
        await phone.ask(type="subscribe", id="p", channel=room.channel("presence"))
        await answer(phone, room, "red")
        await reaches(screen, answered=1)
        told = [frame["data"] for frame in phone.frames if frame["type"] == "snapshot"]
        assert told == [{"connected": 1, "asked": None, "answered": None, "joined": None}]


async def test_where_small_groups_are_hidden_nobody_is_told_how_many_have_answered(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    hiding = SettingsChange(min_group_size=3).applied_to(room.session.settings)
    assert await SessionRepository(database).replace_settings(room.session, hiding, "Talk", utc_now())
    async with raw_socket(gateway.socket_url) as screen, raw_socket(gateway.socket_url) as phone:
        await watch(screen, room)
        await arrive(phone, room, room.participant_token())
        await control(screen, room, "open")
        await answer(phone, room, "red")
        await reaches(screen, connected=1, joined=1)
        told = [frame["data"] for frame in screen.frames if frame["type"] == "snapshot"]
        assert {(data["asked"], data["answered"]) for data in told} == {(None, None)}
