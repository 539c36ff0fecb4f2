"""Schedulers and watches go on, whatever one document or one look fails of."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from pymongo.errors import AutoReconnect

from app.core.clock import monotonic, utc_now
from app.features.jobs.model import JobKind
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.webhooks.repository import WebhookRepository
from app.infra.lease import Lease
from app.infra.mongo import Database
from jobs.scheduler import Recurring, Scheduler
from jobs.watch import Watch
from tests.fixtures.waiting import until

KINDS = {"count": JobKind(name="count")}


class Told:
    """Workers that note what they were told, and cannot be told one thing."""

    def __init__(self) -> None:
        self.jobs: list[str] = []

    async def wake(self, job_id: str) -> bool:
        if job_id == "count:odd":
            raise ZeroDivisionError
        self.jobs.append(job_id)
        return True


def lease_on(database: Database, ttl_s: float = 0.3) -> Lease:
    return Lease(database, "some", holder="me", ttl_s=ttl_s, clock=utc_now, ticks=monotonic)


async def is_given_back(database: Database) -> bool:
    lease = await database["leases"].find_one({"_id": "some"})
    return lease is not None and lease["holder"] is None


async def test_a_job_that_cannot_be_read_and_one_that_cannot_be_told_hold_up_no_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    told, stop = Told(), asyncio.Event()
    jobs, later = JobService(JobRepository(database), told, KINDS, utc_now), utc_now()
    for name in ("garbled", "odd", "sound"):
        await jobs.add("count", {}, job_id=f"count:{name}", due_at=later.replace(year=later.year + 1))
    await database["jobs"].update_many({}, {"$set": {"due_at": later}})
    garbled = {"$set": {"attempt": "many"}}
    await database["jobs"].update_one({"_id": "count:garbled"}, garbled, bypass_document_validation=True)
    running = asyncio.create_task(Scheduler(jobs, lease_on(database), (), utc_now).run(stop))
    await until(lambda: "count:sound" in told.jobs)
    stop.set()
    await running
    assert await is_given_back(database)
    (line,) = [one for one in caplog.records if one.getMessage() == "a document cannot be read"]
    assert vars(line)["id"] == "count:garbled"


async def test_a_webhook_that_cannot_be_read_is_left_out(database: Database) -> None:
    garbled = {"_id": "whk_1", "organization": "org_1", "is_enabled": True, "url": 7}
    await database["webhooks"].insert_one(garbled, bypass_document_validation=True)
    assert await WebhookRepository(database).enabled() == []


async def test_a_watch_looks_again_after_a_look_that_failed_and_gives_back_its_lease(database: Database) -> None:
    looks, stop = 0, asyncio.Event()

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise ZeroDivisionError

    running = asyncio.create_task(Watch(look, lease_on(database, ttl_s=30), pause_s=0.01).run(stop))
    await until(lambda: looks > 1)
    running.cancel()
    await asyncio.wait((running,))
    assert await is_given_back(database)


async def test_a_watch_that_stands_by_looks_only_once_the_other_has_gone(database: Database) -> None:
    looked, stop = asyncio.Event(), asyncio.Event()

    async def look() -> None:
        looked.set()

    first = lease_on(database, ttl_s=30)
    assert await first.try_acquire()
    second = Lease(database, "some", holder="somebody else", ttl_s=30, clock=utc_now, ticks=monotonic)
    running = asyncio.create_task(Watch(look, second, pause_s=0.01).run(stop))
    await asyncio.sleep(0.2)
    assert not looked.is_set()
    await first.release()
    await asyncio.wait_for(looked.wait(), 10)
    stop.set()
    await running


async def test_a_lease_is_given_back_though_a_renewal_was_cut_off_before_its_answer_or_its_write(
    database: Database,
) -> None:
    lease = lease_on(database, ttl_s=30)
    assert await lease.try_acquire()
    known = lease._held
    await lease.renew()
    lease._held = known  # whoever was cancelled in between never heard of it
    await lease.release()
    assert await is_given_back(database)
    assert await lease.try_acquire()
    late = lease._held
    await lease.release()
    lease._held = late
    assert not await lease.renew()
    assert await is_given_back(database)


class AwayAtFirst(Lease):
    """Its database cannot be reached the first two times."""

    away = 2

    async def try_acquire(self) -> bool:
        if self.away:
            self.away -= 1
            raise AutoReconnect("nobody there")
        return await super().try_acquire()


async def test_a_scheduler_and_a_watch_wait_for_a_database_that_is_away(database: Database) -> None:
    looked, stop = asyncio.Event(), asyncio.Event()

    async def look() -> None:
        looked.set()

    async def has_added() -> bool:
        return bool(await database["jobs"].count_documents({"kind": "count"}))

    lease, other = (
        AwayAtFirst(database, name, holder="me", ttl_s=0.3, clock=utc_now, ticks=monotonic) for name in ("a", "b")
    )
    jobs = JobService(JobRepository(database), Told(), KINDS, utc_now)
    scheduler = Scheduler(jobs, lease, (Recurring("count", timedelta(minutes=1)),), utc_now)
    running = [asyncio.create_task(one.run(stop)) for one in (scheduler, Watch(look, other, pause_s=0.01))]
    await asyncio.wait_for(looked.wait(), 10)
    await until(has_added)
    stop.set()
    await asyncio.gather(*running)
    assert (lease.away, other.away) == (0, 0)
