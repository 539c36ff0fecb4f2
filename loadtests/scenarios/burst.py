"""1,000 respondents are asked to answer now, and do so within one second."""

from __future__ import annotations

import asyncio
from collections import Counter

from app.features.surveys.questions import Scale
from loadtests.acks import AckLog
from loadtests.facilitator import Facilitator
from loadtests.figures import Figure
from loadtests.processes import CpuMeter, split_text
from loadtests.schedule import run_open_loop, scattered_arrivals
from loadtests.screens import Screen
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

PHONES = 1_000
SCREENS = 3
QUESTION = Scale(id="now", title="How much?", min=1, max=7)
CELL = f"{QUESTION.id}@1"


async def measure(stack: Stack) -> list[Figure]:
    loop = asyncio.get_running_loop()
    answers = [1 + index % 7 for index in range(PHONES)]
    expected = {"n": PHONES, **{f"v:{value}": count for value, count in Counter(answers).items()}}
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session([QUESTION], "live")
        phones = [Phone(token) for token in await facilitator.join_many(session, PHONES)]
        dashboards = [Phone(facilitator.token) for _ in range(SCREENS)]
        screens = [Screen(dashboard, CELL, expected) for dashboard in dashboards]
        channels = channels_of(session.id, "results", "state")
        await open_all([*phones, *dashboards], stack.port, channels)
        await facilitator.control(session, "open", QUESTION.id)
        frames = [
            encoded_submission(session.id, QUESTION.id, {QUESTION.id: value}, request=str(index))
            for index, value in enumerate(answers)
        ]
        log = AckLog(phones, frames)
        meter = CpuMeter(stack.pids)
        meter.start()
        started = loop.time()
        await run_open_loop(iter(scattered_arrivals(PHONES, 1.0, seed=2)), log.send)
        await wait_until(lambda: log.latencies.count == PHONES, "an ack for everybody")
        await wait_until(lambda: all(screen.exact_at is not None for screen in screens), "exact dashboards")
        split = split_text(meter.read())
        for phone in (*phones, *dashboards):
            phone.abort()
    last_ack = log.last_ack_at
    exact = max(screen.exact_at or 0.0 for screen in screens)
    detail = f"ack latency {log.latencies}; CPU: {split}"
    return [
        Figure("burst_last_ack", last_ack - started, detail),
        Figure("burst_exact", max(0.0, exact - last_ack), f"{SCREENS} dashboards"),
    ]
