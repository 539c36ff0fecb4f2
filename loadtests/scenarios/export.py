"""Peak memory of the worker, and seconds, that reports of a long session take in each format.

Entries go straight into the log, each a whole form; the relay rests, so the tally stays out of the way.
"""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from app.demo.survey import QUESTIONS
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.processes import PROC
from loadtests.scenarios.folding import FilledLog
from loadtests.stack import Stack

ENTRIES = int(os.environ.get("LOADTEST_EXPORT_ENTRIES", "1000000"))
FORMATS = ("csv", "json", "xlsx", "pdf")
MIB = 2**20


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "open")
        stack.stop_relay()
        with MongoClient[dict[str, Any]](stack.mongo.url) as client:
            await asyncio.to_thread(FilledLog(client, session, facilitator.organization).append, ENTRIES)
        worker = stack.start_worker()
        peaks, seconds = {}, {}
        for kind in FORMATS:
            forget_peak(worker)
            started = time.monotonic()
            rows = await _rows_of_report(facilitator, session, kind)
            seconds[kind], peaks[kind] = time.monotonic() - started, peak_bytes(worker) / MIB
            if rows != ENTRIES:
                raise RuntimeError(f"{kind}: {rows:,} of {ENTRIES:,} answer sheets are in the report")
    each = ", ".join(f"{kind} {peaks[kind]:.0f} MiB in {seconds[kind]:.0f} s" for kind in FORMATS)
    detail = f"{ENTRIES:,} entries of {len(QUESTIONS)} answers each: {each}"
    return [Figure("export_memory", max(peaks.values()), detail)]


async def _rows_of_report(facilitator: Facilitator, session: Session, kind: str) -> int:
    report = await facilitator.make_report(session, kind)
    if report["state"] != "done":
        raise RuntimeError(f"{kind}: {report['state']}, {report['error']}")
    return int(report["manifest"]["rows"])


def forget_peak(pid: int) -> None:
    """From here on the peak is counted anew (proc(5), ``clear_refs``)."""
    (PROC / str(pid) / "clear_refs").write_text("5")


def peak_bytes(pid: int) -> int:
    """The most memory that a process had resident since the peak was forgotten."""
    status = Path(PROC / str(pid) / "status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
