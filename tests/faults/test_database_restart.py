"""Fault 8: MongoDB goes away under load and comes back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

import pytest

from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay
from tests.faults.crowd import Crowd
from tests.faults.oracle import assert_nothing_lost_or_doubled, tally_of
from tests.faults.watched import watched_session
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.servers import settings_for
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(8)


@pytest.mark.parametrize("number", [SIGTERM, SIGKILL])
async def test_answers_outlive_a_restart_of_the_database(
    number: Signals,
    seed: int,
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    start_relay(settings)
    async with watched_session(settings, database, findings) as room, submission_service(database) as service:
        crowd = Crowd(service, room.session, seed=seed)
        answering = asyncio.create_task(crowd.answer(sized(200, at_length=1_000), over_s=sized(2, at_length=10)))
        await until(lambda: len(crowd.acked) > 50)
        own_mongo.kill(number)
        own_mongo.start()
        await answering
        await assert_nothing_lost_or_doubled(room, crowd.books())
    assert (await tally_of(database, room.id)).epoch == 1, "the stream went on where it was"
    client.close()
