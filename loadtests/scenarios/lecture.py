"""A lecture: everybody comes within seconds, answers three questions when asked to, and sees each result at once."""

from __future__ import annotations

import asyncio
import os

from app.features.surveys.questions import Scale
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.percentiles import percentile_chart
from loadtests.processes import CpuMeter, split_text
from loadtests.schedule import run_open_loop, scattered_arrivals
from loadtests.screens import results_in
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, wait_until

PHONES = int(os.environ.get("LOADTEST_LECTURE_PHONES", "500"))
JOINED_WITHIN_S, ANSWERED_WITHIN_S = 20.0, 3.0
QUESTIONS = tuple(Scale(id=f"q{number}", title="How much?", min=1, max=7) for number in range(3))


class Seat:
    """One phone, from the code on the wall to the last result."""

    def __init__(self) -> None:
        self.phone: Phone | None = None
        self.shown: dict[str, int] = {}
        """Question → how many answers of it this phone shows."""

    async def take(self, facilitator: Facilitator, session: Session, port: int) -> None:
        """Join, connect, and hold the first snapshots."""
        [token] = await facilitator.join_many(session, 1)
        self.phone = Phone(token)
        self.phone.on_channel = self._apply
        channels = channels_of(session.id, "results", "state")
        await self.phone.open(port, channels)
        phone = self.phone
        await wait_until(lambda: phone.frames >= len(channels), "the first snapshots")

    def _apply(self, payload: bytes) -> None:
        results = results_in(payload)
        for cell, counters in ({} if results is None else results.cells).items():
            self.shown[cell.partition("@")[0]] = counters.get("n", 0)


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "live")
        meter = CpuMeter(stack.pids)
        meter.start()
        seats, joins = await _joined(facilitator, session, stack.port)
        split = split_text(meter.read())
        acks, reveals = Latencies(), []
        for question in QUESTIONS:
            await facilitator.control(session, "open", question.id)
            await _answered(session, question.id, seats, acks)
            reveals.append(await _revealed(facilitator, session, question.id, seats))
        for seat in seats:
            if seat.phone is not None:
                seat.phone.abort()
    asked = f"{PHONES} phones, {len(QUESTIONS)} questions, answered within {ANSWERED_WITHIN_S:g} s each"
    each = ", ".join(f"{1_000 * seconds:.0f} ms" for seconds in reveals)
    return [
        Figure(
            "lecture_join",
            joins.percentile_ms(99),
            f"{PHONES} within {JOINED_WITHIN_S:g} s: {joins}; CPU: {split}",
            plot=percentile_chart("A lecture", {"code to screen": joins, "ack": acks}),
        ),
        Figure("lecture_ack", acks.percentile_ms(99), f"{asked}: {acks}"),
        Figure("lecture_reveal", max(reveals), f"question by question: {each}"),
    ]


async def _joined(facilitator: Facilitator, session: Session, port: int) -> tuple[list[Seat], Latencies]:
    loop = asyncio.get_running_loop()
    seats, latencies = [Seat() for _ in range(PHONES)], Latencies()
    coming: list[asyncio.Task[None]] = []

    async def come(seat: Seat, due: float) -> None:
        await seat.take(facilitator, session, port)
        latencies.record(loop.time() - due)

    arrivals = scattered_arrivals(PHONES, JOINED_WITHIN_S, seed=8)
    await run_open_loop(
        iter(arrivals), lambda index, due: coming.append(asyncio.ensure_future(come(seats[index], due)))
    )
    await asyncio.gather(*coming)
    return seats, latencies


async def _answered(session: Session, question: str, seats: list[Seat], acks: Latencies) -> None:
    loop = asyncio.get_running_loop()
    due_of: dict[int, float] = {}
    phones = [seat.phone for seat in seats if seat.phone is not None]
    before = acks.count
    frames = [
        encoded_submission(session.id, question, {question: 1 + index % 7}, request=str(index))
        for index in range(len(phones))
    ]

    def on_answer(request: str, code: str) -> None:
        if code:
            raise RuntimeError(f"an answer was refused: {code}")
        if request.isdecimal():
            acks.record(loop.time() - due_of[int(request)])

    def send(index: int, due: float) -> None:
        due_of[index] = due
        phones[index].send_encoded(frames[index])

    for phone in phones:
        phone.on_answer = on_answer
    await run_open_loop(iter(scattered_arrivals(len(phones), ANSWERED_WITHIN_S, seed=9)), send)
    await wait_until(lambda: acks.count - before == len(phones), "an ack for everybody")


async def _revealed(facilitator: Facilitator, session: Session, question: str, seats: list[Seat]) -> float:
    """Seconds from the command until every phone shows all answers."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    await facilitator.control(session, "reveal", question)
    await wait_until(lambda: all(seat.shown.get(question) == PHONES for seat in seats), "the result on every phone")
    return loop.time() - began
