"""A worker is killed with jobs in its hands, and a scheduler with it: those jobs run again, the others once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from signal import SIGCONT, SIGKILL
from typing import Any

import pytest

from app.core.settings import Settings
from app.features.jobs.service import JobService
from app.infra.embedded.process import Child
from app.infra.mongo import Database
from app.wiring.jobs import FORGET_JOBS, job_queue, job_service
from tests.faults.conftest import StartWorker
from tests.faults.standing import stop
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

CAUGHT_WITHIN_S = 30.0
SETTLED_S = 1.0
LOOK_AGAIN_S = 0.01
pytestmark = pytest.mark.fault(23)


@pytest.fixture
async def jobs(settings: Settings, database: Database) -> AsyncIterator[JobService]:
    async with job_queue(settings) as queue:
        yield job_service(database, queue)


async def test_a_worker_that_is_killed_at_work_loses_no_job_and_only_what_it_ran_runs_again(
    settings: Settings,
    database: Database,
    processes: ProcessStarter,
    start_worker: StartWorker,
    jobs: JobService,
    findings: Findings,
    sized: Sized,
) -> None:
    settings = settings.model_copy(update={"relay_lease_s": 1.0})
    count = sized(100, at_length=1_000)
    # The scheduler adds one every hour. Not by 2,000 ids: the embedded server compares each job with all of them.
    own = {"_id": {"$regex": "^test:"}}

    async def have_come(states: list[str], least: int) -> bool:
        return await database["jobs"].count_documents({**own, "state": {"$in": states}}) >= least

    async def add(first: int) -> None:
        for number in range(first, first + count):
            await jobs.add(FORGET_JOBS, {}, job_id=f"test:{number}")

    await add(0)
    worker, scheduler = start_worker(settings), processes.background("scheduler", settings)
    await until(lambda: have_come(["running", "done"], 1), within_s=30)
    scheduler.signal(SIGKILL)
    running = {**own, "state": "running"}
    async with asyncio.timeout(CAUGHT_WITHIN_S):
        await catch_at_work(database, worker, running)
        worker.signal(SIGKILL)
        interrupted = await settled(database, running)
    assert interrupted, "it was killed with jobs in its hands"
    await add(count)
    start_worker(settings)
    processes.background("scheduler", settings)
    # Asked seldom: fifty times a second, the counting took more of the database than the jobs.
    await until(lambda: have_come(["done"], 2 * count), within_s=180, every_s=1.0)
    jobs_of = {job["_id"]: job async for job in database["jobs"].find(own)}
    states = [job["state"] for job in jobs_of.values()]
    findings.tried(len(interrupted))
    findings.kept(2 * count, lost=2 * count - states.count("done"))
    assert set(states) == {"done"}
    assert {name for name, job in jobs_of.items() if job["losses"]} == interrupted, "only those were begun again"
    assert {job["losses"] for job in jobs_of.values()} == {0, 1}
    assert {job["attempt"] for job in jobs_of.values()} == {1}, "none failed, and a lost worker is no failure"


async def catch_at_work(database: Database, worker: Child, running: dict[str, Any]) -> None:
    """Freeze it at a moment at which it runs jobs."""
    while True:
        await stop(worker)
        if await database["jobs"].count_documents(running):
            return
        worker.signal(SIGCONT)
        await asyncio.sleep(LOOK_AGAIN_S)


async def settled(database: Database, running: dict[str, Any]) -> set[str]:
    """The jobs that stay as its end left them, once all that it had sent has arrived."""
    while True:
        before = await database["jobs"].distinct("_id", running)
        await asyncio.sleep(SETTLED_S)
        if set(before) == set(await database["jobs"].distinct("_id", running)):
            return set(before)
