"""A job service with its queue, workers on it, and a scheduler: on the real database and the real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.jobs.model import Job, JobKind
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.infra.job_queue import JobQueue
from app.infra.lease import Lease
from app.infra.mongo import Database
from jobs.scheduler import Recurring, Scheduler
from jobs.worker import Work, Worker

QUICK = timedelta(seconds=0.6)
KINDS = {
    name: JobKind(name=name, lease=QUICK, max_attempts=2, timeout=timedelta(seconds=5), at_once=at_once)
    for name, at_once in (("count", None), ("slow", None), ("single", 1))
}


class Bench:
    """A job service with its queue, and workers on it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self.repository = JobRepository(database)
        self._database = database
        self.queue = JobQueue(settings.required_redis_url(), settings.database)
        self.ticks_s = 0.0
        self.jobs = JobService(self.repository, self.queue, KINDS, utc_now, lambda: self.ticks_s)

    async def look_for_a_lease(self) -> None:
        """What a scheduler sees of workers that are silent for longer."""
        for _ in range(6):
            self.ticks_s += QUICK.total_seconds() / 4
            await self.jobs.wake_due()

    async def found(self, job_id: str) -> Job:
        job = await self.repository.find(job_id)
        assert job is not None
        return job

    async def has_ended(self, job_id: str) -> bool:
        return not (await self.found(job_id)).is_open

    def worker(self, work: Work, stop: asyncio.Event | None = None) -> Worker:
        return Worker(self.jobs, KINDS, dict.fromkeys(KINDS, work), stop or asyncio.Event())

    @asynccontextmanager
    async def listening(self, work: Work, *, grace_s: float = 1.0) -> AsyncIterator[None]:
        """A worker on a queue of its own, as in another process."""
        stop = asyncio.Event()
        queue = JobQueue(self._settings.required_redis_url(), self._settings.database)
        works = dict.fromkeys(KINDS, work)
        worker = Worker(JobService(self.repository, queue, KINDS, utc_now), KINDS, works, stop)
        listening = asyncio.create_task(queue.listen(worker.run, stop, at_once=4, grace_s=grace_s))
        try:
            yield
        finally:
            stop.set()
            await listening
            await queue.close()

    @asynccontextmanager
    async def scheduling(self, *recurring: Recurring, ttl_s: float = 3.0) -> AsyncIterator[None]:
        stop = asyncio.Event()
        lease = Lease(self._database, "scheduler", holder=str(id(stop)), ttl_s=ttl_s, clock=utc_now, ticks=monotonic)
        running = asyncio.create_task(Scheduler(self.jobs, lease, recurring, utc_now).run(stop))
        try:
            yield
        finally:
            stop.set()
            await running

    async def is_in(self, job_id: str, state: str) -> bool:
        return (await self.found(job_id)).state == state


class Counter:
    """Work that counts how often each job was done."""

    def __init__(self) -> None:
        self.runs: list[str] = []

    async def __call__(self, job: Job) -> None:
        self.runs.append(job.id)
