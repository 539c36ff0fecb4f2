"""Many small rooms, all live at once: seminars in which everybody answers within the same seconds."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack

from loadtests.acks import AckLog
from loadtests.figures import Figure
from loadtests.live_room import CHOICE, Room, live_room, option_of
from loadtests.percentiles import percentile_chart
from loadtests.processes import CpuMeter, split_text
from loadtests.schedule import run_open_loop, scattered_arrivals
from loadtests.screens import results_in
from loadtests.stack import Stack
from loadtests.swarm import Phone, encoded_submission, wait_until

ROOMS = int(os.environ.get("LOADTEST_ROOMS", "60"))
PHONES = 15
ANSWERED_WITHIN_S = 6.0


async def measure(stack: Stack) -> list[Figure]:
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as lectures:
        rooms = [await lectures.enter_async_context(live_room(stack, PHONES)) for _ in range(ROOMS)]
        exact = [_Exact(room.screens[0]) for room in rooms]
        phones = [
            (room, room.phones[place]) for place in range(PHONES) for room in rooms
        ]  # in turn, or they answer room after room
        log = AckLog([phone for _, phone in phones], [_answer(room, n) for n, (room, _) in enumerate(phones)])
        meter = CpuMeter(stack.pids)
        meter.start()
        await run_open_loop(iter(scattered_arrivals(len(phones), ANSWERED_WITHIN_S, seed=12)), log.send)
        await wait_until(lambda: log.latencies.count == len(phones), "an ack for everybody")
        await wait_until(lambda: all(one.at is not None for one in exact), "every screen")
        split, last = split_text(meter.read()), max(one.at or loop.time() for one in exact)
    return [
        Figure(
            "rooms_ack",
            log.latencies.percentile_ms(99),
            f"{ROOMS} rooms of {PHONES}, within {ANSWERED_WITHIN_S:g} s: {log.latencies}; CPU: {split}",
            plot=percentile_chart(f"{ROOMS} rooms of {PHONES}", {"ack": log.latencies}),
        ),
        Figure("rooms_exact", max(0.0, last - log.last_ack_at), f"{ROOMS} screens"),
    ]


class _Exact:
    """When a screen shows everybody's answer."""

    def __init__(self, screen: Phone) -> None:
        self.at: float | None = None
        screen.on_channel = self._apply

    def _apply(self, payload: bytes) -> None:
        results = results_in(payload)
        if results is not None and results.entries == PHONES:
            self.at = asyncio.get_running_loop().time()


def _answer(room: Room, number: int) -> bytes:
    return encoded_submission(room.session.id, CHOICE.id, {CHOICE.id: option_of(number)}, request=str(number))
