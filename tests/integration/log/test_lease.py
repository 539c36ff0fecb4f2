"""Who leads: decided by the database and one's own monotonic clock, never by comparing wall clocks."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from app.core.clock import utc_now
from app.infra.lease import Lease
from app.infra.mongo import Database

TTL_S = 10.0


class Process:
    """A holder with clocks of its own; ``skew`` shifts its wall clock."""

    def __init__(self, database: Database, name: str, *, skew: timedelta = timedelta()) -> None:
        self.elapsed_s = 0.0
        self._skew = skew
        self.lease = Lease(
            database, "relay:0/1", holder=name, ttl_s=TTL_S, clock=self._now, ticks=lambda: self.elapsed_s
        )

    def _now(self) -> datetime:
        return utc_now() + self._skew


async def test_a_free_lease_is_taken_at_once_and_by_one(database: Database) -> None:
    one, other = Process(database, "one"), Process(database, "other")
    assert await one.lease.try_acquire()
    assert not await other.lease.try_acquire()


async def test_a_silent_holder_is_replaced_after_the_ttl_and_learns_of_it(database: Database) -> None:
    one, other = Process(database, "one"), Process(database, "other")
    assert await one.lease.try_acquire()
    assert not await other.lease.try_acquire()
    other.elapsed_s = TTL_S - 1
    assert not await other.lease.try_acquire()
    other.elapsed_s = TTL_S + 1
    assert await other.lease.try_acquire()
    assert not await one.lease.renew()
    assert not await one.lease.try_acquire()


async def test_a_holder_that_renews_keeps_the_lease_for_ever(database: Database) -> None:
    one, other = Process(database, "one"), Process(database, "other")
    assert await one.lease.try_acquire()
    for _ in range(5):
        assert await one.lease.renew()
        other.elapsed_s += TTL_S - 1
        assert not await other.lease.try_acquire()


async def test_wall_clocks_minutes_apart_do_no_harm(database: Database) -> None:
    behind = Process(database, "behind", skew=timedelta(minutes=-5))
    ahead = Process(database, "ahead", skew=timedelta(minutes=5))
    assert await behind.lease.try_acquire()
    for _ in range(5):
        assert not await ahead.lease.try_acquire()
        assert await behind.lease.renew()
    await behind.lease.release()
    assert await ahead.lease.try_acquire()


async def test_a_lease_that_is_given_back_need_not_be_waited_for(database: Database) -> None:
    one, other = Process(database, "one"), Process(database, "other")
    assert await one.lease.try_acquire()
    await one.lease.release()
    assert await other.lease.try_acquire()


async def test_a_holder_whose_renewal_got_lost_takes_its_own_lease_again_at_once(database: Database) -> None:
    one = Process(database, "one")
    assert await one.lease.try_acquire()
    await database["leases"].update_one({"_id": "relay:0/1"}, {"$inc": {"beat": 1}})  # written, but the reply was lost
    assert not await one.lease.renew()
    assert await one.lease.try_acquire()
    assert await one.lease.renew()


async def test_of_many_that_want_a_new_lease_at_once_one_gets_it(database: Database) -> None:
    many = [Process(database, f"process {number}") for number in range(8)]
    assert sum(await asyncio.gather(*(one.lease.try_acquire() for one in many))) == 1


async def test_somebody_who_holds_nothing_can_neither_renew_nor_give_back(database: Database) -> None:
    one, other = Process(database, "one"), Process(database, "other")
    assert await one.lease.try_acquire()
    assert not await other.lease.renew()
    await other.lease.release()
    assert await one.lease.renew()
