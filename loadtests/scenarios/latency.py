"""Ack latency and answer-to-screen latency at 100 answers a second with 1,000 connected.

Every answer of the run chooses another pair of question and option, so that it is known which frame brings it to the
screen.
"""

from __future__ import annotations

import asyncio

from app.features.surveys.questions import Option, SingleChoice
from loadtests.acks import AckLog
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.percentiles import percentile_chart
from loadtests.processes import CpuMeter, split_text
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.screens import results_in
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

PHONES = 1_000
RATE_PER_S = 100.0
DURATION_S = 30.0
OPTIONS = tuple(Option(f"o{number}", f"Option {number}") for number in range(100))
QUESTIONS = tuple(SingleChoice(id=f"q{number}", title="Which?", options=OPTIONS) for number in range(40))


class Marks:
    """Which answers are on their way to the screen, and how long the others took."""

    def __init__(self, log: AckLog) -> None:
        self._log = log
        self.seen: set[int] = set()
        self.latencies = Latencies()

    def on_screen(self, payload: bytes) -> None:
        """Of the facilitator's socket: note each answer that shows for the first time."""
        now = asyncio.get_running_loop().time()
        if (results := results_in(payload)) is None:
            return
        for cell, counters in results.cells.items():
            for counter, value in counters.items():
                if value and counter.startswith("o:o"):
                    self._note(_index_of(cell, counter), now)

    def _note(self, index: int, now: float) -> None:
        if index not in self.seen:
            self.seen.add(index)
            self.latencies.record(now - self._log.due[index])


def _pair_of(index: int) -> tuple[str, str]:
    question, option = divmod(index, len(OPTIONS))
    return QUESTIONS[question].id, OPTIONS[option].id


def _index_of(cell: str, counter: str) -> int:
    return int(cell.partition("@")[0][1:]) * len(OPTIONS) + int(counter[3:])


def _frame_of(session: Session, index: int) -> bytes:
    """The index-th answer: the phones take turns, and from their second turn on they change their answer."""
    question, option = _pair_of(index)
    return encoded_submission(session.id, "form", {question: option}, revision=1 + index // PHONES, request=str(index))


async def measure(stack: Stack) -> list[Figure]:
    arrivals = list(poisson_arrivals(RATE_PER_S, DURATION_S, seed=3))
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "open")
        phones = [Phone(token) for token in await facilitator.join_many(session, PHONES)]
        dashboard = Phone(facilitator.token)
        frames = [_frame_of(session, index) for index in range(len(arrivals))]
        log = AckLog(phones, frames)
        marks = Marks(log)
        dashboard.on_channel = marks.on_screen
        await open_all([*phones, dashboard], stack.port, channels_of(session.id, "results", "state"))
        meter = CpuMeter(stack.pids)
        meter.start()
        lateness = await run_open_loop(iter(arrivals), log.send)
        await wait_until(lambda: log.latencies.count == len(arrivals), "an ack for every answer")
        await wait_until(lambda: len(marks.seen) == len(arrivals), "every answer on the screen")
        cpu_s = meter.read()
        for phone in (*phones, dashboard):
            phone.abort()
    busy = ", ".join(f"{name} {100 * used / DURATION_S:.0f} %" for name, used in cpu_s.items())
    load = f"{len(arrivals):,} Poisson arrivals; generator at most {1_000 * lateness:.1f} ms late; of one core: {busy}"
    title = f"{RATE_PER_S:g} answers a second, {PHONES:,} connected"
    plot = percentile_chart(title, {"ack": log.latencies, "facilitator's screen": marks.latencies})
    return [
        Figure("ack_p50", log.latencies.percentile_ms(50), f"{log.latencies}; {load}"),
        Figure("ack_p99", log.latencies.percentile_ms(99), split_text(cpu_s)),
        Figure("screen_p50", marks.latencies.percentile_ms(50), str(marks.latencies), plot=plot),
        Figure("screen_p99", marks.latencies.percentile_ms(99), ""),
    ]
