"""One huge room, all of which watches the result move: when does an answer stand on the last of its sockets?"""

from __future__ import annotations

import asyncio
import os

from loadtests.acks import AckLog
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.live_room import CHOICE, TotalShown, live_room, option_of
from loadtests.percentiles import percentile_chart
from loadtests.processes import CpuMeter, split_text
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.screens import results_in
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

SOCKETS = int(os.environ.get("LOADTEST_HALL_SOCKETS", "5000"))
PEOPLE = 200
"""Who answers. All further sockets are other tabs of the same people: a join costs more than a socket."""

RATE_PER_S, SECONDS = 20.0, 20.0


async def measure(stack: Stack) -> list[Figure]:
    loop = asyncio.get_running_loop()
    async with live_room(stack, PEOPLE, kinds=("results",)) as room:
        tabs = [Phone(room.phones[number % PEOPLE].token) for number in range(SOCKETS - PEOPLE)]
        await open_all(tabs, stack.port, channels_of(room.session.id, "results"))
        await wait_until(lambda: all(tab.frames for tab in tabs), "all snapshots")
        arrivals = list(poisson_arrivals(RATE_PER_S, SECONDS, seed=13))
        log = AckLog(room.phones, [_answer(room.session.id, number) for number in range(len(arrivals))])
        everywhere = _Everywhere([*room.phones, *tabs])
        meter = CpuMeter(stack.pids)
        meter.start()
        await run_open_loop(iter(arrivals), log.send)
        await wait_until(lambda: log.latencies.count == len(arrivals), "an ack for every answer")
        await wait_until(lambda: len(everywhere.shown.at) == len(arrivals), "every answer on every socket")
        split = split_text(meter.read())
        for tab in tabs:
            tab.abort()
    latencies = Latencies()
    for due, shown in zip(sorted(log.due.values()), everywhere.shown.at, strict=True):
        latencies.record(shown - due)
    frames = everywhere.frames / SOCKETS / (loop.time() - min(log.due.values()))
    detail = f"{SOCKETS:,} sockets, {RATE_PER_S:g} answers/s, {frames:.1f} frames/s to each: {latencies}; CPU: {split}"
    plot = percentile_chart(f"A room of {SOCKETS:,}", {"to the last socket": latencies, "ack": log.latencies})
    return [
        Figure("hall_screen", latencies.percentile_ms(99), detail, plot=plot),
        Figure("hall_ack", log.latencies.percentile_ms(99), str(log.latencies)),
    ]


class _Everywhere:
    """Notes when the last of all sockets has reached a total."""

    def __init__(self, phones: list[Phone]) -> None:
        self.shown = TotalShown()
        self.frames = 0
        self._at_total: dict[int, int] = {0: len(phones)}
        for phone in phones:
            phone.on_channel = _Follower(self).apply

    def moved(self, former: int, total: int) -> None:
        """A socket that showed ``former`` answers shows ``total``."""
        self.frames += 1
        self._at_total[former] -= 1
        if not self._at_total[former]:
            del self._at_total[former]
        self._at_total[total] = self._at_total.get(total, 0) + 1
        self.shown.note(min(self._at_total), asyncio.get_running_loop().time())


class _Follower:
    """One socket's total."""

    __slots__ = ("_everywhere", "_total")

    def __init__(self, everywhere: _Everywhere) -> None:
        self._everywhere, self._total = everywhere, 0

    def apply(self, payload: bytes) -> None:
        """A frame has come."""
        results = results_in(payload)
        if results is not None and results.entries > self._total:
            former, self._total = self._total, results.entries
            self._everywhere.moved(former, self._total)


def _answer(session: str, number: int) -> bytes:
    turn = number // PEOPLE
    answer = {CHOICE.id: option_of(turn)}  # all alike, so that no two changes undo each other
    return encoded_submission(session, CHOICE.id, answer, revision=1 + turn, request=str(number))
