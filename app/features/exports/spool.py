"""The answers that hold at the end, one participant after the other, from a log that comes in any order.

They go through a temporary SQLite file that SQLite itself creates and removes, so memory stays bounded however long the
log is; its calls run in threads, one at a time.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import datetime

import msgspec

from app.contracts.frames import AnswerValue
from app.core.errors import AnswersRemoved
from app.features.analytics.repository import TallyRepository
from app.features.submissions.erased import ErasedRevisions, is_erased
from app.features.submissions.model import Entry
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM

BATCH = 500
SCHEMA = """
CREATE TABLE parts (
    participant TEXT, attempt INTEGER, part TEXT, revision INTEGER, answers BLOB, first_at TEXT, last_at TEXT,
    PRIMARY KEY (participant, attempt, part)
) WITHOUT ROWID
"""
KEEP = """
INSERT INTO parts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT DO UPDATE SET
    answers = CASE WHEN excluded.revision > revision THEN excluded.answers ELSE answers END,
    revision = max(revision, excluded.revision),
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at)
"""
IN_ORDER = "SELECT participant, attempt, answers, first_at, last_at FROM parts ORDER BY participant, attempt, part"

Narrowing = Callable[[Entry], Entry | None]
"""What is wanted of an entry; None where it says nothing that is."""

_decoder = msgspec.json.Decoder(dict[str, AnswerValue])


class Standing(msgspec.Struct):
    """What one participant's answers of one attempt are in the end; null where one was taken back."""

    participant: str
    attempt: int
    answers: dict[str, AnswerValue]
    first_at: str
    last_at: str


def answers_to(wanted: Collection[str]) -> Narrowing:
    """Only what says something about these questions."""

    def narrowed(entry: Entry) -> Entry | None:
        part = entry.id.split(":")[3]
        if part != FORM and part not in wanted:
            return None
        answers = {name: value for name, value in entry.answers.items() if name in wanted}
        return msgspec.structs.replace(entry, answers=answers)

    return narrowed


class Spool:
    """Filled once, then read. ``entries_read``: of the log, those included that are erased or not wanted."""

    def __init__(self) -> None:
        self.entries_read = 0
        self._file = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute(SCHEMA)

    async def fill(self, entries: AsyncIterator[Entry]) -> None:
        """Keep the latest revision of each part."""
        batch: list[tuple[object, ...]] = []
        async for entry in entries:
            batch.append(_part_of(entry))
            if len(batch) == BATCH:
                await asyncio.to_thread(self._keep, batch)
                batch = []
        await asyncio.to_thread(self._keep, batch)

    async def standings(self) -> AsyncIterator[Standing]:
        """One for each participant and attempt, in the order of their ids."""
        cursor = await asyncio.to_thread(self._file.execute, IN_ORDER)
        current: Standing | None = None
        while parts := await asyncio.to_thread(cursor.fetchmany, BATCH):
            for participant, attempt, answers, first_at, last_at in parts:
                part = Standing(participant, attempt, _decoder.decode(answers), first_at, last_at)
                if current is not None and (current.participant, current.attempt) == (participant, attempt):
                    _add(current, part)
                    continue
                if current is not None:
                    yield current
                current = part
        if current is not None:
            yield current

    def close(self) -> None:
        self._file.close()

    def _keep(self, batch: list[tuple[object, ...]]) -> None:
        # Closed in this thread: a cursor that is freed later resets the statement while the next thread uses it.
        self._file.executemany(KEEP, batch).close()


@asynccontextmanager
async def spooled(
    log: EntryLog, tallies: TallyRepository, session: str, narrowed: Narrowing = lambda entry: entry
) -> AsyncIterator[Spool]:
    """A filled spool, without what is erased; its file is gone afterwards.

    An erasure that begins to wipe meanwhile would tear it: then the log is read once more, as for a recount. Retention
    that begins to remove the log would cut it short; it freezes the tally before the first entry goes.

    Raises:
        AnswersRemoved: the log is gone, or going.
    """
    while True:
        erased = await log.erased(session)
        spool = Spool()
        try:
            await spool.fill(_kept(spool, log.scan(session, erased), erased, narrowed))
            if await tallies.is_frozen(session):
                raise AnswersRemoved
            if await log.erased(session) == erased:
                yield spool
                return
        finally:
            spool.close()


async def _kept(
    spool: Spool, entries: AsyncIterator[Entry], erased: ErasedRevisions, narrowed: Narrowing
) -> AsyncIterator[Entry]:
    async for entry in entries:
        spool.entries_read += 1
        wanted = None if is_erased(entry.id, erased) else narrowed(entry)
        if wanted is not None:
            yield wanted


def _part_of(entry: Entry) -> tuple[object, ...]:
    _, participant, attempt, part, revision = entry.id.split(":")
    return participant, int(attempt), part, int(revision), msgspec.json.encode(entry.answers), _moment(entry.at)


def _add(standing: Standing, part: Standing) -> None:
    standing.answers |= part.answers
    standing.first_at = min(standing.first_at, part.first_at)
    standing.last_at = max(standing.last_at, part.last_at)


def _moment(at: datetime) -> str:
    """ISO 8601 in one width, so that texts sort as moments do."""
    return at.isoformat(timespec="milliseconds")
