"""The same room at our server and at the tutorial's: how many votes a second until people wait for the result.

The k-th vote is on the screen when a frame's total reaches k, so both are timed alike, whatever a frame holds.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass

from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.peers.crowds import Crowd, OurCrowd, TutorialCrowd
from loadtests.peers.process import running_tutorial
from loadtests.plot import Chart, Series
from loadtests.processes import CpuMeter, split_text
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.stack import Stack
from loadtests.swarm import wait_until

SOCKETS = int(os.environ.get("LOADTEST_PEERS_SOCKETS", "200"))
STEP_S = float(os.environ.get("LOADTEST_PEERS_STEP_S", "6"))
RATES = tuple(int(rate) for rate in os.environ.get("LOADTEST_PEERS_RATES", "10,20,40,80,160,320,640,1280").split(","))
AT_MOST_MS = 1_000.0
"""Beyond it, people wait: the rate is no longer sustained."""

PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Step:
    """One rate, held for ``STEP_S``. ``cpu_ms``: of all servers, for each vote."""

    rate: int
    acks: Latencies
    screens: Latencies
    cpu_ms: float
    split: str

    @property
    def is_sustained(self) -> bool:
        return self.screens.percentile_ms(99) <= AT_MOST_MS

    def __str__(self) -> str:
        acks = f"ack p50 {self.acks.percentile_ms(50):.0f} p99 {self.acks.percentile_ms(99):.0f} ms"
        screens = f"screen p50 {self.screens.percentile_ms(50):.0f} p99 {self.screens.percentile_ms(99):.0f} ms"
        return f"{self.rate}/s: {acks}, {screens}, {self.cpu_ms:.1f} ms of CPU a vote"


async def measure(stack: Stack) -> list[Figure]:
    ours = await _climb(OurCrowd(stack))
    with running_tutorial() as tutorial:
        theirs = await _climb(TutorialCrowd(tutorial))
    our_last, their_last = _last_sustained(ours), _last_sustained(theirs)
    beside = next((step for step in ours if step.rate == their_last.rate), our_last)
    return [
        Figure(
            "peers_rate",
            our_last.rate / their_last.rate,
            f"{SOCKETS} sockets that all see the result; ours {our_last} (servers: {our_last.split}); "
            f"the tutorial's {their_last} (servers: {their_last.split})",
            plot=_chart(ours, theirs).svg(),
        ),
        Figure(
            "peers_cpu",
            beside.cpu_ms / their_last.cpu_ms,
            f"ours {beside}; the tutorial's {their_last}",
        ),
    ]


async def _climb(crowd: Crowd) -> list[Step]:
    """Rate after rate, until one is not sustained."""
    await crowd.open(SOCKETS)
    steps: list[Step] = []
    sent = 0
    try:
        for rate in RATES:
            step, sent = await _hold(crowd, rate, sent)
            print(f"       {type(crowd).__name__} {step}", flush=True)
            steps.append(step)
            if not step.is_sustained:
                break
    finally:
        await crowd.close()
    return steps


async def _hold(crowd: Crowd, rate: int, sent: int) -> tuple[Step, int]:
    """One rate; also the number of votes sent so far. What is not shown in time counts as ``PATIENCE_S``."""
    arrivals = list(poisson_arrivals(rate, STEP_S, seed=rate))
    goal = sent + len(arrivals)
    loop = asyncio.get_running_loop()
    due: list[float] = []
    acks, screens = Latencies(), Latencies()

    def send(index: int, at: float) -> None:
        due.append(at)
        crowd.vote(sent + index)

    def on_total(total: int) -> None:
        now = loop.time()
        for at in due[screens.count : total - sent]:
            screens.record(now - at)

    crowd.on_ack = lambda number: acks.record(loop.time() - due[number - sent])
    crowd.on_total = on_total
    crowd.prepare(range(sent, goal))
    meter = CpuMeter(crowd.pids)
    meter.start()
    await run_open_loop(iter(arrivals), send)
    try:
        await wait_until(lambda: screens.count == acks.count == len(arrivals), "every vote", deadline_s=PATIENCE_S)
    except TimeoutError:
        for _ in range(len(arrivals) - screens.count):
            screens.record(PATIENCE_S)
    used = meter.read()
    return Step(rate, acks, screens, 1e3 * sum(used.values()) / len(arrivals), split_text(used)), goal


def _last_sustained(steps: Sequence[Step]) -> Step:
    """The lowest where none was."""
    return next((step for step in reversed(steps) if step.is_sustained), steps[0])


def _chart(ours: Sequence[Step], theirs: Sequence[Step]) -> Chart:
    def points(steps: Sequence[Step], percentile: float) -> tuple[tuple[float, float], ...]:
        return tuple((float(step.rate), step.screens.percentile_ms(percentile)) for step in steps)

    return Chart(
        title=f"From a vote to the screens, {SOCKETS} sockets in the room",
        x_label="votes a second",
        y_label="milliseconds",
        series=(
            Series("ImpactPulse, p99", points(ours, 99), "#2563eb"),
            Series("ImpactPulse, p50", points(ours, 50), "#2563eb", is_dashed=True),
            Series("Socket.IO tutorial, p99", points(theirs, 99), "#c2410c"),
            Series("Socket.IO tutorial, p50", points(theirs, 50), "#c2410c", is_dashed=True),
        ),
        is_log_x=True,
        is_log_y=True,
    )
