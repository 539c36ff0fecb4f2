"""Fault 15: Redis is killed while jobs are queued, and comes back empty: every job is done, and each once."""

from __future__ import annotations

import shutil

import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.job_queue import JobQueue
from app.infra.mongo import Database
from app.wiring.jobs import FORGET_JOBS, KINDS
from tests.faults.conftest import LEASE_S, StartWorker
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

DONE_WITHIN_S = 120.0
pytestmark = pytest.mark.fault(15)


async def test_jobs_outlive_a_redis_that_is_killed_and_comes_back_empty(
    settings: Settings,
    database: Database,
    own_redis: EmbeddedRedis,
    processes: ProcessStarter,
    start_worker: StartWorker,
    findings: Findings,
    sized: Sized,
) -> None:
    alone = settings.model_copy(update={"redis_url": own_redis.url, "relay_lease_s": LEASE_S})
    count, kills = sized(40, at_length=500), sized(1, at_length=3)
    queue = JobQueue(own_redis.url, settings.database)
    jobs = JobService(JobRepository(database), queue, KINDS, utc_now)

    async def done(least: int) -> bool:
        return await database["jobs"].count_documents({"_id": {"$in": wanted}, "state": "done"}) >= least

    wanted: list[str] = []
    start_worker(alone)
    processes.background("scheduler", alone)
    for kill in range(kills):
        former = len(wanted)
        for number in range(count):
            wanted.append(f"test:{kill}:{number}")
            await jobs.add(FORGET_JOBS, {}, job_id=wanted[-1])
            if number == count // 2:
                await until(lambda former=former: done(former + 1), within_s=DONE_WITHIN_S)
                own_redis.kill()
        shutil.rmtree(own_redis.folder)
        own_redis.start()
        await until(lambda: done(len(wanted)), within_s=DONE_WITHIN_S)
    await queue.close()
    found = await database["jobs"].find({"_id": {"$in": wanted}}).to_list(None)
    findings.tried(kills)
    twice = sum(job["attempt"] + job["losses"] > 1 for job in found)
    findings.kept(len(wanted), lost=len(wanted) - len(found), twice=twice)
    assert {(job["state"], job["attempt"], job["losses"]) for job in found} == {("done", 1, 0)}
