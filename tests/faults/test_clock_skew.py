"""Fault 24: gateways and relays whose clocks are five minutes apart. No lease, no count and no order hangs on them."""

from __future__ import annotations

import asyncio
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
from realtime.relay.relay import Relay, RelayConfig
from tests.builders.sessions import session_service
from tests.builders.submissions import submission_service
from tests.faults.conftest import LEASE_S, TICK_MS
from tests.faults.crowd import Crowd
from tests.faults.oracle import Books, assert_nothing_lost_or_doubled, verified, versions_watched
from tests.faults.watched import WatchedRoom

pytestmark = pytest.mark.fault(24)

APART = timedelta(minutes=5)


def ahead() -> datetime:
    return utc_now() + APART


def behind() -> datetime:
    return utc_now() - APART


LEADERS = (ahead, behind, ahead)


def relay_by(clock: Clock, settings: Settings, database: Database, cache: redis.Redis) -> Relay:
    """A relay that takes this for the time."""
    lease = Lease(database, "relay:0/1", holder=new_id("rly"), ttl_s=LEASE_S, clock=clock, ticks=monotonic)
    config = RelayConfig(tick_s=TICK_MS / 1000, lease_ttl_s=LEASE_S)
    sessions = session_service(database)
    return Relay(database, events=EventBus(cache), sessions=sessions, config=config, lease=lease, clock=clock)


async def test_clocks_that_are_ten_minutes_apart_change_no_count(
    seed: int, settings: Settings, room: WatchedRoom, redis_client: redis.Redis
) -> None:
    database, session = room.database, room.session
    async with (
        submission_service(database, taken_at=ahead) as one,
        submission_service(database, taken_at=behind) as other,
        versions_watched(database, session.id),
    ):
        crowds = [Crowd(service, session, seed=seed + number) for number, service in enumerate((one, other))]
        for clock in LEADERS:
            stop = asyncio.Event()
            leading = asyncio.create_task(relay_by(clock, settings, database, redis_client).run(stop))
            await asyncio.gather(*(crowd.answer(30, over_s=0.3) for crowd in crowds))
            assert (await verified(database, session.id)).agrees
            stop.set()
            await leading
    room.findings.tried(len(LEADERS))
    await assert_nothing_lost_or_doubled(room, of_both(*(crowd.books() for crowd in crowds)))


def of_both(one: Books, other: Books) -> Books:
    counted = Counts()
    counted.merge(one.expected)
    counted.merge(other.expected)
    receipts = {**one.receipts, **other.receipts}
    return Books(sent=[*one.sent, *other.sent], receipts=receipts, expected=counted, secret=one.secret)
