"""Workers that fall silent lose their jobs; none does whose clock is wrong."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.features.jobs.model import MAX_LOSSES, WORKER_LOST, Job
from app.features.jobs.service import JobService
from app.infra.mongo import Database
from jobs.worker import Worker
from tests.builders.job_bench import KINDS, QUICK, Bench, Counter
from tests.fixtures.waiting import until


async def test_a_long_job_keeps_its_lease(bench: Bench) -> None:
    runs = []

    async def work(job: Job) -> None:
        runs.append(job.id)
        await asyncio.sleep(QUICK.total_seconds() * 3)

    await bench.jobs.add("slow", {}, job_id="slow:1")
    first = asyncio.create_task(bench.worker(work).run("slow:1"))
    await until(lambda: bool(runs))
    await asyncio.sleep(QUICK.total_seconds() * 1.5)
    await bench.worker(work).run("slow:1")
    await first
    assert runs == ["slow:1"]
    assert (await bench.found("slow:1")).state == "done"


@pytest.mark.parametrize("skew", [timedelta(minutes=5), timedelta(minutes=-5)])
async def test_a_worker_whose_clock_is_wrong_keeps_its_job_and_can_lose_it(bench: Bench, skew: timedelta) -> None:
    counter = Counter()

    async def work(job: Job) -> None:
        await counter(job)
        await asyncio.sleep(QUICK.total_seconds() * 2)

    skewed = JobService(bench.repository, bench.queue, KINDS, lambda: utc_now() + skew)
    await bench.jobs.add("slow", {}, job_id="slow:1")
    working = asyncio.create_task(Worker(skewed, KINDS, {"slow": work}, asyncio.Event()).run("slow:1"))
    while not working.done():
        await bench.jobs.wake_due()
        await asyncio.sleep(0.1)
        bench.ticks_s += 0.1
    job = await bench.found("slow:1")
    assert (counter.runs, job.state, job.losses) == (["slow:1"], "done", 0)
    await bench.jobs.add("slow", {}, job_id="slow:2")
    assert await skewed.take("slow:2") is not None  # and then it is gone
    await bench.look_for_a_lease()
    job = await bench.found("slow:2")
    assert (job.state, job.losses) == ("waiting", 1)


async def test_a_worker_that_froze_loses_its_job_and_records_nothing(bench: Bench) -> None:
    ended = []

    async def work(job: Job) -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(job.id)

    counter = Counter()
    await bench.jobs.add("slow", {}, job_id="slow:1")
    frozen = asyncio.create_task(bench.worker(work).run("slow:1"))
    await until(lambda: bench.is_in("slow:1", "running"))
    await bench.look_for_a_lease()
    await bench.worker(counter).run("slow:1")
    await frozen
    assert (counter.runs, ended) == (["slow:1"], ["slow:1"])
    job = await bench.found("slow:1")
    assert (job.state, job.attempt, job.losses) == ("done", 1, 1)


async def test_a_job_that_ends_all_its_workers_is_dead(bench: Bench, database: Database) -> None:
    counter = Counter()
    await bench.jobs.add("slow", {}, job_id="slow:1")
    for losses, state in ((MAX_LOSSES - 1, "done"), (MAX_LOSSES, "dead")):
        lost = {"attempt": 1, "losses": losses, "state": "running", "is_open": True, "due_at": utc_now()}
        await database["jobs"].update_one({"_id": "slow:1"}, {"$set": lost, "$inc": {"revision": 1}})
        await bench.look_for_a_lease()
        await bench.worker(counter).run("slow:1")
        assert (await bench.found("slow:1")).state == state
    assert counter.runs == ["slow:1"]
    assert (await bench.found("slow:1")).error == WORKER_LOST
