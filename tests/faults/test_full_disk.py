"""Fault 27: the disk under MongoDB takes no more. Nothing is acked meanwhile, and all is stored once it does again.

A limit on the size of the server's files stands for the disk: what is written beyond it fails, as on a full one.
"""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

import pytest

from app.core.readiness import Readiness
from app.features.submissions.repository import EntryLog
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from realtime.writer import GroupCommitWriter
from tests.builders.sessions import opened_session
from tests.builders.submissions import submission_service
from tests.faults.crowd import Crowd
from tests.fixtures.servers import settings_for
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault

FULL_BYTES = 4_096
FULL_FOR_S = 1.0


def limit(server: EmbeddedMongo, size: tuple[int, int]) -> None:
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, size)


async def test_a_full_disk_acks_nothing_and_loses_nothing(
    own_mongo: EmbeddedMongo, shared_redis: EmbeddedRedis, tmp_path: Path, seed: int
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    session = (await opened_session(database)).session
    log = EntryLog(database)
    async with GroupCommitWriter(log) as writer, submission_service(database, writer=writer) as service:
        readiness = Readiness({"log": writer.require_working})
        crowd = Crowd(service, session, seed=seed)
        await crowd.answer(20)
        stored_before = set(crowd.acked)
        assert await readiness.reasons() == {"log": None}
        limit(own_mongo, (FULL_BYTES, resource.RLIM_INFINITY))
        answering = asyncio.create_task(crowd.answer(60, over_s=0.3))
        await until(lambda: is_red(readiness))
        await asyncio.sleep(FULL_FOR_S)
        assert set(crowd.acked) == stored_before
        own_mongo.kill()  # WiredTiger gives up where a write fails: a mongod ends by itself, this one is ended
        own_mongo.start()
        await answering
        assert await readiness.reasons() == {"log": None}
    stored = {entry.key async for entry in log.scan(session.id)}
    assert stored == set(crowd.acked) == set(crowd.sent)
    client.close()


async def is_red(readiness: Readiness) -> bool:
    return (await readiness.reasons())["log"] == "StorageUnavailable"
