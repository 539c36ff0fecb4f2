"""Fault 6: a gateway is killed with submissions in its queue; none of them was acked, all come again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from signal import SIGCONT

import pytest

from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.standing import stop
from tests.faults.watched import watched_from_processes
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.servers import settings_for

pytestmark = pytest.mark.fault(6)

PHONES = 40
LOOK_S = 0.5


async def test_a_killed_gateway_has_acked_nothing_that_it_had_not_stored(
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    gateway = processes.starting_gateway(settings)
    start_relay(settings)
    async with watched_from_processes(settings, database, findings, [gateway]) as room:
        async with voting(room, phones=PHONES, pause_s=0.01) as phones:
            await all_answered(phones)
            for _ in range(sized(1, at_length=10)):
                await stop(own_mongo)
                await asyncio.sleep(LOOK_S)  # what was on its way when it stopped has arrived
                acked = sum(len(phone.acked) for phone in phones)
                sent = sum(len(phone.sent) for phone in phones)
                await asyncio.sleep(LOOK_S)
                assert sum(len(phone.acked) for phone in phones) == acked, "acked while the database stood still"
                gateway.kill()
                own_mongo.signal(SIGCONT)
                gateway.start()
                await gateway.until_ready()
                assert sent > acked, "something was in the queue"
                findings.tried()
        await assert_nothing_lost_or_doubled(room, books_of(room, phones))
    client.close()
