"""Fault 12: the stream cannot go on from the checkpoint, and says so or does not; the log still has everything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.features.sessions.model import Session
from app.features.submissions.repository import EntryLog
from app.infra import mongo
from app.infra.change_stream import ChangeStream
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from app.infra.mongo import Database
from realtime.relay.partition import Partition
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay, was_killed
from tests.faults.crowd import Crowd
from tests.faults.oracle import assert_nothing_lost_or_doubled, tally_of, verified
from tests.faults.watched import WatchedRoom, watched_session
from tests.fixtures.findings import Findings
from tests.fixtures.servers import settings_for
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(12)

SMALL_OPLOG = 300
DEATHS = (("mid_rebuild", "2"), ("rebuilt", "1"), ("mid_rebuild", "1"))
ENOUGH_TO_PRUNE = 1_600
"""The embedded server prunes at every 1,000th write; after so many, what was before them is gone."""


@pytest.fixture
async def forgetful(tmp_path: Path, shared_redis: EmbeddedRedis) -> AsyncIterator[tuple[Settings, Database]]:
    """A database whose server remembers only the last few hundred writes."""
    server = EmbeddedMongo(tmp_path / "mongo", oplog_max_entries=SMALL_OPLOG)
    server.start()
    settings = settings_for(server, shared_redis, tmp_path)
    client = mongo.connect(server.url)
    await migrate(client[settings.database])
    yield settings, client[settings.database]
    client.close()
    server.kill()


async def write(database: Database, session: Session, count: int, *, seed: int) -> None:
    """Entries of as many new participants."""
    log = EntryLog(database)
    entries = first_entries(session, count, seed=seed)
    for start in range(0, count, 100):
        await log.append_many(entries[start : start + 100])


async def settled(database: Database, session: str, *, entries: int) -> None:
    async def holds() -> bool:
        tally = await database["tallies"].find_one({"_id": session}, {"entries": 1})
        return tally is not None and tally["entries"] == entries

    await until(holds, within_s=15.0)


async def test_a_relay_whose_token_has_left_the_oplog_rebuilds_from_the_log(
    seed: int, forgetful: tuple[Settings, Database], start_relay: StartRelay, findings: Findings
) -> None:
    settings, database = forgetful
    async with watched_session(settings, database, findings) as room, submission_service(database) as service:
        relay = start_relay(settings)
        crowd = Crowd(service, room.session, seed=seed)
        await crowd.answer(50)
        await settled(database, room.id, entries=len(crowd.acked))
        relay.kill()
        await crowd.answer(ENOUGH_TO_PRUNE)
        start_relay(settings)
        await crowd.answer(50, over_s=2.0)
        await assert_nothing_lost_or_doubled(room, crowd.books())
    assert {seen.epoch for seen in room.versions} == {1, 2}, "a rebuild begins a new epoch"


async def test_a_relay_killed_in_the_middle_of_a_rebuild_goes_on_with_it(
    forgetful: tuple[Settings, Database], start_relay: StartRelay, findings: Findings
) -> None:
    settings, database = forgetful
    others = [(await opened_session(database)).session for _ in range(3)]
    async with watched_session(settings, database, findings) as room, submission_service(database) as service:
        crowd, relay = Crowd(service, room.session), start_relay(settings)
        for session in others:
            await write(database, session, 40, seed=1)
            await settled(database, session.id, entries=40)
        await crowd.answer(40)
        await settled(database, room.id, entries=len(crowd.acked))
        relay.kill()
        for session in others:
            await write(database, session, ENOUGH_TO_PRUNE // len(others), seed=2)
        for point, times in DEATHS:
            victim = start_relay(settings, "--at", point, "--times", times)
            await crowd.answer(10)
            await until(was_killed(victim), within_s=30.0)
        start_relay(settings)
        await write(database, others[0], 10, seed=4)
        await crowd.answer(10)
        await assert_nothing_lost_or_doubled(room, crowd.books())
    for session in others:
        verification = await verified(database, session.id)
        assert verification.agrees, verification.differences
        findings.kept(verification.entries_in_log)
    epochs = [(await tally_of(database, session.id)).epoch for session in [room.session, *others]]
    assert set(epochs) == {2}, "what was rebuilt once is left alone"
    findings.tried(len(DEATHS))


async def test_a_stream_that_skips_without_an_error_is_noticed(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    database = room.database
    async with submission_service(database) as service:
        crowd, relay = Crowd(service, room.session), start_relay(settings)
        await crowd.answer(50)
        await settled(database, room.id, entries=len(crowd.acked))
        relay.stop()
        await crowd.answer(50)
        # What a pruned or wiped server does: the stream begins behind what came after the checkpoint.
        stream = await ChangeStream.open(database, "entries", Partition().pipeline, after=None)
        await stream.close()
        await database["checkpoints"].update_one({"_id": Partition().name}, {"$set": {"token": stream.token}})
        start_relay(settings)
        await crowd.answer(50)
        await assert_nothing_lost_or_doubled(room, crowd.books())
    assert (await tally_of(database, room.id)).epoch == 2
