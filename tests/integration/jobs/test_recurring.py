"""What recurs does in its next turn what it left undone in the last: of its failures only the latest is anybody's."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

from app.core.errors import NotFound
from app.features.jobs.model import Job, JobKind
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.infra.mongo import Database
from jobs.worker import Work, Worker
from tests.builders.mailing import Nobody

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KINDS = {
    "count": JobKind(name="count", max_attempts=1),
    "look": JobKind(name="look", max_attempts=1, every=timedelta(minutes=1)),
}


async def refuse(_job: Job) -> None:
    raise NotFound


async def succeed(_job: Job) -> None:
    pass


async def test_of_what_recurs_only_the_latest_failure_waits_for_a_person(database: Database) -> None:
    repository, minutes = JobRepository(database), count()
    jobs = JobService(repository, Nobody(), KINDS, lambda: NOON + timedelta(minutes=next(minutes)))

    async def waiting_after(job_id: str, work: Work) -> list[str]:
        kind = job_id.partition(":")[0]
        await jobs.add(kind, {}, job_id=job_id)
        await Worker(jobs, KINDS, {kind: work}, asyncio.Event()).run(job_id)
        waiting = [job.id for job in await repository.dead() if job.dismissed_at is None]
        assert (await jobs.backlog()).dead == len(waiting)
        return sorted(waiting)

    assert await waiting_after("count:1", refuse) == ["count:1"]
    assert await waiting_after("look:1", refuse) == ["count:1", "look:1"]
    assert await waiting_after("look:2", refuse) == ["count:1", "look:2"]
    assert await waiting_after("look:3", succeed) == ["count:1"]
    assert await waiting_after("look:4", refuse) == ["count:1", "look:4"]
    again = await repository.find("look:2")
    assert again is not None
    await jobs.requeue(again)
    assert await waiting_after("look:2", succeed) == ["count:1", "look:4"], "an earlier one has not done its work"
