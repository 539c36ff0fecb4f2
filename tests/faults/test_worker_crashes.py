"""Workers and schedulers that are killed at any moment: every job ends, and nothing waits for a person."""

from __future__ import annotations

from signal import SIGKILL

import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.infra.job_queue import JobQueue
from app.infra.mongo import Database
from app.wiring.jobs import FORGET_JOBS, KINDS
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

JOBS = 60
ADDED = {"_id": {"$in": [f"test:{number}" for number in range(2 * JOBS)]}}
"""The test's own: the scheduler adds one of the same kind every hour."""
pytestmark = pytest.mark.fault


async def test_workers_and_schedulers_that_are_killed_lose_no_job(
    settings: Settings, database: Database, processes: ProcessStarter
) -> None:
    queue = JobQueue(settings.required_redis_url(), settings.database)
    jobs = JobService(JobRepository(database), queue, KINDS, utc_now)

    async def done() -> int:
        return int(await database["jobs"].count_documents({**ADDED, "state": "done"}))

    async def add(first: int) -> None:
        for number in range(first, first + JOBS):
            await jobs.add(FORGET_JOBS, {}, job_id=f"test:{number}")

    async def some_are_done(least: int) -> bool:
        return await done() >= least

    worker, scheduler = (processes.background(name, settings) for name in ("worker", "scheduler"))
    await add(0)
    await until(lambda: some_are_done(1), within_s=30)
    worker.signal(SIGKILL)
    scheduler.signal(SIGKILL)
    await add(JOBS)
    for name in ("worker", "scheduler"):
        processes.background(name, settings)
    await until(lambda: some_are_done(2 * JOBS), within_s=90)
    await queue.close()
    assert {job["state"] async for job in database["jobs"].find(ADDED)} == {"done"}
