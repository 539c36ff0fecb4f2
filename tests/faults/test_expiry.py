"""Fault 21: tokens end in the middle of a stream, and somebody who was removed comes back with what they last saw."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from app.client.view import Applied, ChannelView
from app.contracts.close_codes import CloseCode
from app.contracts.frames import Delta, Position, ServerFrame, Snapshot
from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.tokens import ACCESS_LIFETIME, Tokens
from tests.builders.erasing import joined
from tests.builders.rest import Caller
from tests.builders.sessions import CHOICE, session_service
from tests.builders.sockets import RawSocket, raw_socket
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.watched import WatchedRoom
from tests.fixtures.lengths import Sized
from tests.fixtures.waiting import until

PHONES = 20
LEFT = timedelta(seconds=4)
pytestmark = pytest.mark.fault(21)


class Viewer:
    """A screen that is written out by hand, so that its token can be anything."""

    def __init__(self, room: WatchedRoom) -> None:
        self._channel = room.room.channel("results")
        self.view = ChannelView()

    async def follow(self, socket: RawSocket, token: str) -> dict[str, Any]:
        """Come, with what it last saw; the ack or the refusal."""
        await socket.hello(token)
        since = {} if self.view.position is None else {"since": msgspec.to_builtins(self.view.position)}
        return await self._until(socket, {"ack", "error"}, type="subscribe", id="r", channel=self._channel, **since)

    async def see(self, socket: RawSocket, *kinds: str) -> dict[str, Any]:
        """Take in what changes until a frame of one of these kinds comes."""
        return await self._until(socket, set(kinds))

    async def _until(self, socket: RawSocket, kinds: set[str], **frame: Any) -> dict[str, Any]:
        if frame:
            await socket.send(**frame)
        while True:
            got = await socket.receive()
            if got["type"] in ("snapshot", "delta"):
                change = msgspec.convert(got, ServerFrame)
                assert isinstance(change, Snapshot | Delta)
                assert self.view.apply(change) is not Applied.GAP
            if got["type"] in kinds:
                return got


def ending_token(settings: Settings, room: WatchedRoom) -> str:
    past = Tokens(settings.signing_secret(), lambda: utc_now() - ACCESS_LIFETIME + LEFT)
    return past.issue_access(room.room.owner).token


@asynccontextmanager
async def in_the_stream(room: WatchedRoom) -> AsyncIterator[None]:
    """Answers all the time; in the end nothing is missing anywhere."""
    async with voting(room, phones=PHONES) as phones:
        await all_answered(phones)
        yield
    await assert_nothing_lost_or_doubled(room, books_of(room, phones))


async def test_a_token_that_is_renewed_in_the_stream_costs_no_frame(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay, sized: Sized
) -> None:
    start_relay(settings)
    renewals = sized(1, at_length=5)
    viewer = Viewer(room)
    async with in_the_stream(room), raw_socket(room.socket_url) as socket:
        await viewer.follow(socket, ending_token(settings, room))
        for number in range(renewals):
            await viewer.see(socket, "token_expiring")
            token = room.room.member_token() if number == renewals - 1 else ending_token(settings, room)
            await socket.send(type="refresh", id=f"f{number}", token=token)
            await viewer.see(socket, "welcome")
        seen = viewer.view.position
        while viewer.view.position == seen:
            await viewer.see(socket, "delta")
    room.findings.tried(renewals)
    assert (viewer.view.gaps, viewer.view.falls) == (0, 0)


async def test_a_token_that_ends_in_the_stream_ends_the_socket_and_a_new_one_goes_on_from_there(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    start_relay(settings)
    viewer = Viewer(room)
    async with in_the_stream(room):
        async with raw_socket(room.socket_url) as socket:
            await viewer.follow(socket, ending_token(settings, room))
            await viewer.see(socket, "token_expiring")
            assert await socket.closed() == CloseCode.TOKEN_EXPIRED
        async with raw_socket(room.socket_url) as socket:
            assert (await viewer.follow(socket, room.room.member_token()))["type"] == "ack"
            await viewer.see(socket, "delta")
    assert (viewer.view.gaps, viewer.view.falls) == (0, 0)


async def test_who_was_removed_comes_back_with_since_and_sees_nothing_more(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    start_relay(settings)
    await session_service(room.database).control(room.room.owner, room.id, Command("reveal", CHOICE.id))
    guest = await joined(room.database, room.session, room.room.participant().participant)
    viewer, token = Viewer(room), room.room.participant_token(guest)
    async with in_the_stream(room):
        async with raw_socket(room.socket_url) as socket:
            assert (await viewer.follow(socket, token))["type"] == "ack"
            await viewer.see(socket, "delta")
            async with httpx.AsyncClient(base_url=room.base_url) as http:
                path = f"/sessions/{room.id}/participants/{guest.participant}"
                assert (await Caller(http, room.room.member_token()).call("DELETE", path)).status_code == 204
            assert await socket.closed() == CloseCode.REMOVED
        last = viewer.view.position
        assert isinstance(last, Position)
        for _ in range(3):
            async with raw_socket(room.socket_url) as socket:
                assert (await viewer.follow(socket, token))["code"] == "participant_removed"
                assert await socket.closed() == CloseCode.REMOVED
                assert {"snapshot", "delta"}.isdisjoint(frame["type"] for frame in socket.frames)
        await until(lambda: all(screen.positions[-1].version > last.version for screen in room.screens))
    assert viewer.view.position == last
