"""Fault 7: the reply to a write is lost after the commit, so nobody knows whether it happened."""

from __future__ import annotations

import asyncio

import pytest

from app.core.settings import Settings
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay
from tests.faults.crowd import Crowd
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.proxy import cutting_proxy
from tests.faults.watched import WatchedRoom
from tests.fixtures.lengths import Sized

pytestmark = pytest.mark.fault(7)

INSERT_INTO_THE_LOG = b"insert\x00\x08\x00\x00\x00entries\x00"


async def test_a_batch_whose_ack_was_lost_is_written_again_and_counted_once(
    seed: int,
    settings: Settings,
    room: WatchedRoom,
    shared_mongo: EmbeddedMongo,
    start_relay: StartRelay,
    sized: Sized,
) -> None:
    start_relay(settings)
    rounds = sized(3, at_length=20)
    async with cutting_proxy(shared_mongo.port, INSERT_INTO_THE_LOG) as proxy:
        client = mongo.connect(proxy.url)
        async with submission_service(client[settings.database]) as service:
            crowd = Crowd(service, room.session, seed=seed)
            await crowd.answer(20)
            for _ in range(rounds):
                proxy.cuts = 2  # the second one swallows the reply to the retry, too
                await crowd.answer(100, over_s=0.3)
        await asyncio.to_thread(client.close)  # it says good-bye through the proxy, which runs in this loop
    assert proxy.done == 2 * rounds
    room.findings.tried(proxy.done)
    await assert_nothing_lost_or_doubled(room, crowd.books())
