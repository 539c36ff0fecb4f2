"""What operators see of the jobs that failed for good, and what they do about them: those of no organization too."""

from __future__ import annotations

import logging

from app.core.errors import NotFound
from app.features.audit.service import AuditTrail
from app.features.jobs.model import Job
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService

log = logging.getLogger(__name__)


class JobDesk:
    """What is done to the job of an organization is in its audit trail; of the others, in the log."""

    def __init__(self, *, jobs: JobService, stored: JobRepository, audit: AuditTrail) -> None:
        self._jobs = jobs
        self._stored = stored
        self._audit = audit

    async def dead(self, *, kind: str | None = None, dismissed: bool = False) -> list[Job]:
        """The last first; with those that were dismissed, or without."""
        found = await self._stored.dead()
        return [job for job in found if kind in (None, job.kind) and (dismissed or job.dismissed_at is None)]

    async def run_again(self, job_id: str) -> Job:
        """Have an ended job done once more, with all its attempts. Raises NotFound; WrongState while it is open."""
        job = await self._find(job_id)
        again = await self._jobs.requeue(job)
        await self._record("job.requeued", job, again.state)
        return again

    async def dismiss(self, job_id: str) -> None:
        """Have a dead job counted no longer; of one that cannot be read only the log says so. Raises NotFound,
        WrongState."""
        try:
            job = await self._find(job_id)
        except (LookupError, TypeError, ValueError):
            await self._jobs.dismiss_unread(job_id)
            log.warning("an operator has dismissed a job that cannot be read", extra={"job": job_id})
            return
        if await self._jobs.dismiss(job) is not job:
            await self._record("job.dismissed", job, "dismissed")

    async def _find(self, job_id: str) -> Job:
        job = await self._stored.find(job_id)
        if job is None:
            raise NotFound(f"There is no job {job_id}.")
        return job

    async def _record(self, action: str, job: Job, state: str) -> None:
        log.warning("an operator has changed a job", extra={"job": job.id, "kind": job.kind, "state": state})
        if job.organization is not None:
            before, after = {"state": job.state}, {"state": state}
            await self._audit.record(None, action, job.id, organization=job.organization, before=before, after=after)
