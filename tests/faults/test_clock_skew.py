"""Fault 24: gateways and relays whose clocks are ten minutes apart. No lease, no count and no order hangs on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from app.core.clock import Clock, monotonic, utc_now
from app.core.identity import new_id
from app.core.settings import Settings
from app.features.analytics.tally import Counts
from app.infra import redis
from app.infra.event_bus import EventBus
from app.infra.lease import Lease
from app.infra.mongo import Database
from realtime.relay.partition import Partition
from realtime.relay.relay import Relay, RelayConfig
from tests.builders.sessions import session_service
from tests.builders.submissions import submission_service
from tests.faults.conftest import LEASE_S, TICK_MS
from tests.faults.crowd import Crowd
from tests.faults.oracle import Books, assert_nothing_lost_or_doubled, tally_of
from tests.faults.watched import WatchedRoom
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(24)

APART = timedelta(minutes=5)
SIDE_BY_SIDE_S = 4 * LEASE_S
LOOKS = 4
"""A standby looks three times in the length of a lease; fewer, and it had no chance to steal one."""


def ahead() -> datetime:
    return utc_now() + APART


def behind() -> datetime:
    return utc_now() - APART


class SkewedRelay:
    """One that takes this for the time, in this process; it can end in order or without a word."""

    def __init__(self, clock: Clock, settings: Settings, database: Database) -> None:
        self.holder = new_id("rly")
        self.looks = 0
        self._leases = database["leases"]
        self._cache = redis.connect(settings.required_redis_url())
        self._relay = Relay(
            database,
            events=EventBus(self._cache),
            sessions=session_service(database),
            config=RelayConfig(tick_s=TICK_MS / 1000, lease_ttl_s=LEASE_S),
            lease=self._lease(database, clock),
            clock=clock,
        )

    def _lease(self, database: Database, clock: Clock) -> Lease:
        relay = self

        class CountedLease(Lease):
            async def try_acquire(self) -> bool:
                relay.looks += 1
                return await super().try_acquire()

        return CountedLease(database, Partition().name, holder=self.holder, ttl_s=LEASE_S, clock=clock, ticks=monotonic)

    async def leads(self) -> bool:
        """By the lease, as everybody sees it."""
        held = await self._leases.find_one({"_id": Partition().name})
        return held is not None and held["holder"] == self.holder

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """At work until the context ends; who cancels the task has it die, and nobody gives its lease back."""
        stop = asyncio.Event()
        working = asyncio.create_task(self._relay.run(stop))
        try:
            yield working
        finally:
            stop.set()
            await asyncio.wait((working,))
            await self._cache.aclose()
        assert working.cancelled() or working.exception() is None


@pytest.mark.parametrize("clocks", [(ahead, behind), (behind, ahead)], ids=["ahead leads", "behind leads"])
async def test_a_relay_whose_clock_is_another_steals_no_lease_and_takes_over_a_dead_one(
    clocks: tuple[Clock, Clock], seed: int, settings: Settings, room: WatchedRoom
) -> None:
    database = room.database
    leader, standby = (SkewedRelay(clock, settings, database) for clock in clocks)
    async with (
        submission_service(database, taken_at=ahead) as one,
        submission_service(database, taken_at=behind) as other,
        leader.running() as leading,
    ):
        crowds = [Crowd(service, room.session, seed=seed + number) for number, service in enumerate((one, other))]
        await until(leader.leads)
        async with standby.running():
            await asyncio.gather(*(crowd.answer(30, over_s=SIDE_BY_SIDE_S) for crowd in crowds))
            assert standby.looks >= LOOKS
            assert (await leader.leads(), await term_of_the_lease(database)) == (True, 1)
            leading.cancel()
            await asyncio.gather(*(crowd.answer(30, over_s=0.3) for crowd in crowds))
            await until(standby.leads)
            await assert_nothing_lost_or_doubled(room, of_both(*(crowd.books() for crowd in crowds)))
            assert await term_of_the_lease(database) == 2
    tally = await tally_of(database, room.id)
    assert (tally.epoch, tally.mark.generation) == (1, 1), "nobody had a reason to count anew"


async def term_of_the_lease(database: Database) -> int:
    """It rises whenever the lease is taken, also from one who lives."""
    held = await database["leases"].find_one({"_id": Partition().name})
    assert held is not None
    return int(held["term"])


def of_both(one: Books, other: Books) -> Books:
    counted = Counts()
    counted.merge(one.expected)
    counted.merge(other.expected)
    receipts = {**one.receipts, **other.receipts}
    return Books(sent=[*one.sent, *other.sent], receipts=receipts, expected=counted, secret=one.secret)
