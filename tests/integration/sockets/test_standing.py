"""Who is removed, logged out or given another role is so at once, on every gateway."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from app.contracts.events import StandingChanged
from app.core.permissions import Role
from app.core.settings import Settings
from app.infra.mongo import Database
from realtime import standing_check
from tests.builders.sockets import RawSocket, Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway, running_gateway

CONTROL = {"type": "control", "id": "c", "action": "open", "question": "colour"}


async def said_hello(stack: AsyncExitStack, gateway: Gateway, room: Room, role: Role) -> RawSocket:
    socket = await stack.enter_async_context(raw_socket(gateway.socket_url))
    assert (await socket.hello(room.member_token(role)))["role"] == role
    return socket


async def test_a_removed_member_is_out_on_every_gateway(settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(running_gateway(settings)) for _ in range(2)]
        sockets = [await said_hello(stack, gateway, room, "admin") for gateway in (one, other)]
        stays = await said_hello(stack, other, room, "viewer")
        admin = room.people["admin"]
        await database["members"].delete_one({"_id": f"{admin.organization}:{admin.user}"})
        await one.services.standings.announce(StandingChanged(organization=admin.organization, user=admin.user))
        assert [await socket.closed() for socket in sockets] == [4503, 4503]
        late = await stack.enter_async_context(raw_socket(other.socket_url))
        assert (await late.hello(room.member_token("admin")))["code"] == "removed"
        assert await late.closed() == 4503
        assert (await stays.ask(type="subscribe", id="s", channel=room.channel("state")))["type"] == "ack"


async def test_a_revoked_login_must_log_in_again(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    async with AsyncExitStack() as stack:
        socket = await said_hello(stack, gateway, room, "viewer")
        await gateway.services.account_services.logins.end(room.people["viewer"])
        assert await socket.closed() == 4500
        late = await stack.enter_async_context(raw_socket(gateway.socket_url))
        assert (await late.hello(room.member_token("viewer")))["code"] == "token_revoked"
        assert await late.closed() == 4500


async def test_another_role_comes_with_a_new_hello(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    member = room.people["facilitator"]
    async with AsyncExitStack() as stack:
        socket = await said_hello(stack, gateway, room, "facilitator")
        membership = {"_id": f"{member.organization}:{member.user}"}
        await database["members"].update_one(membership, {"$set": {"role": "viewer"}})
        await gateway.services.standings.announce(StandingChanged(organization=member.organization, user=member.user))
        assert await socket.closed() == 4013
        late = await stack.enter_async_context(raw_socket(gateway.socket_url))
        assert (await late.hello(room.member_token("facilitator")))["role"] == "viewer"
        assert (await late.ask(session=room.id, **CONTROL))["code"] == "not_allowed"


@pytest.fixture
def quick_rechecks(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a gateway that starts after this: it sets its clock at once."""
    monkeypatch.setattr(standing_check, "RECHECK_S", 0.1)


async def test_news_that_never_came_are_made_up_for(
    quick_rechecks: None, gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    async with AsyncExitStack() as stack:
        socket = await said_hello(stack, gateway, room, "admin")
        await database["token_families"].delete_one({"_id": room.people["admin"].family})
        assert await socket.closed() == 4500
