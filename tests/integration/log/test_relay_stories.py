"""What the relay tells, what it starts from, and what makes it count anew; in this process, on real servers."""

from __future__ import annotations

import asyncio

import pytest

from app.core.clock import monotonic
from app.features.analytics.model import Mark
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.submissions.model import Entry
from app.features.submissions.repository import EntryLog
from app.infra.change_stream import ChangeStream, StreamLost
from app.infra.mongo import Database
from realtime.relay.checkpoint import Checkpoint
from realtime.relay.failures import EventsMissing
from realtime.relay.folder import WHOLE
from realtime.relay.partition import Partition
from realtime.relay.source import EventSource
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session, session_service
from tests.fixtures.waiting import until
from tests.integration.log.running import Published, Silent, folded, running_relay

HERE = Partition()


async def read_all(source: EventSource) -> list[str]:
    ids: list[str] = []
    while events := await source.read(wait_s=0.2):
        ids += [event.entry_id for event in events]
    return ids


async def read_until_it_ends(stream: ChangeStream) -> None:
    for _ in range(50):
        await stream.read(most=10, wait_s=0.1)


async def start_of(database: Database) -> Checkpoint:
    stream = await ChangeStream.open(database, "entries", HERE.pipeline, after=None)
    await stream.close()
    return Checkpoint(Mark(1, 0, stream.token), witness=None, rebuilding=False)


async def test_every_reader_numbers_the_events_alike_from_any_checkpoint(database: Database) -> None:
    session = (await opened_session(database)).session
    log, start = EntryLog(database), await start_of(database)
    first = await EventSource.after(start, database, HERE, monotonic)
    entries = first_entries(session, 30)
    await log.append_many(entries[:20])
    seen = await read_all(first)
    middle = first.checkpoint
    assert (first.position, middle.mark.position) == (20, 19), "a checkpoint stays one event behind"
    await log.append_many(entries[20:])
    seen += await read_all(first)
    second = await EventSource.after(middle, database, HERE, monotonic)
    assert await read_all(second) == seen[19:]
    assert second.position == first.position == 30
    assert second.checkpoint == first.checkpoint
    await first.close()
    await second.close()


async def test_a_stream_that_begins_behind_its_witness_is_refused(database: Database) -> None:
    session = (await opened_session(database)).session
    log, start = EntryLog(database), await start_of(database)
    source = await EventSource.after(start, database, HERE, monotonic)
    await log.append_many(first_entries(session, 3))
    await read_all(source)
    skipped = Checkpoint(source._last, source.checkpoint.witness, rebuilding=False)
    await source.close()
    await log.append_many(first_entries(session, 1))
    behind = await EventSource.after(skipped, database, HERE, monotonic)
    with pytest.raises(EventsMissing):
        await read_all(behind)
    await behind.close()


async def test_a_witness_that_never_comes_is_missed(database: Database) -> None:
    await opened_session(database)
    start = await start_of(database)
    now_s = 0.0
    waiting = Checkpoint(start.mark, {"_data": "of an event that is gone"}, rebuilding=False)
    source = await EventSource.after(waiting, database, HERE, lambda: now_s)
    assert await source.read(wait_s=0.01) == []
    now_s = 60.0
    with pytest.raises(EventsMissing):
        await source.read(wait_s=0.01)
    await source.close()


async def test_a_dropped_log_is_a_lost_stream(database: Database) -> None:
    stream = await ChangeStream.open(database, "entries", HERE.pipeline, after=None)
    await database.drop_collection("entries")
    with pytest.raises(StreamLost):
        await read_until_it_ends(stream)
    await stream.close()


async def test_changes_are_told_as_absolute_values_without_gaps(database: Database) -> None:
    session = (await opened_session(database)).session
    log, published = EntryLog(database), Published()
    async with running_relay(database, published):
        for number in range(5):
            await log.append_many(first_entries(session, 20, seed=number))
            await folded(database, session.id, 20 * (number + 1))
        await until(lambda: published.events[-1].data.entries == 100)
    assert published.events[0].since == WHOLE
    assert sum(event.since != WHOLE for event in published.events) >= 3
    shown: dict[str, int] = {}
    version = 0
    for event in published.events:
        assert event.since in (version, WHOLE)
        shown = ({} if event.since == WHOLE else shown) | event.data.cells["colour@1"]
        version = event.version
    tally = await TallyRepository(database).read(session.id)
    assert tally is not None
    assert shown == tally.results().cells["colour@1"]


async def test_a_successor_tells_whole_what_its_predecessor_may_not_have_told(database: Database) -> None:
    session = (await opened_session(database)).session
    log = EntryLog(database)
    async with running_relay(database, Published()):
        await log.append_many(first_entries(session, 20))
        await folded(database, session.id, 20)
        checkpoint = await database["checkpoints"].find_one({"_id": HERE.name})
        await log.append_many(first_entries(session, 20))
        await folded(database, session.id, 40)
    await database["checkpoints"].replace_one({"_id": HERE.name}, checkpoint or {})  # as a crash would have left it
    published = Published()
    async with running_relay(database, published):
        await until(lambda: bool(published.events))
    assert (published.events[0].since, published.events[0].data.entries) == (-1, 40)


async def test_verify_names_each_counter_that_is_wrong(database: Database) -> None:
    session = (await opened_session(database)).session
    async with running_relay(database, Published()):
        await EntryLog(database).append_many(first_entries(session, 30))
        await folded(database, session.id, 30)
    service = AnalyticsService(
        tallies=TallyRepository(database), entries=EntryLog(database), sessions=session_service(database)
    )
    assert (await service.verify(session.id)).agrees
    await database["tallies"].update_one({"_id": session.id}, {"$inc": {"cells.colour@1.o:red": 2}})
    verification = await service.verify(session.id)
    [difference] = verification.differences
    assert (difference.cell, difference.counter) == ("colour@1", "o:red")
    assert difference.stored == difference.recounted + 2


class Growing(EntryLog):
    """One more answer comes in when its entries have just been counted for the first time."""

    late: list[Entry]

    async def count(self, session: str) -> int:
        counted = await super().count(session)
        if self.late:
            await self.append_many([self.late.pop()])
        return counted


async def test_an_answer_that_comes_in_while_verify_counts_is_no_drift(database: Database) -> None:
    session = (await opened_session(database)).session
    entries = first_entries(session, 21)
    log = Growing(database)
    log.late = entries[20:]
    await log.append_many(entries[:20])
    async with running_relay(database, Published()):
        await folded(database, session.id, 20)
    service = AnalyticsService(tallies=TallyRepository(database), entries=log, sessions=session_service(database))
    verifying = asyncio.create_task(service.verify(session.id))
    await until(lambda: not log.late)
    async with running_relay(database, Published()):
        verification = await verifying
    assert (verification.agrees, verification.entries_in_log) == (True, 21)


async def test_a_publisher_that_hangs_does_not_stop_the_fold(database: Database) -> None:
    session = (await opened_session(database)).session
    async with running_relay(database, Silent()):
        for number in range(5):
            await EntryLog(database).append_many(first_entries(session, 10, seed=number))
            await folded(database, session.id, 10 * (number + 1))


async def test_a_tally_that_holds_less_than_its_log_is_made_anew(database: Database) -> None:
    session = (await opened_session(database)).session
    tallies = TallyRepository(database)
    async with running_relay(database, Published()):
        await EntryLog(database).append_many(first_entries(session, 30))
        await folded(database, session.id, 30)
        # As if the open stream had been overtaken by pruning and had skipped three entries.
        changes = {"entries": -3, "cells.colour@1.n": -3}
        await database["tallies"].update_one({"_id": session.id}, {"$inc": changes})
        await folded(database, session.id, 30)
    tally = await tallies.read(session.id)
    assert tally is not None
    assert (tally.epoch, tally.counts.cells["colour@1"]["n"]) == (2, 30)
