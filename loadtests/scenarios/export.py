"""Peak memory of the worker, and seconds, that reports of a long session take in each format; and how long people who
answer in another session wait for their acks meanwhile.

Entries go straight into the log, each a whole form. The relay rests until all are there, then folds them, and every
report has to find that its own recount agrees with that tally.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from app.demo.survey import QUESTIONS
from loadtests.acks import AckLog
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.processes import PROC
from loadtests.scenarios.folding import FilledLog
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.stack import Stack
from loadtests.swarm import Phone, encoded_submission, open_all, wait_until

ENTRIES = int(os.environ.get("LOADTEST_EXPORT_ENTRIES", "1000000"))
FORMATS = tuple(os.environ.get("LOADTEST_EXPORT_FORMATS", "csv,json,xlsx,pdf").split(","))
MIB = 2**20
PHONES = 300
RATE_PER_S = 20.0
LONGEST_S = 3_600.0
"""For so long there are answers at hand."""
LONGEST_FOLD_S = 800.0
"""Below the life of an access token."""


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "open")
        stack.stop_relay()
        with MongoClient[dict[str, Any]](stack.mongo.url) as client:
            await asyncio.to_thread(FilledLog(client, session, facilitator.organization).append, ENTRIES)
        await facilitator.renew()
        stack.start_relay()
        await facilitator.wait_for_entries(session, ENTRIES, deadline_s=LONGEST_FOLD_S)
        await facilitator.renew()
        worker = stack.start_worker()
        peaks, seconds = {}, {}
        async with answering(facilitator, stack) as acks:
            for kind in FORMATS:
                forget_peak(worker)
                started = time.monotonic()
                rows = await _rows_of_report(facilitator, session, kind)
                seconds[kind], peaks[kind] = time.monotonic() - started, peak_bytes(worker) / MIB
                if rows != ENTRIES:
                    raise RuntimeError(f"{kind}: {rows:,} of {ENTRIES:,} answer sheets are in the report")
    each = ", ".join(f"{kind} {peaks[kind]:.0f} MiB in {seconds[kind]:.0f} s" for kind in FORMATS)
    detail = f"{ENTRIES:,} entries of {len(QUESTIONS)} answers each: {each}"
    return [
        Figure("export_memory", max(peaks.values()), detail),
        Figure("export_ack_p99", acks.percentile_ms(99), f"{RATE_PER_S:.0f} answers/s of {PHONES} phones: {acks}"),
    ]


@asynccontextmanager
async def answering(facilitator: Facilitator, stack: Stack) -> AsyncIterator[Latencies]:
    """People in a session of their own, who answer and change their answers until the context ends; their acks."""
    session = await facilitator.start_session(QUESTIONS, "open")
    phones = [Phone(token) for token in await facilitator.join_many(session, PHONES)]
    frames = [_vote(session, index) for index in range(int(2 * RATE_PER_S * LONGEST_S))]
    log = AckLog(phones, frames)
    await open_all(phones, stack.port)
    is_over = asyncio.Event()
    arrivals = itertools.takewhile(lambda _: not is_over.is_set(), poisson_arrivals(RATE_PER_S, LONGEST_S, seed=5))
    sending = asyncio.create_task(run_open_loop(arrivals, log.send))
    try:
        yield log.latencies
    finally:
        is_over.set()
        await sending
        await wait_until(lambda: log.latencies.count == len(log.due), "an ack for every answer")
        for phone in phones:
            phone.abort()


def _vote(session: Session, index: int) -> bytes:
    answer = {"vote": ("clinton", "dole")[index % 7 % 2]}
    return encoded_submission(session.id, "form", answer, revision=1 + index // PHONES, request=str(index))


async def _rows_of_report(facilitator: Facilitator, session: Session, kind: str) -> int:
    report = await facilitator.make_report(session, kind)
    if report["state"] != "done":
        raise RuntimeError(f"{kind}: {report['state']}, {report['error']}")
    if report["manifest"]["verdict"] != "agrees":
        raise RuntimeError(f"{kind}: recount and tally: {report['manifest']['verdict']}")
    return int(report["manifest"]["rows"])


def forget_peak(pid: int) -> None:
    """From here on the peak is counted anew (proc(5), ``clear_refs``)."""
    (PROC / str(pid) / "clear_refs").write_text("5")


def peak_bytes(pid: int) -> int:
    """The most memory that a process had resident since the peak was forgotten."""
    status = Path(PROC / str(pid) / "status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
