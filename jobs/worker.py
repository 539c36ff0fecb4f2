"""Runs one job after the other says it is due: takes it, keeps it while it runs, and records how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from app.core.clock import monotonic
from app.core.errors import AppError, is_for_good
from app.core.metrics import histograms
from app.features.jobs.model import Job, JobError, JobKind
from app.features.jobs.service import JobService
from app.features.jobs.silence import BEATS
from jobs.lanes import Lanes

log = logging.getLogger(__name__)

JOB_BOUNDS_S = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1_800.0)

JOB_SECONDS = histograms("job_seconds", "How long a job ran, by how that ended.", "kind", "end", bounds=JOB_BOUNDS_S)

MAX_MESSAGE_CHARACTERS = 300

Work = Callable[[Job], Awaitable[None]]
"""Does what a job says. It may be called again for the same job at any point: whatever it does must bear that."""


class JobLost(Exception):
    """The lease ran out and another worker has the job; nothing that this one still does may be recorded."""


class Worker:
    """``works``: kind → what to do. A job is run by one worker at a time, as far as leases can tell. After ``stop`` is
    set none is begun: what waits here is told to another worker soon."""

    def __init__(
        self, jobs: JobService, kinds: Mapping[str, JobKind], works: Mapping[str, Work], stop: asyncio.Event
    ) -> None:
        self._jobs = jobs
        self._kinds = kinds
        self._works = works
        self._stop = stop
        self._lanes = Lanes(kinds)

    async def run(self, job_id: str) -> None:
        """Run a job to its end, if it still needs that, then those that waited for its place. Cancelled, it gives the
        job back."""
        job = await self._jobs.find(job_id)
        if job is None or job.kind not in self._kinds or not self._lanes.enter(job):
            return
        coming: str | None = job_id
        try:
            while coming is not None and not self._stop.is_set():
                await self._run(coming)
                coming = self._lanes.next(job.kind)
        finally:
            self._lanes.leave(job.kind)

    async def _run(self, job_id: str) -> None:
        job = await self._jobs.take(job_id)
        if job is None:
            return
        keeper = Keeper(self._jobs, job, self._kinds[job.kind])
        began, end = monotonic(), "failed"
        try:
            async with asyncio.timeout(self._kinds[job.kind].timeout.total_seconds()):
                await keeper.keep_while(self._works[job.kind](job))
        except asyncio.CancelledError:
            end = "given_back"
            await asyncio.shield(self._jobs.give_back(keeper.job))
            raise
        except JobLost:
            end = "lost"
            log.warning("a job was lost to another worker", extra={"job": job.id, "kind": job.kind})
        except Exception as failure:  # noqa: BLE001  (whatever it is, it is recorded and tried again)
            await self._record(keeper.job, failure)
        else:
            end = "done"
            await self._jobs.finish(keeper.job)
        finally:
            JOB_SECONDS.of(job.kind, end).observe(monotonic() - began)

    async def _record(self, job: Job, failure: Exception) -> None:
        is_expected = isinstance(failure, AppError)
        if not is_expected:
            log.error("a job failed", exc_info=failure, extra={"job": job.id, "kind": job.kind})
        kind = failure.code if isinstance(failure, AppError) else type(failure).__name__
        message = failure.message if isinstance(failure, AppError) else "See the worker's log."
        error = JobError(kind, message[:MAX_MESSAGE_CHARACTERS])
        await self._jobs.fail(job, error, for_good=is_for_good(failure))


class Keeper:
    """Prolongs the lease of a job while its work is under way; ``job`` is its newest revision."""

    def __init__(self, jobs: JobService, job: Job, kind: JobKind) -> None:
        self.job = job
        self._jobs = jobs
        self._pause_s = kind.lease.total_seconds() / BEATS

    async def keep_while(self, work: Awaitable[None]) -> None:
        """Await the work. Raises JobLost, the work cancelled, where the lease could not be prolonged."""
        working = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait((working,), timeout=self._pause_s))[0]:
                prolonged = await self._jobs.prolong(self.job)
                if prolonged is None:
                    raise JobLost
                self.job = prolonged
            working.result()
        finally:
            if not working.done():
                working.cancel()
                await asyncio.wait((working,))
