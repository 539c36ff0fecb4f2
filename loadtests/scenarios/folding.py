"""CPU that the relay spends on one entry when the tally stands at 1,000 entries, and when it stands at 1,000,000.

Entries go straight into the log, as a gateway's writer would put them there. For the second half the tally is set to a
million entries while no relay runs; the relay then loads it as it would after any restart.
"""

from __future__ import annotations

import asyncio
from typing import Any

from pymongo import MongoClient
from uuid_utils import uuid7

from app.core.clock import utc_now
from app.core.identity import new_id
from app.demo.survey import QUESTIONS, respondents
from app.features.submissions.documents import document_of
from app.features.submissions.model import Entry
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.processes import use_of
from loadtests.stack import DATABASE, Stack

FEW, MANY = 1_000, 1_000_000
MEASURED = 20_000
BATCH = 500


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session(QUESTIONS, "open")
        with MongoClient[dict[str, Any]](stack.mongo.url) as client:
            log = FilledLog(client, session, facilitator.organization)
            await log.add(facilitator, FEW)
            few_us = await _relay_us_per_entry(stack, log, facilitator)
            stack.stop_relay()
            log.pretend(MANY)
            stack.start_relay()
            await log.add(facilitator, BATCH)
            many_us = await _relay_us_per_entry(stack, log, facilitator)
    detail = (
        f"{few_us:.0f} µs from {FEW:,} entries on, {many_us:.0f} µs from {MANY:,} on; "
        f"{MEASURED:,} entries of {len(QUESTIONS)} answers each"
    )
    return [Figure("fold_ratio", many_us / few_us, detail)]


class FilledLog:
    """The log of one session, filled by hand."""

    def __init__(self, client: MongoClient[dict[str, Any]], session: Session, organization: str) -> None:
        self._database = client[DATABASE]
        self._session = session
        self._organization = organization
        self._answers = [person.answers for person in respondents()]
        self._tallied = 0

    async def add(self, facilitator: Facilitator, count: int) -> None:
        """Append entries and wait until the served results hold them."""
        await asyncio.to_thread(self.append, count)
        self._tallied += count
        await facilitator.wait_for_entries(self._session, self._tallied)

    def pretend(self, entries: int) -> None:
        """Set the tally to what it would be had the same answers come in many more times."""
        tally = self._database["tallies"].find_one({"_id": self._session.id})
        if tally is None:
            raise RuntimeError("there is no tally yet")
        factor = entries // tally["entries"]
        cells = {
            cell: {name: value * factor for name, value in counters.items()}
            for cell, counters in tally["cells"].items()
        }
        self._tallied = tally["entries"] * factor
        self._database["tallies"].update_one(
            {"_id": self._session.id}, {"$set": {"cells": cells, "entries": self._tallied}}
        )

    def append(self, count: int) -> None:
        """Append entries, whether somebody folds them or not."""
        for start in range(0, count, BATCH):
            documents = [document_of(self._entry(start + offset)) for offset in range(min(BATCH, count - start))]
            self._database["entries"].insert_many(documents, ordered=False)

    def _entry(self, index: int) -> Entry:
        return Entry(
            id=f"{self._session.id}:{new_id('par')}:1:form:1",
            session=self._session.id,
            organization=self._organization,
            attempt=1,
            answers=self._answers[index % len(self._answers)],
            key=str(uuid7()),
            payload_hash="0" * 64,
            at=utc_now(),
        )


async def _relay_us_per_entry(stack: Stack, log: FilledLog, facilitator: Facilitator) -> float:
    used = use_of(stack.pids["relay"]).cpu_s
    await log.add(facilitator, MEASURED)
    return 1e6 * (use_of(stack.pids["relay"]).cpu_s - used) / MEASURED
