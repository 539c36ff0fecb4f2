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
from tests.faults.conftest import StartWorker
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(23)


async def test_workers_and_schedulers_that_are_killed_lose_no_job(
    settings: Settings,
    database: Database,
    processes: ProcessStarter,
    start_worker: StartWorker,
    findings: Findings,
    sized: Sized,
) -> None:
    settings = settings.model_copy(update={"relay_lease_s": 1.0})
    count = sized(40, at_length=1_000)
    own = {"_id": {"$in": [f"test:{number}" for number in range(2 * count)]}}  # the scheduler adds one every hour
    queue = JobQueue(settings.required_redis_url(), settings.database)
    jobs = JobService(JobRepository(database), queue, KINDS, utc_now)

    async def done() -> int:
        return int(await database["jobs"].count_documents({**own, "state": "done"}))

    async def add(first: int) -> None:
        for number in range(first, first + count):
            await jobs.add(FORGET_JOBS, {}, job_id=f"test:{number}")

    async def some_are_done(least: int) -> bool:
        return await done() >= least

    worker, scheduler = start_worker(settings), processes.background("scheduler", settings)
    await add(0)
    await until(lambda: some_are_done(1), within_s=30)
    worker.signal(SIGKILL)
    scheduler.signal(SIGKILL)
    await add(count)
    start_worker(settings)
    processes.background("scheduler", settings)
    await until(lambda: some_are_done(2 * count), within_s=90)
    await queue.close()
    states = [job["state"] async for job in database["jobs"].find(own)]
    findings.kept(2 * count, lost=2 * count - states.count("done"))
    assert set(states) == {"done"}
