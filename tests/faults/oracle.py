"""When all is quiet: acked ⊆ stored, stored once, tally == recount == what the crowd meant == screens == export.

No version ever fell within an epoch, in the database or on a screen.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService, Verification
from app.features.analytics.tally import Counts
from app.features.submissions.model import receipt_for
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.csv_recount import recounted
from tests.builders.sessions import session_service
from tests.faults.watched import PATIENCE_S, WatchedRoom
from tests.fixtures.waiting import until

LOOK_EVERY_S = 0.01


@dataclass(frozen=True, kw_only=True)
class Books:
    """What respondents wrote down: the keys that they sent, the receipts that they got, and what that must add up to.

    ``secret`` signed the receipts.
    """

    sent: Collection[str]
    receipts: Mapping[str, str]
    expected: Counts
    secret: bytes


async def verified(database: Database, session: str, *, within_s: float = 60.0) -> Verification:
    """The recount beside the tally, once the relay is at rest."""
    service = AnalyticsService(
        tallies=TallyRepository(database), entries=EntryLog(database), sessions=session_service(database)
    )
    return await service.verify(session, rest_within_s=within_s)


async def tally_of(database: Database, session: str) -> Tally:
    tally = await TallyRepository(database).read(session)
    assert tally is not None
    return tally


async def assert_nothing_lost_or_doubled(room: WatchedRoom, books: Books) -> None:
    """The oracle of every fault."""
    verification = await verified(room.database, room.id)
    stored = [entry async for entry in EntryLog(room.database).scan(room.id)]
    times = Counter(entry.key for entry in stored)
    room.findings.kept(
        len(books.receipts),
        lost=len(books.receipts.keys() - times.keys()),
        twice=times.total() - len(times),
    )
    assert verification.agrees, verification.differences
    assert times.keys() == set(books.sent) == books.receipts.keys()
    assert verification.entries_in_log == len(times) == len({entry.id for entry in stored}) == len(stored)
    assert books.receipts == {entry.key: receipt_for(entry, books.secret) for entry in stored}
    tally = await tally_of(room.database, room.id)
    assert tally.counts == books.expected
    await assert_shown_and_exported(room, tally)


async def assert_shown_and_exported(room: WatchedRoom, tally: Tally) -> None:
    """Every screen, one that is opened only now, and the numbers of an export say what the tally says."""
    async with room.screen() as late:
        screens = [*room.screens, late]
        await until(lambda: all(screen.positions for screen in screens), within_s=PATIENCE_S)
        shown = _without_zeros(tally.counts.cells)
        await until(
            lambda: all((one.shown.entries, one.shown.cells) == (tally.counts.entries, shown) for one in screens),
            within_s=PATIENCE_S,
        )
    assert [screen.falls for screen in screens] == [[]] * len(screens), "a version fell on a screen"
    rows = await room.exported()
    counted = {f"{question.id}@1": recounted(question, rows) for question in room.content.questions}
    assert {cell: counters for cell, counters in counted.items() if counters} == shown


def _without_zeros(cells: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    kept = {cell: {name: value for name, value in counters.items() if value} for cell, counters in cells.items()}
    return {cell: counters for cell, counters in kept.items() if counters}


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
