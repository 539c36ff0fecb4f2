"""The relay in this process, on real servers: what is in the log ends up in the tally, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.contracts.events import ResultsChanged, SessionEvent
from app.features.analytics.repository import TallyRepository
from app.features.analytics.tally import Change, fold_all
from app.features.submissions.model import Entry
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from realtime.relay.relay import Relay, RelayConfig
from tests.builders.entries import first_entries, revisions
from tests.builders.sessions import QUESTIONS, opened_session, session_service
from tests.fixtures.waiting import until


class Published:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.events: list[ResultsChanged] = []

    async def publish(self, event: SessionEvent) -> bool:
        assert isinstance(event, ResultsChanged)
        self.events.append(event)
        return True


@asynccontextmanager
async def running_relay(database: Database, published: Published) -> AsyncIterator[None]:
    stop = asyncio.Event()
    relay = Relay(
        database, events=published, sessions=session_service(database), config=RelayConfig(tick_s=0.02, lease_ttl_s=1.0)
    )
    task = asyncio.create_task(relay.run(stop))
    yield
    stop.set()
    await task


async def folded(database: Database, session: str, entries: int) -> None:
    tallies = TallyRepository(database)

    async def holds() -> bool:
        tally = await tallies.read(session)
        return tally is not None and tally.counts.entries == entries

    await until(holds)


def recount(entries: list[Entry]) -> object:
    return fold_all((Change(entry.attempt, entry.answers, entry.replaces) for entry in entries), QUESTIONS)


async def test_every_entry_is_counted_once(database: Database) -> None:
    session = (await opened_session(database)).session
    entries = [*first_entries(session, 300), *revisions(session, 9)]
    published = Published()
    async with running_relay(database, published):
        log = EntryLog(database)
        for start in range(0, len(entries), 50):
            await log.append_many(entries[start : start + 50])
        await folded(database, session.id, len(entries))
    tally = await TallyRepository(database).read(session.id)
    assert tally is not None
    assert tally.counts == recount(entries)
    assert published.events[-1].version == tally.version
