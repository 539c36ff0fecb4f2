"""Loops that must not end: what goes wrong in one round is logged, and the next round makes up for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import cast

import pytest
from pymongo.errors import AutoReconnect

from app.contracts.close_codes import CloseCode
from app.contracts.frames import Position
from app.core.clock import monotonic
from app.core.principals import Member
from app.features.accounts.standing import Standing
from realtime import gateway, position_check, standing_check
from realtime.channel import Channel, Subscriber
from realtime.connection import Connection
from realtime.fanout import Fanout
from realtime.ports import StandingNews
from realtime.position_check import PositionCheck
from realtime.sources import Source
from realtime.standing_check import StandingCheck
from tests.builders.hubs import CHANNEL, PHONE, QuietBus, Stored, hub_on, readers_of
from tests.fixtures.waiting import until

SOON_S = 0.005


@asynccontextmanager
async def running(loop: Awaitable[None]) -> AsyncIterator[None]:
    task = asyncio.ensure_future(loop)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_loop_of_the_gateway_that_fails_starts_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gateway, "RESTART_DELAY_S", SOON_S)
    starts = 0

    async def loop() -> None:
        nonlocal starts
        starts += 1
        if starts == 1:
            raise RuntimeError("nobody expected this")
        await asyncio.Event().wait()

    async with running(gateway._for_ever("fanout", loop)):
        await until(lambda: starts == 2)
    assert [record.__dict__["loop"] for record in caplog.records] == ["fanout"]


class Stubborn(Channel):
    """Cannot be served the first time."""

    def __init__(self, name: str) -> None:
        super().__init__(name, cast("Source", _Still()))
        self.rounds = 0

    def behind(self) -> list[Subscriber]:
        self.rounds += 1
        if self.rounds == 1:
            raise RuntimeError("nobody expected this")
        return super().behind()


class _Still:
    position = Position(1, 1)
    stamp = 1


async def test_a_channel_that_fails_is_served_again_and_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    fanout = Fanout(tick_min_s=SOON_S, tick_max_s=SOON_S)
    first, other = Stubborn("session:ses_1:results"), Stubborn("session:ses_2:results")
    other.rounds = 1
    async with running(fanout.run()):
        fanout.mark(first)
        fanout.mark(other)
        await until(lambda: (first.rounds, other.rounds) == (2, 2))
    assert [record.__dict__["channel"] for record in caplog.records] == [first.name]


async def test_positions_are_checked_again_when_the_database_is_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(position_check, "INTERVAL_S", SOON_S)
    stored = Stored()
    hub = hub_on(stored)
    channel = await hub.open(PHONE, CHANNEL)
    check = PositionCheck(hub, readers_of(stored), bus=QuietBus())
    stored.is_away, stored.version = True, 5
    async with running(check.run()):
        await until(lambda: stored.failures > 1)
        assert channel.position == Position(1, 1)
        stored.is_away = False
        await until(lambda: channel.position == Position(1, 5))
    assert {record.__dict__["reason"] for record in caplog.records} == {"storage_unavailable"}
    await hub.close()


class Door:
    """The standings are away the first time; then the member is a viewer."""

    def __init__(self) -> None:
        self.looks = 0

    async def recheck(self, members: Collection[Member]) -> Mapping[Member, Standing]:
        self.looks += 1
        if self.looks == 1:
            raise AutoReconnect("away")
        return dict.fromkeys(members, Standing(role="viewer", is_revoked=False))

    def forget(self, change: object) -> None:
        return None


class OneSocket:
    """The socket of somebody who logged in as an admin."""

    member = Member("usr_1", "org_1", "admin", "fam_1")

    def __init__(self) -> None:
        self.closed: list[CloseCode] = []

    def close(self, code: CloseCode) -> None:
        self.closed.append(code)


async def test_standings_that_could_not_be_read_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_check, "RECHECK_DEAF_S", SOON_S)
    door, socket = Door(), OneSocket()
    connections = [cast("Connection", socket)]
    check = StandingCheck(lambda: connections, standings=door, news=cast("StandingNews", QuietBus()), ticks=monotonic)
    check._look_at(connections)
    async with running(check.run()):
        await until(lambda: bool(socket.closed), within_s=5)
    assert socket.closed[0] is CloseCode.TOKEN_EXPIRED
    assert door.looks >= 2
