"""Who gets in, for how long, and what a stranger learns: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mongo import Database
from app.infra.tokens import ACCESS_LIFETIME, Tokens
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway

FORGED = "another secret that is long enough for HS256"


def token_with_life_left(settings: Settings, room: Room, left: timedelta) -> str:
    past = Tokens(settings.signing_secret(), lambda: utc_now() - ACCESS_LIFETIME + left)
    return past.issue_access(room.owner).token


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ä", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_token_that_is_none_is_refused_for_good(gateway: Gateway, token: str) -> None:
    async with raw_socket(gateway.socket_url) as socket:
        refusal = await socket.hello(token)
        assert (refusal["type"], refusal["code"]) == ("error", "token_invalid")
        assert await socket.closed() == 4500


async def test_a_forged_token_is_refused_for_good(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    forged = Tokens(FORGED, utc_now).issue_access(room.owner).token
    async with raw_socket(gateway.socket_url) as socket:
        assert (await socket.hello(forged))["code"] == "token_invalid"
        assert await socket.closed() == 4500


async def test_an_expired_token_asks_for_a_fresh_one(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        stale = token_with_life_left(settings, room, timedelta(seconds=-5))
        assert (await socket.hello(stale))["code"] == "token_expired"
        assert await socket.closed() == 4013


async def test_a_token_that_ends_is_announced_and_then_closes_the_socket(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(token_with_life_left(settings, room, timedelta(seconds=2)))
        await socket.receive("token_expiring")
        assert await socket.closed() == 4013


async def test_a_refreshed_token_keeps_the_socket(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        ends = (await socket.hello(token_with_life_left(settings, room, timedelta(seconds=2))))["token_expires_at"]
        await socket.receive("token_expiring")
        fresh = Tokens(settings.signing_secret(), utc_now).issue_socket(room.owner).token
        await socket.send(type="refresh", id="r1", token=fresh)
        assert (await socket.receive("welcome"))["token_expires_at"] > ends
        assert (await socket.ask(type="subscribe", id="r2", channel=room.channel("state")))["type"] == "ack"


async def test_a_refresh_cannot_change_who_speaks(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.participant_token())
        for other in (room.participant_token(), room.member_token(), room.stranger_token(), "nonsense"):
            answer = await socket.ask(type="refresh", id="r1", token=other)
            assert answer["code"] == "token_invalid"
        assert (await socket.ask(type="subscribe", id="r2", channel=room.channel("state")))["type"] == "ack"


async def test_a_stranger_cannot_tell_a_session_from_nothing(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room, other = await new_room(settings, database), await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as member, raw_socket(gateway.socket_url) as participant:
        await member.hello(room.stranger_token())
        await participant.hello(other.participant_token())
        for kind in ("results", "state", "presence"):
            for socket in (member, participant):
                real = await socket.ask(type="subscribe", id="r", channel=room.channel(kind))
                none = await socket.ask(type="subscribe", id="r", channel=f"session:ses_nothing:{kind}")
                assert real == none
                assert real["code"] == "not_found"
        for session in (room.id, "ses_nothing"):
            control = {"type": "control", "id": "c", "session": session, "action": "open", "question": CHOICE.id}
            assert (await member.ask(**control))["code"] == "not_found"
            assert (await participant.ask(**control))["code"] == "not_found"
    assert (await gateway.services.sessions.get(room.owner.organization, room.id)).session.state_version == 1


async def test_roles_hold_on_the_socket(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    control = {"type": "control", "id": "c", "session": room.id, "action": "open", "question": CHOICE.id}
    submit = {
        "type": "submit", "id": "s", "key": new_key(), "session": room.id, "part": CHOICE.id, "attempt": 1,
        "revision": 1, "answers": {CHOICE.id: "red"},
    }  # fmt: skip
    for token, may in ((room.member_token("viewer"), False), (room.participant_token(), False)):
        async with raw_socket(gateway.socket_url) as socket:
            await socket.hello(token)
            assert (await socket.ask(**control))["code"] == "not_allowed", may
    async with raw_socket(gateway.socket_url) as socket:
        await socket.hello(room.member_token("owner"))
        assert (await socket.ask(**submit))["code"] == "not_allowed"
        assert (await socket.ask(**control))["type"] == "ack"
        assert (await socket.ask(**{**control, "action": "timer"}))["code"] == "invalid_input"
