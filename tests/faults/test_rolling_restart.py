"""Faults 18 and 19: gateways and the relay are replaced one after the other while a room answers; every socket moves.

No screen misses a version or stands still for long, no answer fails for good.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import AsyncExitStack
from signal import SIGTERM

import pytest

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.contracts.frames import ServerFrame
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.mongo import Database
from tests.builders.sessions import CHOICE, session_service
from tests.builders.sockets import Room, new_room
from tests.faults.balancer import balanced
from tests.faults.oracle import verified
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import READY_TIMEOUT_S, AppProcess, ProcessStarter
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault

QUESTION = CHOICE.id
PHONES, SCREENS = 30, 6
PAUSE_S = 0.05
SHUTDOWN_S = 3.0
ENDS_WITHIN_S = 30.0
PATIENCE_S = 30.0
LONGEST_STANDSTILL_S = 15.0
"""On a machine that runs other tests too; a screen that was lost would stand still to the end."""


class Screen(Watcher):
    """Notes how long its chart stood still while answers came in."""

    def __init__(self, url: str, token: str, channel: str) -> None:
        super().__init__(url, token, [channel])
        self.channel = channel
        self.moments: list[float] = []
        self.versions: list[int] = []

    async def on_frame(self, frame: ServerFrame) -> None:
        await super().on_frame(frame)
        position = self.views[self.channel].position
        if position is not None and (not self.versions or self.versions[-1] != position.version):
            self.versions.append(position.version)
            self.moments.append(time.monotonic())

    @property
    def counted(self) -> int:
        return self.views[self.channel].results().cells.get(f"{QUESTION}@1", {}).get("n", 0)

    @property
    def standstill_s(self) -> float:
        return max((later - sooner for sooner, later in itertools.pairwise(self.moments)), default=0.0)


async def vote_until(over: asyncio.Event, url: str, room: Room) -> list[Respondent]:
    """The phones of a room answer in turn, again and again, until it is over; returns when all of it is acked."""
    async with AsyncExitStack() as stack:
        phones = [Respondent(url, room.participant_token(), room.id) for _ in range(PHONES)]
        for phone in phones:
            await stack.enter_async_context(phone)
        async with asyncio.TaskGroup() as answers:
            for number, phone in enumerate(itertools.cycle(phones)):
                if over.is_set():
                    break
                colour = ("red", "blue", "green")[number % 7 % 3]
                answers.create_task(phone.answer(QUESTION, {QUESTION: colour}))
                await asyncio.sleep(PAUSE_S)
    return phones


class Gateways:
    """Two processes behind the balancer."""

    def __init__(self, settings: Settings, processes: ProcessStarter) -> None:
        self._running = [processes.starting_gateway(settings) for _ in range(2)]
        self.ports = [gateway.settings.port for gateway in self._running]

    async def ready(self) -> None:
        for gateway in self._running:
            await _ready(gateway)

    async def replace(self, number: int) -> None:
        """End one in order and start the next on its port."""
        gateway = self._running[number]
        await _ended(gateway)
        gateway.start()
        await _ready(gateway)


async def _replaced(relay: AppProcess, by: AppProcess) -> AppProcess:
    """A relay hands its lease to one that stands by."""
    await _ready(by)
    await _ended(relay)
    return by


async def _ready(process: AppProcess) -> None:
    await until(lambda: asyncio.to_thread(process.is_ready), within_s=READY_TIMEOUT_S)


async def _ended(process: AppProcess) -> None:
    process.signal(SIGTERM)
    await until(lambda: not process.is_running(), within_s=ENDS_WITHIN_S)
    assert process.exit_code() == 0


async def test_a_rolling_restart_loses_no_answer_and_no_screen_sees_a_gap(
    settings: Settings, database: Database, processes: ProcessStarter, sized: Sized
) -> None:
    room = await new_room(settings, database)
    await session_service(database).control(room.owner, room.id, Command("open", QUESTION))
    quick = settings.model_copy(update={"shutdown_timeout_s": SHUTDOWN_S})
    gateways, relay = Gateways(quick, processes), processes.watched_relay(settings)
    await gateways.ready()
    async with AsyncExitStack() as stack:
        balancer = await stack.enter_async_context(balanced(*gateways.ports))
        url = f"ws://127.0.0.1:{balancer.port}/ws"
        screens = [Screen(url, room.member_token(), room.channel("results")) for _ in range(SCREENS)]
        for screen in screens:
            await stack.enter_async_context(screen)
        await until(lambda: all(screen.subscribed for screen in screens), within_s=PATIENCE_S)
        over = asyncio.Event()
        voting = asyncio.create_task(vote_until(over, url, room))
        await until(lambda: all(screen.counted >= 3 for screen in screens), within_s=PATIENCE_S)
        for _ in range(sized(1, at_length=5)):
            successor = processes.watched_relay(settings)
            for number in range(2):
                await gateways.replace(number)
            relay = await _replaced(relay, successor)
        await until(lambda: all(screen.connects >= 2 for screen in screens), within_s=PATIENCE_S)
        over.set()
        phones = await voting
        answered = sum(bool(phone.acked) for phone in phones)
        await until(lambda: {screen.counted for screen in screens} == {answered}, within_s=PATIENCE_S)
    assert all(phone.sent.keys() == phone.acked.keys() for phone in phones)
    verification = await verified(database, room.id)
    assert verification.agrees
    assert verification.entries_in_log == sum(len(phone.sent) for phone in phones)
    views = [screen.views[screen.channel] for screen in screens]
    assert [(view.gaps, view.falls) for view in views] == [(0, 0)] * SCREENS
    assert all(sooner < later for screen in screens for sooner, later in itertools.pairwise(screen.versions))
    assert max(screen.standstill_s for screen in screens) < LONGEST_STANDSTILL_S
