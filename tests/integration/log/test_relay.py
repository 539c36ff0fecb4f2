"""The relay in this process, on real servers: what is in the log ends up in the tally, once."""

from __future__ import annotations

from app.features.analytics.repository import TallyRepository
from app.features.analytics.tally import Change, Counts, fold_all
from app.features.submissions.model import Entry
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import first_entries, revisions
from tests.builders.sessions import QUESTIONS, opened_session
from tests.integration.log.running import Published, folded, running_relay


def recount(entries: list[Entry]) -> Counts:
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


async def test_entries_from_before_the_first_relay_are_counted_too(database: Database) -> None:
    session = (await opened_session(database)).session
    entries = first_entries(session, 250)
    await EntryLog(database).append_many(entries)
    async with running_relay(database, Published()):
        await folded(database, session.id, len(entries))
    tally = await TallyRepository(database).read(session.id)
    assert tally is not None
    assert tally.counts == recount(entries)
    assert await database["entries"].count_documents({"session": None}) == 0, "the barriers are gone"


async def test_sessions_are_counted_apart(database: Database) -> None:
    sessions = [(await opened_session(database)).session for _ in range(5)]
    logs = {session.id: first_entries(session, 40, seed=number) for number, session in enumerate(sessions)}
    mixed = [entry for group in zip(*logs.values(), strict=True) for entry in group]
    async with running_relay(database, Published()):
        for start in range(0, len(mixed), 25):
            await EntryLog(database).append_many(mixed[start : start + 25])
        for session, entries in logs.items():
            await folded(database, session, len(entries))
    for session, entries in logs.items():
        tally = await TallyRepository(database).read(session)
        assert tally is not None
        assert tally.counts == recount(entries)
