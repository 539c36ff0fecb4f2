"""What a job looks like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from app.features.jobs.model import Arguments, Job, JobState


class JobErrorResource(msgspec.Struct):
    """``code`` of an expected failure, or the name of an exception, of which the worker's log says more."""

    code: str
    message: str


class JobResource(msgspec.Struct):
    """``arguments``: ids of what it is about. ``state``: ``waiting`` for its next attempt after an ``error``, ``dead``
    when it failed for good. ``due_at``: when it is looked at next; of one that has ended, when its record goes."""

    id: Annotated[str, Meta(examples=["make_report:rep_2m7x4q9k1v6t3w8z5y0r"])]
    kind: Annotated[str, Meta(examples=["make_report"])]
    arguments: Arguments
    state: JobState
    attempt: int
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    error: JobErrorResource | None
    links: dict[str, str]

    @classmethod
    def of(cls, job: Job) -> JobResource:
        itself = f"/api/v1/jobs/{quote(job.id, safe='')}"
        return cls(
            id=job.id,
            kind=job.kind,
            arguments=job.arguments,
            state=job.state,
            attempt=job.attempt,
            created_at=job.created_at,
            due_at=job.due_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
            error=JobErrorResource(job.error.kind, job.error.message) if job.error else None,
            links={"self": itself} | ({} if job.is_open else {"run_again": f"{itself}/run-again"}),
        )
