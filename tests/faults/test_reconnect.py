"""Fault 19: every socket of a room is lost at the same moment while people answer. All are back within two seconds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from app.client.line import Line
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.faults.balancer import balanced
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.starvation import starvation_watched
from tests.faults.watched import on_screens, opened_room
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

BACK_WITHIN_S = 2.0
PATIENCE_S = 60.0
pytestmark = pytest.mark.fault(19)


async def test_everybody_who_was_cut_off_at_once_is_back_soon_and_nothing_is_missing(
    settings: Settings,
    database: Database,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    gateways = [processes.starting_gateway(settings) for _ in range(2)]
    start_relay(settings)
    for gateway in gateways:
        await gateway.until_ready()
    opened = await opened_room(settings, database)
    async with (
        balanced(*(gateway.settings.port for gateway in gateways)) as line,
        on_screens(opened, settings, database, findings, [line.base_url] * 3) as room,
    ):
        async with voting(room, phones=sized(60, at_length=300), pause_s=0.02) as phones:
            everybody = [*phones, *room.screens]
            await all_answered(phones)
            async with starvation_watched() as starvation:
                for times in range(1, sized(2, at_length=10) + 1):
                    findings.tried(line.cut())
                    await until(partial(all_are_back, everybody, times), within_s=PATIENCE_S)
        longest_s = max(seconds for one in everybody for seconds in one.absences_s)
        assert longest_s < BACK_WITHIN_S + starvation.allowance_s
        await assert_nothing_lost_or_doubled(room, books_of(room, phones))


def all_are_back(lines: Sequence[Line], times: int) -> bool:
    return all(len(line.absences_s) >= times for line in lines)
