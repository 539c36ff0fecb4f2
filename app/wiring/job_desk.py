"""What `impactpulse jobs` is made of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.settings import Settings
from app.features.jobs.desk import JobDesk
from app.features.jobs.repository import JobRepository
from app.wiring.connections import connected
from app.wiring.jobs import job_queue, job_service


@asynccontextmanager
async def job_desk(settings: Settings) -> AsyncIterator[JobDesk]:
    """Open until the context ends. Raises SettingsInvalid where a URL or the secret is missing."""
    async with connected(settings) as servers, job_queue(settings) as queue:
        jobs = job_service(servers.database, queue)
        yield JobDesk(jobs=jobs, stored=JobRepository(servers.database), audit=servers.audit)
