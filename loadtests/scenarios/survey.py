"""An open survey, hours of it compressed into a minute: people come, fill in the form, correct it, and go.

How many come in an hour does not matter to a server that holds none of them for long; that nothing of them stays does.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics

from app.demo.survey import QUESTIONS, respondents
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.percentiles import percentile_chart
from loadtests.processes import use_of
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission

SECONDS = float(os.environ.get("LOADTEST_SURVEY_SECONDS", "90"))
COME_PER_S = float(os.environ.get("LOADTEST_SURVEY_RATE", "15"))
STAYS_S = 2.0
REVISIONS = 3
ACKED_WITHIN_S = 30.0
LOOK_EVERY_S = 0.5
MIB = 2**20


class Visit:
    """Somebody fills in the whole form, and then changes it twice."""

    def __init__(self, answers: dict[str, object], acks: Latencies) -> None:
        self._answers, self._acks = answers, acks

    async def pay(self, facilitator: Facilitator, session: Session, port: int) -> None:
        """From the link to the last correction."""
        [token] = await facilitator.join_many(session, 1)
        phone, loop = Phone(token), asyncio.get_running_loop()
        await phone.open(port, channels_of(session.id, "state"))
        for revision in range(1, REVISIONS + 1):
            acked: asyncio.Future[str] = loop.create_future()
            phone.on_answer = lambda request, code, acked=acked: request == "vote" and acked.set_result(code)  # type: ignore[misc]
            frame = encoded_submission(session.id, "form", self._answers, revision=revision, request="vote")
            began = loop.time()
            phone.send_encoded(frame)
            code = await asyncio.wait_for(acked, ACKED_WITHIN_S)
            if code:
                raise RuntimeError(f"a form was refused: {code}")
            self._acks.record(loop.time() - began)
            await asyncio.sleep(STAYS_S / REVISIONS)
        phone.abort()


async def measure(stack: Stack) -> list[Figure]:
    acks = Latencies()
    people = itertools.cycle([person.answers for person in respondents()])
    visits: list[asyncio.Task[None]] = []
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "open")

        def come(_index: int, _due: float) -> None:
            visit = Visit(dict(next(people)), acks)
            visits.append(asyncio.ensure_future(visit.pay(facilitator, session, stack.port)))

        memory: list[float] = []
        looking = asyncio.create_task(_look(stack.pids["gateway"], memory))
        await run_open_loop(poisson_arrivals(COME_PER_S, SECONDS, seed=10), come)
        await asyncio.gather(*visits)
        looking.cancel()
        await facilitator.wait_for_entries(session, REVISIONS * len(visits))
    fifth = max(1, len(memory) // 5)
    growth = statistics.median(memory[-fifth:]) - statistics.median(memory[fifth : 2 * fifth])
    came = f"{len(visits):,} people came and went, {REVISIONS} times {len(QUESTIONS)} answers each"
    plot = percentile_chart("An open survey", {"ack of a whole form": acks})
    return [
        Figure("survey_ack", acks.percentile_ms(99), f"{came}: {acks}; every answer is in the tally", plot=plot),
        Figure("survey_memory", growth, f"gateway {memory[fifth]:.0f} MiB, {memory[-1]:.0f} MiB in the end"),
    ]


async def _look(pid: int, memory: list[float]) -> None:
    while True:
        memory.append(use_of(pid).rss_bytes / MIB)
        await asyncio.sleep(LOOK_EVERY_S)
