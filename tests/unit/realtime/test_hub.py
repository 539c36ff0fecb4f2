"""Rooms while they are loaded, left and swept: no subscriber is ever left behind in one that nobody keeps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from app.contracts.events import PresenceCounted, ResultsChanged
from app.contracts.frames import Position, ResultsData
from app.core.clock import utc_now
from app.core.errors import StorageUnavailable, Unavailable
from app.core.principals import Participant
from realtime import hub as hub_module
from realtime.hub import LINGER_S, Hub
from tests.builders.hubs import CHANNEL, PHONE, Asking, QuietBus, StandingTicks, Stored, hub_on
from tests.fixtures.waiting import until

SWEEP_S = 0.005


@pytest.fixture(autouse=True)
def frequent_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "PRESENCE_INTERVAL_S", SWEEP_S)


@asynccontextmanager
async def sweeping(hub: Hub) -> AsyncIterator[None]:
    """The hub at work; it is closed at the end."""
    running = asyncio.create_task(hub.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await hub.close()


async def test_a_room_that_is_being_loaded_again_for_somebody_is_not_swept_away() -> None:
    stored, ticks = Stored(), StandingTicks()
    hub = hub_on(stored, ticks=ticks)
    async with sweeping(hub):
        channel = await hub.open(PHONE, CHANNEL)
        stored.answers.clear()
        stored.version = 5
        catching_up = asyncio.create_task(hub.catch_up(channel, Position(1, 5)))
        await asyncio.sleep(0)
        ticks.now += LINGER_S + 1
        await asyncio.sleep(20 * SWEEP_S)
        stored.answers.set()
        await catching_up
        assert channel.position == Position(1, 5)
        assert await hub.open(PHONE, CHANNEL) is channel


async def test_a_deserted_room_is_kept_for_a_while_and_then_let_go_with_its_topic() -> None:
    bus, ticks = QuietBus(), StandingTicks()
    hub = hub_on(Stored(), bus=bus, ticks=ticks)
    async with sweeping(hub):
        channel = await hub.open(PHONE, CHANNEL)
        ticks.now += LINGER_S
        await asyncio.sleep(5 * SWEEP_S)
        assert (list(hub.positions()), bus.left) == ([PHONE.session], [])
        ticks.now += 1
        await until(lambda: bus.left == [PHONE.session])
        assert hub.positions() == {}
        assert await hub.open(PHONE, CHANNEL) is not channel


async def test_a_room_too_many_is_refused_for_now_and_those_that_are_open_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hub_module, "MAX_ROOMS", 1)
    hub = hub_on(Stored())
    channel = await hub.open(PHONE, CHANNEL)
    with pytest.raises(Unavailable) as refusal:
        await hub.open(Participant("par_2", "ses_2", "org_1"), "session:ses_2:results")
    assert refusal.value.temporary
    assert await hub.open(PHONE, CHANNEL) is channel


async def test_a_room_that_could_not_be_opened_leaves_nothing_behind() -> None:
    stored, bus = Stored(), QuietBus()
    hub = hub_on(stored, bus=bus)
    stored.is_away = True
    with pytest.raises(StorageUnavailable):
        await hub.open(PHONE, CHANNEL)
    assert bus.left == [PHONE.session]
    stored.is_away = False
    assert (await hub.open(PHONE, CHANNEL)).position == Position(1, 1)


async def test_a_room_that_cannot_be_loaded_again_shows_what_it_holds_until_the_next_time() -> None:
    stored = Stored()
    hub = hub_on(stored)
    channel = await hub.open(PHONE, CHANNEL)
    stored.is_away, stored.version = True, 5
    await hub.catch_up(channel, Position(1, 5))
    assert (stored.failures, channel.position) == (1, Position(1, 1))
    stored.is_away = False
    hub.on_gap(PHONE.session)
    await until(lambda: channel.position == Position(1, 5))
    await hub.close()


async def test_who_waits_for_a_room_when_the_hub_closes_waits_no_longer_and_the_others_hear_that_nobody_is_here() -> (
    None
):
    stored, bus = Stored(), QuietBus()
    hub = hub_on(stored, bus=bus)
    hub.enter(PHONE)
    stored.answers.clear()
    opening = asyncio.create_task(hub.open(PHONE, CHANNEL))
    await until(lambda: bool(hub._tasks))
    await hub.close()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert bus.published == [PresenceCounted(PHONE.session, "gw_1", 0)]


async def test_of_a_room_that_is_let_go_nothing_is_kept_that_was_asked_there() -> None:
    bus, ticks = QuietBus(), StandingTicks()
    hub = hub_on(Asking(), bus=bus, ticks=ticks)
    async with sweeping(hub):
        hub.enter(PHONE)
        await hub.open(PHONE, CHANNEL)
        await until(lambda: len(hub.headcounts) == 1)
        hub.leave(PHONE)
        ticks.now += LINGER_S + 1
        await until(lambda: bus.left == [PHONE.session])
        assert len(hub.headcounts) == 0


def beyond(version: int) -> ResultsChanged:
    """The event before which others are missing."""
    return ResultsChanged(PHONE.session, 1, version - 1, version, utc_now(), ResultsData(version, {}))


async def test_an_event_before_which_others_are_missing_has_the_room_loaded_again() -> None:
    stored = Stored()
    hub = hub_on(stored)
    channel = await hub.open(PHONE, CHANNEL)
    stored.version = 7
    hub.on_event(beyond(6))
    await until(lambda: channel.position == Position(1, 7))
    await hub.close()


async def test_a_room_that_heard_of_more_than_it_loaded_is_loaded_again() -> None:
    stored = Stored()
    hub = hub_on(stored)
    stored.answers.clear()
    opening = asyncio.create_task(hub.open(PHONE, CHANNEL))
    await until(lambda: PHONE.session in hub._rooms)
    await asyncio.sleep(0)
    hub.on_event(beyond(6))
    read_too_early, stored.answers = stored.answers, asyncio.Event()
    read_too_early.set()
    channel = await opening
    assert channel.position == Position(1, 1)
    stored.version = 7
    stored.answers.set()
    await until(lambda: channel.position == Position(1, 7))
    await hub.close()
