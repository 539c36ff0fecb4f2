"""What watching costs: CPU per answer with everything on, against the same product with every instrument muted.

On: all counters, a scrape of gateway and relay every second, and one trace in a hundred over OTLP. Both stacks run side
by side and answer in turn, which of them first changing from round to round (ABBA), so that whatever else the machine
does meets both.
"""

from __future__ import annotations

import asyncio
import os
import statistics
from contextlib import AsyncExitStack
from urllib.request import urlopen

from app.features.surveys.questions import Scale
from loadtests.collector import collecting
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.intervals import median_interval
from loadtests.processes import CpuMeter
from loadtests.scenarios.throughput import Flood
from loadtests.stack import HOST, Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all

PHONES = int(os.environ.get("LOADTEST_WATCHING_PHONES", "1500"))
ROUNDS = 24
SCREENS = 50
QUESTIONS = tuple(Scale(id=f"q{number}", title="How much?", min=1, max=7) for number in range(1 + ROUNDS))
"""The first is not measured: caches fill."""

SCRAPE_EVERY_S = 1.0
PARTS = ("gateway", "relay")


class Room:
    """A live session of one stack, with its phones and screens."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._facilitator = Facilitator(stack.url)
        self._phones: list[Phone] = []
        self._screens: list[Phone] = []
        self._session: Session | None = None
        self.cpu_us: list[float] = []

    async def __aenter__(self) -> Room:
        facilitator = await self._facilitator.__aenter__()
        self._session = await facilitator.start_session(QUESTIONS, "live")
        self._phones = [Phone(token) for token in await facilitator.join_many(self._session, PHONES)]
        self._screens = [Phone(facilitator.token) for _ in range(SCREENS)]
        await open_all(self._phones, self._stack.port)
        await open_all(self._screens, self._stack.port, channels_of(self._session.id, "results"))
        return self

    async def __aexit__(self, *error: object) -> None:
        for phone in (*self._phones, *self._screens):
            phone.abort()
        await self._facilitator.__aexit__(None, None, None)

    async def answer(self, number: int) -> None:
        """Everybody answers a question; keeps the CPU microseconds of gateway and relay for each answer."""
        assert self._session is not None
        question = QUESTIONS[number].id
        await self._facilitator.control(self._session, "open", question)
        values = range(len(self._phones))
        frames = [encoded_submission(self._session.id, question, {question: 1 + value % 7}) for value in values]
        meter = CpuMeter({part: pid for part, pid in self._stack.pids.items() if part in PARTS})
        meter.start()
        await Flood(self._phones, frames).run()
        await self._facilitator.wait_for_entries(self._session, PHONES * (number + 1))
        if number:
            self.cpu_us.append(sum(meter.read().values()) / len(frames) * 1e6)


async def measure() -> list[Figure]:
    with (
        collecting() as collector,
        Stack(program="loadtests.unwatched") as muted,
        Stack(is_watched=True, OTLP_ENDPOINT=collector.url, TRACE_RATIO="0.01") as watched,
    ):
        async with AsyncExitStack() as rooms:
            without = await rooms.enter_async_context(Room(muted))
            with_all = await rooms.enter_async_context(Room(watched))
            scraping = asyncio.create_task(_scrape(watched))
            for number in range(len(QUESTIONS)):
                in_turn = (without, with_all) if number % 2 else (with_all, without)
                for room in in_turn:
                    await room.answer(number)
            scraping.cancel()
    ratios = [on / off for on, off in zip(with_all.cpu_us, without.cpu_us, strict=True)]
    low, high = median_interval(ratios)
    before, after = statistics.median(without.cpu_us), statistics.median(with_all.cpu_us)
    detail = (
        f"gateway and relay: {after:.0f} µs of CPU for an answer, {before:.0f} µs muted; median of {ROUNDS} rounds of "
        f"{PHONES:,} answers, each in turn (ABBA), 95 % interval {low:.3f} to {high:.3f} × (bootstrap), rounds "
        f"{min(ratios):.2f} to {max(ratios):.2f} ×; {SCREENS} screens; {len(collector.spans):,} spans came over OTLP"
    )
    return [Figure("watching_ratio", statistics.median(ratios), detail)]


async def _scrape(stack: Stack) -> None:
    """As Prometheus does, and oftener."""
    while True:
        for part in PARTS:
            await asyncio.to_thread(_read, f"http://{HOST}:{stack.metrics_ports[part]}/metrics")
        await asyncio.sleep(SCRAPE_EVERY_S)


def _read(url: str) -> None:
    with urlopen(url, timeout=5) as answer:  # noqa: S310  (our own loopback address)
        answer.read()
