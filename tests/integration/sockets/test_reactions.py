"""Reactions over real sockets and two gateways: who may, who sees them, and what happens when there are too many."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.sessions.repository import SessionRepository
from app.features.surveys.settings import SettingsChange
from app.infra.mongo import Database
from realtime.reactions import REACTION_BURST
from tests.builders.sockets import RawSocket, Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway, running_gateway


async def reacting_room(settings: Settings, database: Database) -> Room:
    room = await new_room(settings, database)
    changed = SettingsChange(reactions=True).applied_to(room.session.settings)
    assert await SessionRepository(database).replace_settings(room.session, changed, "Talk", utc_now())
    return room


async def clap(phone: RawSocket, room: Room, number: int = 0) -> dict[str, Any]:
    return await phone.ask(type="react", id=f"r{number}", session=room.id, reaction="clap")


async def counts_reach(screen: RawSocket, wanted: dict[str, int]) -> None:
    seen: dict[str, int] = {}
    while seen != wanted:
        seen = (await screen.receive("snapshot"))["data"]["counts"]


async def test_screens_of_every_gateway_see_what_phones_of_every_gateway_send(
    settings: Settings, database: Database
) -> None:
    room = await reacting_room(settings, database)
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(running_gateway(settings)) for _ in range(2)]
        urls = (one.socket_url, other.socket_url)
        screens = [await stack.enter_async_context(raw_socket(url)) for url in urls]
        for screen in screens:
            await screen.hello(room.member_token("viewer"))
            ack = await screen.ask(type="subscribe", id="s", channel=room.channel("reactions"))
            assert ack["type"] == "ack"
            await counts_reach(screen, {})
        phones = [await stack.enter_async_context(raw_socket(url)) for url in urls]
        for number, phone in enumerate(phones):
            await phone.hello(room.participant_token())
            for _ in range(number + 1):
                assert (await clap(phone, room))["type"] == "ack"
        for screen in screens:
            await counts_reach(screen, {"clap": 3})


async def test_what_is_too_fast_or_not_wanted_is_refused(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room, silent = await reacting_room(settings, database), await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as phone, raw_socket(gateway.socket_url) as other:
        await phone.hello(room.participant_token())
        channel = room.channel("reactions")
        assert (await phone.ask(type="subscribe", id="s", channel=channel))["code"] == "not_allowed"
        assert (await phone.ask(type="react", id="x", session=silent.id, reaction="clap"))["code"] == "not_allowed"
        answers = [await clap(phone, room, number) for number in range(REACTION_BURST + 3)]
        refused = [answer for answer in answers if answer["type"] == "error"]
        assert refused
        assert {answer["code"] for answer in refused} == {"rate_limited"}
        assert refused[0]["temporary"] is True
        await other.hello(silent.participant_token())
        assert (await clap(other, silent))["code"] == "wrong_state"
        assert (await other.ask(type="react", id="y", session=silent.id, reaction="🍆"))["code"] == "malformed_frame"
    async with raw_socket(gateway.socket_url) as member:
        await member.hello(room.member_token())
        assert (await clap(member, room))["code"] == "not_allowed"
