"""Fault 25: more answers come in than the writer may hold, while the database stands still."""

from __future__ import annotations

import asyncio
from pathlib import Path
from signal import SIGCONT

import pytest

from app.core.errors import QueueFull
from app.core.identity import new_id
from app.core.principals import Participant
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from tests.builders.entries import new_submission
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay
from tests.faults.crowd import Crowd
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.standing import stop
from tests.faults.watched import watched_session
from tests.fixtures.findings import Findings
from tests.fixtures.servers import settings_for

pytestmark = pytest.mark.fault(25)

CAPACITY, CROWD = 20, 120


async def test_whoever_finds_no_room_is_told_so_and_is_stored_in_the_end(
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    start_relay: StartRelay,
    findings: Findings,
    seed: int,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    start_relay(settings)
    async with (
        watched_session(settings, database, findings) as room,
        submission_service(database, capacity=CAPACITY) as service,
    ):
        crowd = Crowd(service, room.session, seed=seed)
        await crowd.answer(1)  # the session is known from here on
        await stop(own_mongo)
        before = set(crowd.acked)
        answering = asyncio.create_task(crowd.answer(CROWD, over_s=0.2))
        await asyncio.sleep(0.5)
        late = Participant(new_id("par"), room.id, room.session.organization)
        with pytest.raises(QueueFull) as refusal:
            await service.submit(late, new_submission(room.id, "colour", "red"))
        assert refusal.value.temporary
        assert refusal.value.retry_after_ms
        acked_meanwhile = set(crowd.acked)
        own_mongo.signal(SIGCONT)
        await answering
        assert acked_meanwhile == before, "nothing was acked while nothing could be stored"
        await assert_nothing_lost_or_doubled(room, crowd.books())
    client.close()
