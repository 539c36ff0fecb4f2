"""Fault 18: gateways and the relay are replaced one after the other while a room answers; every socket moves.

No screen misses a version or stands still for long, every socket is back within two seconds, no answer fails for good.
"""

from __future__ import annotations

import itertools
from signal import SIGTERM

import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.faults.balancer import balanced
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.starvation import starvation_watched
from tests.faults.watched import WatchedRoom, on_screens, opened_room
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import AppProcess, ProcessStarter
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(18)

PHONES = 30
SHUTDOWN_S = 3.0
ENDS_WITHIN_S = 30.0
PATIENCE_S = 30.0
BACK_WITHIN_S = 2.0
STANDSTILL_S = 5.0


class Gateways:
    """Two processes behind the balancer."""

    def __init__(self, settings: Settings, processes: ProcessStarter) -> None:
        self._running = [processes.starting_gateway(settings) for _ in range(2)]
        self.ports = [gateway.settings.port for gateway in self._running]

    async def ready(self) -> None:
        for gateway in self._running:
            await gateway.until_ready()

    async def replace_all(self) -> None:
        """End each in order, and start the next on its port before another's turn comes."""
        for gateway in self._running:
            await _ended(gateway)
            gateway.start()
            await gateway.until_ready()


async def _replaced(relay: AppProcess, by: AppProcess) -> AppProcess:
    """A relay hands its lease to one that stands by."""
    await by.until_ready()
    await _ended(relay)
    return by


async def _ended(process: AppProcess) -> None:
    process.signal(SIGTERM)
    await until(lambda: not process.is_running(), within_s=ENDS_WITHIN_S)
    assert process.exit_code() == 0


async def test_a_rolling_restart_loses_no_answer_and_no_screen_sees_a_gap(
    settings: Settings, database: Database, processes: ProcessStarter, findings: Findings, sized: Sized
) -> None:
    restarts = sized(1, at_length=5)
    quick = settings.model_copy(update={"shutdown_timeout_s": SHUTDOWN_S})
    gateways, relay = Gateways(quick, processes), processes.watched_relay(settings)
    await gateways.ready()
    opened = await opened_room(settings, database)
    async with (
        balanced(*gateways.ports) as line,
        on_screens(opened, settings, database, findings, [line.base_url] * 3) as room,
        starvation_watched() as starvation,
    ):
        async with voting(room, phones=PHONES) as phones:
            await all_answered(phones)
            for _ in range(restarts):
                successor = processes.watched_relay(settings)
                await gateways.replace_all()
                relay = await _replaced(relay, successor)
                findings.tried()
            everybody = [*phones, *room.screens]
            await until(lambda: all(one.connects >= 2 for one in everybody), within_s=PATIENCE_S)
        longest_s = max(seconds for one in everybody for seconds in one.absences_s)
        assert longest_s < BACK_WITHIN_S + starvation.allowance_s
        assert_screens_went_on(room, within_s=STANDSTILL_S + starvation.allowance_s)
        await assert_nothing_lost_or_doubled(room, books_of(room, phones))


def assert_screens_went_on(room: WatchedRoom, *, within_s: float) -> None:
    """Each version after a lower one, none asked for again, and never a long pause."""
    for screen in room.screens:
        assert (screen.gaps, screen.falls) == (0, [])
        versions = [position.version for position in screen.positions]
        assert all(sooner < later for sooner, later in itertools.pairwise(versions))
        assert screen.standstill_s < within_s
