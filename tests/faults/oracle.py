"""When all is quiet: acked ⊆ stored, stored once, tally == recount == what the crowd meant == screens == export.

No version ever fell within an epoch, on a screen, or in the database as long as the room was watched (``versions``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
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
