"""Adding jobs, and taking them through their steps."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from app.core.clock import Clock, Ticks, monotonic
from app.core.errors import NotFound, WrongState
from app.core.metrics import gauge
from app.features.jobs.model import (
    MAX_LOSSES,
    WORKER_LOST,
    Arguments,
    Backlog,
    Job,
    JobError,
    JobKind,
    dismissed,
    done,
    failed,
    given_back,
    lost,
    new_job,
    prolonged,
    started,
    superseded,
    woken,
)
from app.features.jobs.model import run_again as requeued
from app.features.jobs.repository import JobRepository
from app.features.jobs.silence import Silence

log = logging.getLogger(__name__)

WAITING = gauge("jobs_waiting", "Jobs that no worker has taken though they should run, as the leading scheduler sees.")
OLDEST_SECONDS = gauge("jobs_oldest_seconds", "For how long the first of them should have run.")
DEAD = gauge("jobs_dead", "Jobs that failed for good, and that wait for somebody to run them again or to dismiss them.")

MAX_WOKEN = 500
COUNT_EVERY = timedelta(seconds=5)
NO_BACKLOG = Backlog(0, 0.0, 0)


class Workers(Protocol):
    """Where workers listen. What is said there may be lost: the scheduler says it again."""

    async def wake(self, job_id: str) -> bool:
        """Tell one worker; False where nobody can be told now."""


class JobService:
    """The one door to jobs. ``kinds``: every kind that workers of this version can run."""

    def __init__(
        self,
        repository: JobRepository,
        workers: Workers,
        kinds: Mapping[str, JobKind],
        clock: Clock,
        ticks: Ticks = monotonic,
    ) -> None:
        self._repository = repository
        self._workers = workers
        self._kinds = kinds
        self._clock = clock
        self._silence = Silence(kinds, ticks)
        self._counted_at: datetime | None = None

    async def add(
        self,
        kind: str,
        arguments: Arguments,
        *,
        job_id: str,
        organization: str | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Have something done, now or at ``due_at``. ``job_id`` says what is the same job: a repeat returns False."""
        now, number = self._clock(), 0
        if organization is not None:
            if await self._repository.find(job_id) is not None:
                return False
            number = await self._repository.next_number(organization)
        job = new_job(kind, arguments, job_id=job_id, organization=organization, number=number, now=now, due_at=due_at)
        if not await self._repository.add(job):
            return False
        if job.due_at <= now:
            await self._wake(job)
        return True

    async def find(self, job_id: str) -> Job | None:
        """None where it was never added, or was forgotten since."""
        return await self._repository.find(job_id)

    async def open_arguments(self, kind: str) -> list[Arguments]:
        """What the jobs of a kind are to do that wait or run."""
        return await self._repository.open_arguments(kind)

    async def dead_arguments(self, kind: str) -> list[Arguments]:
        """What the jobs of a kind were to do that are dead, and that nobody has dismissed."""
        return await self._repository.dead_arguments(kind)

    async def wake_due(self) -> int:
        """Tell workers of everything that is due or has lost its worker; how many jobs that were. For the scheduler."""
        now = self._clock()
        silent = self._silence.among(await self._repository.running())
        woken_workers = sum([await self._tell_of(job, lost(job, now)) for job in silent])
        due = await self._repository.due(now, MAX_WOKEN)
        woken_workers += sum([await self._wake(job) for job in due])
        if self._counted_at is None or abs(now - self._counted_at) >= COUNT_EVERY:
            _tell(await self.backlog())
            self._counted_at = now
        return woken_workers

    def stop_telling(self) -> None:
        """For a scheduler that leads no more: from here on somebody else counts what waits."""
        self._counted_at = None
        _tell(NO_BACKLOG)

    async def backlog(self) -> Backlog:
        """How far workers are behind."""
        return await self._repository.backlog(self._clock())

    async def forget_old(self) -> int:
        """Remove the records of jobs that ended long ago."""
        return await self._repository.forget(self._clock())

    async def take(self, job_id: str) -> Job | None:
        """Take a job for the calling worker; None where it is gone, done, or somebody else's."""
        job = await self._repository.find(job_id)
        if job is None or not job.may_start or job.kind not in self._kinds:
            return None
        running = started(job, self._kinds[job.kind], self._clock())
        if running.losses > MAX_LOSSES:
            await self.fail(job, WORKER_LOST, for_good=True)
            return None
        return await self._replaced(job, running)

    async def prolong(self, job: Job) -> Job | None:
        """Say that its worker is alive; None where the job was lost to another one."""
        return await self._replaced(job, prolonged(job, self._kinds[job.kind], self._clock()))

    async def finish(self, job: Job) -> Job | None:
        return await self._ended(job, done(job, self._clock()))

    async def fail(self, job: Job, error: JobError, *, for_good: bool) -> Job | None:
        """Record a failure; the job waits for its next attempt, or is dead."""
        after = failed(job, self._kinds[job.kind], error, self._clock(), for_good=for_good)
        if after.state == "dead":
            log.error("a job is dead", extra={"job": job.id, "kind": job.kind, "error": error.kind})
        return await self._ended(job, after)

    async def give_back(self, job: Job) -> Job | None:
        """For a worker that ends before the job is done."""
        return await self._replaced(job, given_back(job, self._clock()))

    async def run_again(self, organization: str, job_id: str) -> Job:
        """Run a job once more that is dead or done. Raises NotFound; WrongState while it is open."""
        job = await self._repository.find_in(organization, job_id)
        if job is None:
            raise NotFound
        return await self.requeue(job)

    async def requeue(self, job: Job) -> Job:
        """Run it once more. Raises WrongState while it is open."""
        if job.is_open:
            raise WrongState("This job has not ended yet.")
        again = await self._replaced(job, requeued(job, self._clock()))
        if again is None:
            raise WrongState("Somebody else has just started this job.")
        await self._wake(again)
        return again

    async def dismiss(self, job: Job) -> Job:
        """Have nobody wait for a dead job; its record stays its time. A repeat changes nothing. Raises WrongState."""
        if job.state != "dead":
            raise WrongState("This job is not dead.")
        if job.dismissed_at is not None:
            return job
        after = await self._replaced(job, dismissed(job, self._clock()))
        if after is None:
            raise WrongState("Somebody else has just started this job.")
        return after

    async def dismiss_unread(self, job_id: str) -> None:
        """The same of one whose record cannot be read. Raises WrongState."""
        if not await self._repository.dismiss(job_id, self._clock()):
            raise WrongState("This job is not dead.")

    async def _wake(self, job: Job) -> bool:
        return await self._tell_of(job, woken(job, self._clock()))

    async def _tell_of(self, job: Job, after: Job) -> bool:
        """Whoever sets the next look first also speaks; nobody else needs to."""
        return await self._replaced(job, after) is not None and await self._workers.wake(job.id)

    async def _ended(self, job: Job, after: Job) -> Job | None:
        """Of what recurs, only the latest failure waits for a person. A worker that dies in between leaves that to the
        next one."""
        recorded = await self._replaced(job, after)
        if recorded is not None and not recorded.is_open and self._kinds[job.kind].every is not None:
            for earlier in await self._repository.dead_before(job):
                await self._replaced(earlier, superseded(earlier, self._clock()))
        return recorded

    async def _replaced(self, before: Job, after: Job) -> Job | None:
        return after if await self._repository.replace(before, after) else None


def _tell(backlog: Backlog) -> None:
    WAITING.set(backlog.waiting)
    OLDEST_SECONDS.set(backlog.oldest_s)
    DEAD.set(backlog.dead)
