"""The sample file goes through the whole product, and its own counts come out: in peace, and under fire."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.demo import DemoOptions, DemoReport, run_demo
from app.demo.studio import RunningSession, Studio
from tests.e2e.conftest import Product
from tests.e2e.oracle import assert_nothing_lost_or_doubled
from tests.e2e.watcher import Dashboard
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import AppProcess
from tests.fixtures.waiting import until

READY_TIMEOUT_S = 30.0


class WatchedDemo:
    """A demo, and a dashboard that looks on from the first moment."""

    def __init__(self, product: Product, *, speed: float, respondents: int, live: bool = False) -> None:
        self.options = DemoOptions(
            base_url=product.gateway.base_url,
            email="owner@example.com",
            password="correct horse battery",
            speed=speed,
            live=live,
            respondents=respondents,
        )
        self._socket_url = product.gateway.socket_url
        self.started: asyncio.Future[RunningSession] = asyncio.get_running_loop().create_future()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[asyncio.Task[DemoReport], Dashboard]]:
        """The demo as a task, and a dashboard of its session."""
        task = asyncio.create_task(run_demo(self.options, on_start=self.started.set_result))
        await asyncio.wait((task, self.started), return_when=asyncio.FIRST_COMPLETED)
        try:
            async with Studio(self.options.base_url) as studio:
                await studio.log_in(self.options.email, self.options.password)
                async with Dashboard(self._socket_url, studio.token, self.started.result().id) as dashboard:
                    yield task, dashboard
        finally:
            task.cancel()
            await asyncio.wait((task,))


async def test_the_results_of_the_demo_are_the_counts_of_the_file_also_question_by_question(
    product: Product, sized: Sized
) -> None:
    people = sized(300, at_length=944)
    async with WatchedDemo(product, speed=150, respondents=people).running() as (demo, dashboard):
        report = await demo

        assert len(report.tally.receipts) > people  # some changed their mind
        assert report.tally.duplicate_acks > 0
        assert report.tally.reconnects > 0
        assert len(dashboard.history) > 3  # the chart moved while people answered; how often is up to the machine
        await assert_nothing_lost_or_doubled(product, report, dashboard)

    paced = WatchedDemo(product, speed=150, live=True, respondents=sized(25, at_length=60))
    async with paced.running() as (demo, dashboard):
        await assert_nothing_lost_or_doubled(product, await demo, dashboard)


@pytest.mark.fault
async def test_relays_and_gateways_that_die_change_no_count(product: Product, seed: int, sized: Sized) -> None:
    victims = [product.relay] * sized(2, at_length=5) + [product.gateway] * sized(1, at_length=2)
    people = sized(250, at_length=944)
    async with WatchedDemo(product, speed=50, respondents=people).running() as (demo, dashboard):
        killings = asyncio.create_task(_kill_at_random(victims, random.Random(seed), within_s=sized(4, at_length=15)))
        report = await demo
        assert killings.done(), "the demo ended before the last killing"
        await killings

        await assert_nothing_lost_or_doubled(product, report, dashboard)


async def _kill_at_random(victims: list[AppProcess], chance: random.Random, *, within_s: float) -> None:
    """SIGKILL each of them at its own random moment, and start it again."""
    moments = sorted(chance.uniform(0.5, within_s) for _ in victims)
    loop = asyncio.get_running_loop()
    start = loop.time()
    for victim, moment in zip(chance.sample(victims, len(victims)), moments, strict=True):
        await asyncio.sleep(max(0.0, start + moment - loop.time()))
        await _kill_and_start(victim, needs_ready="serve" in victim.command.arguments)


async def _kill_and_start(victim: AppProcess, *, needs_ready: bool) -> None:
    victim.kill()
    victim.start()
    if needs_ready:
        await until(lambda: asyncio.to_thread(victim.is_ready), within_s=READY_TIMEOUT_S)
