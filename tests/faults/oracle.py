"""When all is quiet: acked ⊆ stored, stored once, tally == recount == what the crowd meant, versions never fell."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService, Verification
from app.features.submissions.model import receipt_for
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.sessions import session_service
from tests.builders.submissions import RECEIPT_SECRET
from tests.faults.crowd import Crowd

LOOK_EVERY_S = 0.01


async def verified(database: Database, session: str, *, within_s: float = 15.0) -> Verification:
    """The recount beside the tally, once the relay is at rest."""
    service = AnalyticsService(
        tallies=TallyRepository(database), entries=EntryLog(database), sessions=session_service(database)
    )
    return await service.verify(session, rest_within_s=within_s)


async def tally_of(database: Database, session: str) -> Tally:
    tally = await TallyRepository(database).read(session)
    assert tally is not None
    return tally


async def assert_nothing_lost_or_doubled(database: Database, session: str, crowd: Crowd) -> None:
    """The oracle of every fault."""
    verification = await verified(database, session)
    assert verification.agrees, verification.differences
    stored = {entry.key: entry async for entry in EntryLog(database).scan(session)}
    assert stored.keys() == crowd.sent.keys() == crowd.acked.keys()
    assert verification.entries_in_log == len(stored)
    for key, receipt in crowd.acked.items():
        assert receipt.receipt == receipt_for(stored[key], RECEIPT_SECRET)
    assert (await tally_of(database, session)).counts == crowd.expected()


@asynccontextmanager
async def versions_watched(database: Database, session: str) -> AsyncIterator[list[tuple[int, int, int]]]:
    """Looks at the tally all the time and fails if its version or its entries fell within an epoch, or the epoch did.
    Yields the list of (epoch, version, entries) seen."""
    tallies = TallyRepository(database)
    seen: list[tuple[int, int, int]] = []

    async def watch() -> None:
        while True:
            tally = await tallies.read(session)
            if tally is not None:
                seen.append((tally.epoch, tally.version, tally.counts.entries))
            await asyncio.sleep(LOOK_EVERY_S)

    task = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        task.cancel()
        await asyncio.wait((task,))
    for before, after in itertools.pairwise(seen):
        assert before[0] <= after[0], "the epoch fell"
        if before[0] == after[0]:
            assert before[1] <= after[1], "the version fell"
            assert before[2] <= after[2], "the number of entries fell"
