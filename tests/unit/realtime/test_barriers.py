"""Whoever waits for a barrier can be ended, also at the moment at which it passes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.clock import utc_now
from app.core.probe import no_probe
from app.features.analytics.tally import Change
from realtime.relay.leader import Leader
from realtime.relay.source import Event
from tests.fixtures.waiting import until


class Walls:
    """The barriers that were put up."""

    def __init__(self) -> None:
        self.up: list[str] = []

    async def put_up(self, barrier: str) -> None:
        self.up.append(barrier)

    async def remove(self, barrier: str) -> None:
        self.up.remove(barrier)


@pytest.mark.parametrize("turns", range(5))
async def test_the_census_ends_when_its_barrier_passes_at_that_moment(turns: int) -> None:
    walls: Any = Walls()
    beside: Any = SimpleNamespace(position=0, passed_over=set())
    leader = Leader(
        source=beside, folder=beside, checkpoints=beside, publisher=beside, barriers=walls, tick_s=1.0, ticks=monotonic,
        probe=no_probe,
    )  # fmt: skip
    waited = 0

    async def census() -> None:
        nonlocal waited
        while True:
            await leader.catch_up()
            waited += 1
            await asyncio.Event().wait()

    looking = asyncio.create_task(census())
    await until(lambda: bool(walls.up))
    await asyncio.sleep(0.01)
    leader.keep([Event(1, {}, walls.up[0], None, "", Change(1, {}, {}), utc_now())])
    await leader.flush()
    for _ in range(turns):
        await asyncio.sleep(0)
    looking.cancel()
    ended, _ = await asyncio.wait([looking], timeout=2)
    assert ended, f"it goes on for ever; barriers that passed: {waited}"
    with suppress(asyncio.CancelledError):
        await looking
    assert walls.up == []
