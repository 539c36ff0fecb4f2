"""Acked submissions per second over sockets, against the bare driver inserting the same documents."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from app.features.surveys.questions import Scale
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.floors.bare_driver import bare_driver
from loadtests.processes import CpuMeter, split_text
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all

PHONES = 4_000
QUESTIONS = tuple(Scale(id=f"q{number}", title="How much?", min=1, max=7) for number in range(1, 6))
IN_FLIGHT = 1_000
DEADLINE_S = 120.0


class Flood:
    """Keeps ``IN_FLIGHT`` submissions on the way until every phone has its ack."""

    def __init__(self, phones: list[Phone], frames: list[bytes]) -> None:
        self._waiting = iter(zip(phones, frames, strict=True))
        self._left = len(frames)
        self._all_acked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        for phone in phones:
            phone.on_answer = self._on_answer

    async def run(self) -> float:
        """Seconds from the first submission to the last ack. Raises RuntimeError on an error frame."""
        started = time.perf_counter()
        for _ in range(IN_FLIGHT):
            self._send_next()
        await asyncio.wait_for(self._all_acked, DEADLINE_S)
        return time.perf_counter() - started

    def _send_next(self) -> None:
        if (following := next(self._waiting, None)) is not None:
            phone, frame = following
            phone.send_encoded(frame)

    def _on_answer(self, _id: str, code: str) -> None:
        if code and not self._all_acked.done():
            self._all_acked.set_exception(RuntimeError(f"a submission was refused: {code}"))
        self._left -= 1
        if self._left == 0 and not self._all_acked.done():
            self._all_acked.set_result(None)
        self._send_next()


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "live")
        phones = [Phone(token) for token in await facilitator.join_many(session, PHONES)]
        screen = Phone(facilitator.token)
        await open_all(phones, stack.port)
        await screen.open(stack.port, channels_of(session.id, "results", "state"))
        meter, cpu_s = CpuMeter(stack.pids), Counter[str]()
        seconds = bare_seconds = 0.0
        with bare_driver(stack.mongo.url) as bare:
            for question in QUESTIONS:
                meter.start()
                seconds += await _answer_all(facilitator, session, phones, question.id)
                cpu_s.update(meter.read())
                bare_seconds += await asyncio.to_thread(bare.insert_again, session.id, question.id, PHONES)
        for phone in (*phones, screen):
            phone.abort()
    submissions = PHONES * len(QUESTIONS)
    rate, bare_rate = submissions / seconds, submissions / bare_seconds
    detail = (
        f"{rate:,.0f}/s over sockets, {bare_rate:,.0f}/s bare (batches of 500); {submissions:,} documents, "
        f"{PHONES:,} over sockets and the same {PHONES:,} bare in turn; CPU over sockets: {split_text(dict(cpu_s))}"
    )
    return [Figure("throughput_ratio", rate / bare_rate, detail)]


async def _answer_all(facilitator: Facilitator, session: Session, phones: list[Phone], question: str) -> float:
    await facilitator.control(session, "open", question)
    frames = [encoded_submission(session.id, question, {question: 1 + index % 7}) for index in range(len(phones))]
    return await Flood(phones, frames).run()
