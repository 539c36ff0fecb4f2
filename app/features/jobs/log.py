"""What members see of the work behind the scenes, and having it done again."""

from __future__ import annotations

from app.core.errors import NotFound
from app.core.principals import Member
from app.features.audit.service import AuditTrail
from app.features.jobs.model import Job, JobState
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.infra.listing import Asked, Found


class JobLog:
    def __init__(self, *, jobs: JobService, stored: JobRepository, audit: AuditTrail) -> None:
        self._jobs = jobs
        self._stored = stored
        self._audit = audit

    async def listed(self, member: Member, asked: Asked, state: JobState | None, kind: str | None) -> Found[Job]:
        """A page of the jobs of the member's organization."""
        return await self._stored.listed(member.organization, asked, state, kind)

    async def get(self, member: Member, job_id: str) -> Job:
        """Raises NotFound."""
        job = await self._stored.find_in(member.organization, job_id)
        if job is None:
            raise NotFound
        return job

    async def run_again(self, member: Member, job_id: str) -> Job:
        """Have an ended job done once more, with all its attempts. Raises NotFound; WrongState while it is open."""
        before = await self.get(member, job_id)
        again = await self._jobs.run_again(member.organization, job_id)
        states = ({"state": before.state}, {"state": again.state})
        await self._audit.record(member, "job.requeued", job_id, before=states[0], after=states[1])
        return again
