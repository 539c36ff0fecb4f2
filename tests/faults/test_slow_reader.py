"""Fault 16: clients that read a kilobyte a second while results change all the time.

The gateway's memory stays bounded, nobody else notices, and each slow one ends with the right numbers on its first
connection.
"""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack

import msgspec
import pytest

from app.client.respondent import Respondent
from app.contracts.frames import ResultsData
from app.core.settings import Settings
from app.features.surveys.questions import MultipleChoice, Option
from app.infra.mongo import Database
from tests.builders.sessions import CONTENT
from tests.builders.trickle import Trickle, trickle
from tests.faults.conftest import StartRelay
from tests.faults.memory import resident_mib
from tests.faults.oracle import assert_shown_and_exported, tally_of, verified
from tests.faults.watched import on_screens, opened_room
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

MANY = MultipleChoice(
    id="many", title="Which?", options=tuple(Option(f"{'o' * 56}{number}", "Yes") for number in range(100))
)
WIDE = msgspec.structs.replace(CONTENT, questions=(MANY,))
"""Every answer changes up to a hundred counters, each with a long name: some seven kilobytes a frame."""

PEOPLE = 5
PAUSE_S = 0.1
MAY_GROW_MIB = 24
RIGHT_WITHIN_S = 400.0
TAKES_NOTHING_FOR_S = 40.0
"""Segments of loopback are larger than the window of a slow reader, which opens again only when all of it is free: at a
kilobyte a second every sixteen seconds. On a real line something is taken every second or two, and the limit of ten
seconds holds (docs/adr/0004-fan-out.md)."""
pytestmark = pytest.mark.fault(16)


def is_right(reader: Trickle, shown: ResultsData) -> bool:
    return reader.view.results() == shown


async def choose(people: list[Respondent], rounds: int) -> None:
    """Everybody changes their mind again and again."""
    chance = random.Random(16)
    for _ in range(rounds):
        for person in people:
            chosen = [option.id for option in MANY.options if chance.random() < 0.5]
            await person.answer(MANY.id, {MANY.id: chosen})
            await asyncio.sleep(PAUSE_S)


async def test_slow_readers_cost_little_and_end_right(
    settings: Settings,
    database: Database,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    bytes_per_s, rounds, readers = sized(16_384, at_length=1_024), sized(25, at_length=120), sized(3, at_length=10)
    gateway = processes.starting_gateway(settings.model_copy(update={"send_timeout_s": TAKES_NOTHING_FOR_S}))
    start_relay(settings)
    await gateway.until_ready()
    opened = await opened_room(settings, database, content=WIDE)
    async with (
        on_screens(opened, settings, database, findings, [gateway.base_url]) as room,
        AsyncExitStack() as stack,
    ):
        room.content = WIDE
        people = [Respondent(room.socket_url, opened.participant_token(), room.id) for _ in range(PEOPLE)]
        for person in people:
            await stack.enter_async_context(person)
        await choose(people, 1)
        before_mib = resident_mib(gateway.pid)
        slow: list[Trickle] = []
        for _ in range(readers):
            line = trickle(room.socket_url, opened.member_token(), opened.channel("results"), bytes_per_s=bytes_per_s)
            slow.append(await stack.enter_async_context(line))
        await choose(people, rounds)
        grown_mib = resident_mib(gateway.pid) - before_mib
        assert (await verified(database, room.id)).agrees
        tally = await tally_of(database, room.id)
        await assert_shown_and_exported(room, tally)
        assert not all(is_right(one, room.screens[0].shown) for one in slow), "they are too fast to be slow"
        await until(lambda: all(is_right(one, room.screens[0].shown) for one in slow), within_s=RIGHT_WITHIN_S)
    assert grown_mib < MAY_GROW_MIB
    assert [(one.view.falls, one.view.gaps) for one in slow] == [(0, 0)] * readers
    findings.tried(readers)
    acked = sum(len(person.acked) for person in people)
    findings.kept(acked, lost=acked - tally.counts.entries)
    assert tally.counts.entries == acked
    assert all(person.sent.keys() == person.acked.keys() for person in people)
