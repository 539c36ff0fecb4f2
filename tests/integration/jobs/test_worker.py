"""One job, one worker, one recorded end: on the real database and the real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from taskiq import AckableMessage
from taskiq_redis import RedisStreamBroker

from app.core.clock import utc_now
from app.core.errors import NotFound, Unavailable, WrongState
from app.core.settings import Settings
from app.features.jobs.model import Job
from app.features.jobs.service import OLDEST_SECONDS, WAITING
from app.infra.embedded.ports import free_port
from app.infra.job_queue import JobQueue
from app.infra.mongo import Database
from app.infra.redis import Redis
from jobs.scheduler import Recurring
from tests.builders.job_bench import Bench, Counter
from tests.fixtures.waiting import until


async def test_a_job_that_was_sent_before_any_worker_listened_is_run(bench: Bench) -> None:
    counter = Counter()
    assert await bench.jobs.add("count", {"n": "1"}, job_id="count:1")
    async with bench.listening(counter):
        await until(lambda: bench.has_ended("count:1"))
    assert counter.runs == ["count:1"]
    job = await bench.found("count:1")
    assert (job.state, job.attempt, job.arguments) == ("done", 1, {"n": "1"})


async def test_the_same_job_is_added_once_and_run_by_one_of_many_workers(bench: Bench) -> None:
    counter = Counter()
    added = await asyncio.gather(*(bench.jobs.add("count", {}, job_id="count:1") for _ in range(20)))
    assert added.count(True) == 1
    await asyncio.gather(*(bench.worker(counter).run("count:1") for _ in range(20)))
    assert counter.runs == ["count:1"]


async def test_a_worker_that_ends_begins_nothing_more(bench: Bench) -> None:
    begun, goes_on, stop = Counter(), asyncio.Event(), asyncio.Event()

    async def work(job: Job) -> None:
        await begun(job)
        await goes_on.wait()

    for job_id in ("single:1", "single:2", "count:1"):
        await bench.jobs.add(job_id.split(":")[0], {}, job_id=job_id)
    worker = bench.worker(work, stop)
    first = asyncio.create_task(worker.run("single:1"))
    await until(lambda: begun.runs == ["single:1"])
    await worker.run("single:2")  # waits for its place
    stop.set()
    goes_on.set()
    await first
    await worker.run("count:1")
    assert begun.runs == ["single:1"]
    assert [(await bench.found(job_id)).state for job_id in ("single:1", "single:2")] == ["done", "queued"]


async def test_a_job_of_the_future_waits_for_its_time(bench: Bench) -> None:
    counter = Counter()
    await bench.jobs.add("count", {}, job_id="count:later", due_at=utc_now() + timedelta(seconds=1))
    async with bench.listening(counter), bench.scheduling():
        await bench.jobs.add("count", {}, job_id="count:now")
        await until(lambda: bench.has_ended("count:now"))
        assert counter.runs == ["count:now"]
        await until(lambda: bench.has_ended("count:later"))


async def test_what_redis_forgot_is_said_again(bench: Bench, redis_client: Redis, database: Database) -> None:
    counter = Counter()
    await bench.jobs.add("count", {}, job_id="count:1")
    await redis_client.flushall()
    await database["jobs"].update_one({"_id": "count:1"}, {"$set": {"due_at": utc_now()}})  # the 15 s are over
    async with bench.listening(counter), bench.scheduling():
        await until(lambda: bench.has_ended("count:1"))
    assert counter.runs == ["count:1"]


async def test_a_worker_listens_again_after_redis_came_back_empty(bench: Bench, redis_client: Redis) -> None:
    counter = Counter()
    async with bench.listening(counter):
        await bench.jobs.add("count", {}, job_id="count:1")
        await until(lambda: bench.has_ended("count:1"))
        await redis_client.flushall()
        await bench.jobs.add("count", {}, job_id="count:2")
        await until(lambda: bench.has_ended("count:2"), within_s=20)
    assert counter.runs == ["count:1", "count:2"]


async def test_a_failure_is_recorded_and_tried_again_until_it_is_dead(bench: Bench) -> None:
    async def fail(_job: Job) -> None:
        raise Unavailable("The mail service is away.")

    await bench.jobs.add("count", {}, job_id="count:1")
    worker = bench.worker(fail)
    await worker.run("count:1")
    job = await bench.found("count:1")
    assert (job.state, job.attempt) == ("waiting", 1)
    assert job.error is not None
    assert (job.error.kind, job.error.message) == ("unavailable", "The mail service is away.")
    await worker.run("count:1")
    assert (await bench.found("count:1")).state == "dead"
    await worker.run("count:1")
    assert (await bench.found("count:1")).attempt == 2


async def test_a_defect_is_recorded_without_what_it_said(bench: Bench) -> None:
    async def fail(_job: Job) -> None:
        raise ValueError("ada@example.org")

    await bench.jobs.add("count", {}, job_id="count:1")
    await bench.worker(fail).run("count:1")
    job = await bench.found("count:1")
    assert job.error is not None
    assert job.error.kind == "ValueError"
    assert "ada" not in job.error.message


async def test_a_failure_that_stays_kills_at_once_and_a_person_can_have_it_run_again(bench: Bench) -> None:
    async def refuse(_job: Job) -> None:
        raise NotFound

    counter = Counter()
    await bench.jobs.add("count", {}, job_id="count:1", organization="org_1")
    await bench.worker(refuse).run("count:1")
    assert (await bench.found("count:1")).state == "dead"
    with pytest.raises(NotFound):
        await bench.jobs.run_again("org_2", "count:1")
    await bench.jobs.run_again("org_1", "count:1")
    with pytest.raises(WrongState):
        await bench.jobs.run_again("org_1", "count:1")
    await bench.worker(counter).run("count:1")
    assert counter.runs == ["count:1"]


async def test_a_worker_that_ends_in_order_gives_back_what_it_cannot_finish(bench: Bench) -> None:
    async def work(_job: Job) -> None:
        await asyncio.sleep(60)

    await bench.jobs.add("slow", {}, job_id="slow:1")
    async with bench.listening(work, grace_s=0.1):
        await until(lambda: bench.is_in("slow:1", "running"))
    job = await bench.found("slow:1")
    assert (job.state, job.attempt) == ("waiting", 0)


async def test_two_schedulers_at_once_do_what_one_does(bench: Bench, database: Database) -> None:
    counter = Counter()
    every = Recurring("count", timedelta(seconds=1))
    await database["leases"].insert_one(
        {"_id": "scheduler", "holder": None, "term": 1, "beat": 0, "expires_at": utc_now()}
    )
    async with bench.listening(counter), bench.scheduling(every), bench.scheduling(every):
        # The second one leads as well, as after a pause of the first: it takes the lease away again and again.
        for _ in range(20):
            await database["leases"].update_one({"_id": "scheduler"}, {"$set": {"holder": None}})
            await asyncio.sleep(0.15)
    runs = len(counter.runs)
    assert 2 <= runs <= 5
    assert len(set(counter.runs)) == runs


async def test_old_records_are_forgotten_and_open_ones_never(bench: Bench, database: Database) -> None:
    for name in ("done", "open"):
        await bench.jobs.add("count", {}, job_id=f"count:{name}")
    await bench.worker(Counter()).run("count:done")
    await database["jobs"].update_many({}, {"$set": {"due_at": utc_now() - timedelta(days=1)}})
    assert await bench.jobs.forget_old() == 1
    assert await bench.repository.find("count:done") is None
    assert (await bench.found("count:open")).is_open


async def test_a_scheduler_tells_what_waits_while_it_leads(bench: Bench) -> None:
    await bench.jobs.add("count", {}, job_id="count:1")
    async with bench.scheduling():
        await until(lambda: WAITING.value == 1)
    assert (WAITING.value, OLDEST_SECONDS.value) == (0, 0), "whoever leads now tells"


async def test_a_worker_ends_though_its_reading_drops_a_cancellation(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped: list[str] = []
    listen = RedisStreamBroker.listen

    async def drops_the_first(broker: RedisStreamBroker) -> AsyncGenerator[AckableMessage, None]:
        """As redis-py on Python 3.11, where a cancellation and the end of a write come together."""
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            dropped.append("once")
        async for message in listen(broker):
            yield message

    monkeypatch.setattr(RedisStreamBroker, "listen", drops_the_first)
    async with asyncio.timeout(10), bench.listening(Counter()):
        await asyncio.sleep(0.1)
    assert dropped == ["once"]


async def test_workers_that_cannot_be_woken_are_told_and_do_no_harm(settings: Settings) -> None:
    queue = JobQueue(f"redis://127.0.0.1:{free_port()}/0", settings.database)
    assert not await queue.wake("job_1")
    await queue.close()
