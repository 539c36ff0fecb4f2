"""Fault 17: a line goes dead and tells neither side. Both notice, and what was under way comes again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

import pytest

from app.client.line import Line
from app.client.respondent import Respondent
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.silent_line import silent_line
from tests.faults.watched import on_screens, opened_room
from tests.fixtures.findings import Findings
from tests.fixtures.gateways import running_gateway
from tests.fixtures.lengths import Sized
from tests.fixtures.waiting import until

PHONES = 20
PING_INTERVAL_S = 1.0
BACK_WITHIN_S = 60.0
pytestmark = pytest.mark.fault(17)


async def test_a_line_that_dies_in_silence_is_noticed_at_both_ends(
    settings: Settings, database: Database, start_relay: StartRelay, findings: Findings, sized: Sized
) -> None:
    quick = settings.model_copy(update={"ping_interval_s": PING_INTERVAL_S})
    start_relay(settings)
    opened = await opened_room(settings, database)
    async with (
        running_gateway(quick) as gateway,
        silent_line(urlsplit(gateway.base_url).port or 0) as line,
        on_screens(opened, quick, database, findings, [line.base_url]) as room,
    ):
        people: list[Respondent] = []
        for deaths in range(1, sized(1, at_length=5) + 1):
            async with voting(room, phones=PHONES) as phones:
                people += phones
                await all_answered(phones)
                findings.tried(line.go_dead())
                await until(partial(are_back, [*phones, *room.screens], deaths), within_s=BACK_WITHIN_S)
            await until(lambda: gateway.services.sockets.connected == len(room.screens), within_s=BACK_WITHIN_S)
        await assert_nothing_lost_or_doubled(room, books_of(room, people))


def are_back(lines: Sequence[Line], screens_lost: int) -> bool:
    """A phone lives for one death only, a screen for all of them."""
    lost = [1 if isinstance(line, Respondent) else screens_lost for line in lines]
    return all(len(line.absences_s) >= times for line, times in zip(lines, lost, strict=True))
