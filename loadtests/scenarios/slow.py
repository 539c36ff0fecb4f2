"""Clients that stop reading: does the server's memory stay bounded, and do the others notice?

Their kernels take next to nothing, and what is sent is made large by a question with many options.
"""

from __future__ import annotations

import asyncio
import os
import random

from app.features.surveys.questions import Option, SingleChoice
from loadtests.acks import AckLog
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.live_room import TotalShown
from loadtests.percentiles import percentile_chart
from loadtests.processes import use_of
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.screens import results_in
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

READERS = 100
STALLED = int(os.environ.get("LOADTEST_SLOW_STALLED", "200"))
SECONDS = float(os.environ.get("LOADTEST_SLOW_SECONDS", "40"))
RATE_PER_S = 60.0
MIB = 2**20
QUESTION = SingleChoice(id="q", title="Which?", options=tuple(Option(f"o{n}", "x" * 40) for n in range(100)))


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session([QUESTION], "live")
        await facilitator.control(session, "open", QUESTION.id)
        tokens = await facilitator.join_many(session, READERS)
        phones, screen = [Phone(token) for token in tokens], Phone(facilitator.token)
        await open_all([*phones, screen], stack.port, channels_of(session.id, "results"))
        alone, former = await _answered(session, phones, screen, 0)
        stalled = [Phone(facilitator.token) for _ in range(STALLED)]
        await open_all(stalled, stack.port, channels_of(session.id, "results"))
        before = use_of(stack.pids["gateway"]).rss_bytes
        for phone in stalled:
            phone.stop_reading()
        beside, _ = await _answered(session, phones, screen, former)
        grown_mib = (use_of(stack.pids["gateway"]).rss_bytes - before) / MIB
        for phone in (*phones, *stalled, screen):
            phone.abort()
    plot = percentile_chart("To the screens of those who read", {"many read nothing": beside, "all read": alone})
    return [
        Figure("slow_screen", beside.percentile_ms(99), f"{beside}; before any stalled {alone}", plot=plot),
        Figure(
            "slow_memory",
            grown_mib * 1024 / STALLED,
            f"{STALLED} of {STALLED + READERS} sockets read nothing for "
            f"{SECONDS:g} s, {RATE_PER_S:g} answers/s: the gateway grew by {grown_mib:.1f} MiB",
        ),
    ]


async def _answered(session: Session, phones: list[Phone], screen: Phone, former: int) -> tuple[Latencies, int]:
    """From answers to the screen of somebody who reads; and how many answers there are then."""
    arrivals = list(poisson_arrivals(RATE_PER_S, SECONDS, seed=14))
    chance, turns = random.Random(15), former // len(phones)
    frames = [
        encoded_submission(
            session.id,
            QUESTION.id,
            {QUESTION.id: chance.choice(QUESTION.options).id},
            revision=1 + turns + number // len(phones),
            request=str(number),
        )
        for number in range(len(arrivals) // len(phones) * len(phones))
    ]
    log, shown = AckLog(phones, frames), TotalShown()

    def on_channel(payload: bytes) -> None:
        if (results := results_in(payload)) is not None:
            shown.note(results.entries - former, asyncio.get_running_loop().time())

    screen.on_channel = on_channel
    await run_open_loop(iter(arrivals[: len(frames)]), log.send)
    await wait_until(lambda: log.latencies.count == len(frames), "an ack for every answer")
    await wait_until(lambda: len(shown.at) == len(frames), "every answer on the screen")
    latencies = Latencies()
    for due, at in zip(sorted(log.due.values()), shown.at, strict=True):
        latencies.record(at - due)
    return latencies, former + len(frames)
