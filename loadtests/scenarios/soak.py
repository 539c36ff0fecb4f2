"""Everything at once for many minutes, with random kills: memory stays flat, and at the end every answer is counted.

``gateway``, ``relay``, ``worker`` and ``scheduler`` are killed again and again, while recounts and reports keep both
of the last busy; ``gateway-2`` and ``relay-2`` never, so that theirs is the memory to look at.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from app.client.watcher import Watcher
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.soak.chaos import Chaos
from loadtests.soak.crowd import CHOICE, QUESTIONS, Crowd
from loadtests.soak.oracle import faults_of
from loadtests.soak.record import Record
from loadtests.soak.reports import Reports
from loadtests.stack import HOST, Stack

MINUTES = 20.0
GUESTS = int(os.environ.get("LOADTEST_SOAK_GUESTS", "40"))
ANSWERS_PER_S = float(os.environ.get("LOADTEST_SOAK_RATE", "25"))
KILL_EVERY_S = float(os.environ.get("LOADTEST_SOAK_KILL_EVERY_S", "20"))
MODES = ("live", "open", "live", "open")
VICTIMS, SPARED = ("gateway", "relay", "worker", "scheduler"), ("gateway-2", "relay-2")
REPORT_EVERY_S = 20.0
DRIFT = "a tally drifts from its log"
"""What a worker says that recounted one, see ``app/features/analytics/reconciler.py``."""
LOOK_EVERY_S = 1.0
NEW_SCREENS_AFTER_S = 600.0
"""A screen's token lasts a quarter of an hour, and ours do not renew it."""


async def measure(*, minutes: float = MINUTES) -> list[Figure]:
    with Stack(width=2) as wide:
        wide.start_worker()
        wide.start_scheduler()
        spared = f"http://{HOST}:{wide.ports[1]}"
        async with Facilitator(spared) as facilitator:
            return await _soak(wide, facilitator, minutes)


async def _soak(stack: Stack, facilitator: Facilitator, minutes: float) -> list[Figure]:
    sockets = [f"ws://{HOST}:{port}/ws" for port in stack.ports]
    crowd = Crowd(facilitator, sockets)
    sessions = [await _started(facilitator, mode) for mode in MODES]
    for session, mode in zip(sessions, MODES, strict=True):
        await crowd.arrive(session, mode, GUESTS)
    chaos = Chaos(stack, VICTIMS, every_s=KILL_EVERY_S, seed=11)
    record = Record(lambda: stack.pids, lambda: crowd.done["answers"], every_s=LOOK_EVERY_S)
    reports = Reports(facilitator, sessions, every_s=REPORT_EVERY_S)
    background = [asyncio.create_task(each.run()) for each in (chaos, record, reports)]
    left_s = minutes * 60
    while left_s > 0:
        part_s = min(left_s, NEW_SCREENS_AFTER_S)
        left_s -= part_s
        await facilitator.renew()
        async with watched(sockets, facilitator.token, sessions) as screens:
            await crowd.live_for(part_s, ANSWERS_PER_S)
            if left_s <= 0:
                await _ended(background)
                await crowd.settle()
                await facilitator.renew()
                faults = await _judged(stack, facilitator, crowd, sessions, screens) + await reports.faults()
    await crowd.leave()
    return _figures(minutes, crowd, chaos, record, faults, reports)


async def _started(facilitator: Facilitator, mode: str) -> Session:
    session = await facilitator.start_session(
        QUESTIONS, "live" if mode == "live" else "open", audience_questions="open", reactions=True
    )
    if mode == "live":
        await facilitator.control(session, "open", CHOICE.id)
    return session


@asynccontextmanager
async def watched(sockets: list[str], token: str, sessions: list[Session]) -> AsyncIterator[dict[str, list[Watcher]]]:
    """A screen at each gateway for each session, with all that it shows."""
    kinds = ("results", "state", "presence", "questions", "reactions")
    async with AsyncExitStack() as stack:
        screens: dict[str, list[Watcher]] = {session.id: [] for session in sessions}
        for session in sessions:
            for socket in sockets:
                watcher = Watcher(socket, token, [f"session:{session.id}:{kind}" for kind in kinds])
                screens[session.id].append(await stack.enter_async_context(watcher))
        yield screens


async def _judged(
    stack: Stack,
    facilitator: Facilitator,
    crowd: Crowd,
    sessions: list[Session],
    screens: dict[str, list[Watcher]],
) -> Counter[str]:
    faults = +Counter({"recounts that found drift": stack.log_of("worker").count(DRIFT)})
    for session in sessions:
        guests = [guest for guest in (*crowd.guests, *crowd.visitors) if guest.session is session]
        views = [screen.views[f"session:{session.id}:results"] for screen in screens[session.id]]
        faults += await faults_of(stack, facilitator, session, guests, views)
    return faults


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _figures(
    minutes: float, crowd: Crowd, chaos: Chaos, record: Record, faults: Counter[str], reports: Reports
) -> list[Figure]:
    killed = Counter(part for _, part in chaos.kills)
    kills = ", ".join(f"{part} {times}" for part, times in sorted(killed.items()))
    done = ", ".join(f"{times:,} {deed}" for deed, times in crowd.done.most_common())
    found = ", ".join(f"{times} {fault}" for fault, times in faults.items()) or "nothing found"
    growth = {part: record.growth_mib(part) for part in SPARED}
    grown = ", ".join(f"{part} {mib:+.1f} MiB" for part, mib in growth.items())
    refused = ", ".join(f"{times} {code}" for code, times in crowd.refused.items()) or "none"
    return [
        Figure(
            "soak_faults",
            faults.total(),
            f"{found}; {minutes:g} minutes, {len(crowd.guests)} people in {len(MODES)} sessions: {done}, "
            f"{len(reports.ordered)} reports; refused for good: {refused}; killed: {kills}",
            plot=record.picture(chaos.kills),
        ),
        Figure("soak_memory", max(growth.values()), f"{grown}, from the second fifth of the time to the last"),
    ]
