"""Every channel and request of the socket, for every kind of caller: exactly the table of permissions comes out."""

from __future__ import annotations

from typing import Any

from app.contracts.asyncapi import CLIENT_FRAMES
from app.core.permissions import CHANNEL_PERMISSIONS, MEMBER_CHANNELS, PERMISSIONS, ROLES_WITH
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.members import ROLES
from tests.builders.rest import new_key
from tests.builders.sockets import Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway

CHANNELS = tuple(CHANNEL_PERMISSIONS)
SENT = ("submit", "ask", "upvote", "react")
"""By participants alone."""
TAGS = {frame.__struct_config__.tag for frame in CLIENT_FRAMES}
OF_THE_CONNECTION = {"hello", "refresh", "unsubscribe", "pong"}
"""Frames that ask for nothing but the connection itself."""


def requests(room: Room) -> dict[str, dict[str, Any]]:
    """One request of each kind; each is refused for its content by whoever lets the caller through."""
    subscriptions = {kind: {"type": "subscribe", "channel": room.channel(kind)} for kind in CHANNELS}
    return subscriptions | {
        "control": {"type": "control", "session": room.id, "action": "timer", "seconds": 10},
        "submit": {
            "type": "submit", "key": new_key(), "session": room.id, "part": "word", "attempt": 1, "revision": 1,
            "answers": {"word": "x"},
        },
        "ask": {"type": "ask", "key": new_key(), "session": room.id, "text": "Why?"},
        "upvote": {"type": "upvote", "session": room.id, "question": "aqn_1"},
        "react": {"type": "react", "session": room.id, "reaction": "clap"},
    }  # fmt: skip


async def walk(gateway: Gateway, room: Room, token: str) -> dict[str, str]:
    """``in`` where the caller was let through, else the code of the refusal."""
    found = {}
    async with raw_socket(gateway.socket_url) as socket:
        assert (await socket.hello(token))["type"] == "welcome"
        for name, frame in requests(room).items():
            answer = await socket.ask(id=name, **frame)
            found[name] = answer["code"] if answer.get("code") in ("not_allowed", "not_found") else "in"
    return found


def expected(may: set[str], *, submits: bool = False) -> dict[str, str]:
    needs = {**CHANNEL_PERMISSIONS, "control": "sessions:control"}
    outcome = {name: "in" if need in may else "not_allowed" for name, need in needs.items()}
    return outcome | dict.fromkeys(SENT, "in" if submits else "not_allowed")


async def test_the_socket_lets_everybody_do_what_the_table_says(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    assert {frame["type"] for frame in requests(room).values()} == TAGS - OF_THE_CONNECTION
    for role in ROLES:
        may: set[str] = {permission for permission in PERMISSIONS if role in ROLES_WITH[permission]}
        assert await walk(gateway, room, room.member_token(role)) == expected(may), role
    for scope in PERMISSIONS:
        if scope != "organization:own":
            _, key = await gateway.services.account_services.api_keys.create(
                room.owner, name="a key", scopes=frozenset({scope}), expires_at=None
            )
            assert await walk(gateway, room, key) == expected({scope}), scope
    participant = expected(set(CHANNEL_PERMISSIONS.values()), submits=True) | dict.fromkeys(
        MEMBER_CHANNELS, "not_allowed"
    )
    assert await walk(gateway, room, room.participant_token()) == participant
    stranger = dict.fromkeys((*CHANNELS, "control"), "not_found") | dict.fromkeys(SENT, "not_allowed")
    assert await walk(gateway, room, room.stranger_token()) == stranger
