"""What a job is and how it moves from queued to done or dead: pure, without clock or I/O."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

JobState = Literal["queued", "running", "waiting", "done", "dead"]
"""``waiting``: it failed and is tried again; ``dead``: it failed for good and waits for a person."""

Arguments = dict[str, str]

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
REMEMBERED_FOR = timedelta(days=8)
"""How long a done job is kept: longer than the week of 169 hours when summer time ends, or what is due weekly would be
added again in its last hour. A dead one is kept until somebody has it done again, or for ``DEAD_REMEMBERED_FOR``."""
DEAD_REMEMBERED_FOR = timedelta(days=90)
SUPERSEDED_REMEMBERED_FOR = timedelta(days=1)
"""Of what recurs, when a later one has ended: one a minute would be read with the dead for three months."""
WAKE_AGAIN = timedelta(seconds=15)
"""A wake-up that led to nothing (Redis was emptied, a worker died) is repeated after this time."""


class JobError(msgspec.Struct, frozen=True):
    """``kind`` is the code of an expected failure or the name of an exception; ``message`` holds no personal data."""

    kind: str
    message: str


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """``due_at`` is when somebody must look at it, to run it or to forget it; of a running one it is for people.
    ``wanted_at``: since when it should have run; waking a worker moves ``due_at`` alone. ``number`` counts the jobs of
    an organization from 1; 0 where it belongs to none, and only operators list it. ``dismissed_at``: since when a dead
    one waits for nobody: an operator has seen it, or what recurs has come again. ``attempt`` counts those that failed,
    and the one under way; ``losses`` those whose worker was lost.

    ``revision`` rises with every write: each step is a compare-and-set on it, so of any number of workers and
    schedulers at once exactly one takes a step.
    """

    id: str
    kind: str
    arguments: Arguments
    organization: str | None
    state: JobState
    attempt: int
    is_open: bool
    due_at: datetime
    revision: int
    created_at: datetime
    number: int = 0
    losses: int = 0
    wanted_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error: JobError | None = None
    dismissed_at: datetime | None = None

    @property
    def may_start(self) -> bool:
        """Whether a worker may take it; one that lost its worker waits again."""
        return self.state in ("queued", "waiting")


MAX_LOSSES = 16
"""Workers may be killed at any moment, so a lost one is no attempt that failed. Beyond these the job is the cause."""

WORKER_LOST = JobError("worker_lost", "Every worker that began this job ended before the job did.")


class JobKind(msgspec.Struct, frozen=True, kw_only=True):
    """How jobs of one kind are run. ``lease``: a worker that is silent for so long has lost the job. ``at_once``: in
    one worker; None where they are short and few. ``every``: such a job comes by itself in each stretch of this length,
    and does what the ones before left undone."""

    name: str
    max_attempts: Annotated[int, Meta(ge=1)] = 8
    lease: timedelta = timedelta(seconds=15)
    timeout: timedelta = timedelta(minutes=10)
    at_once: Annotated[int, Meta(ge=1)] | None = None
    every: timedelta | None = None


class Backlog(msgspec.Struct, frozen=True):
    """``waiting``: jobs that should run by now and that no worker has taken; ``oldest_s``: for how long the first of
    them; ``dead``: those that wait for a person, and were not dismissed."""

    waiting: int
    oldest_s: float
    dead: int


def new_job(
    kind: str,
    arguments: Arguments,
    *,
    job_id: str,
    organization: str | None,
    number: int = 0,
    now: datetime,
    due_at: datetime | None,
) -> Job:
    """A job that runs at ``due_at``, or at once."""
    return Job(
        id=job_id,
        kind=kind,
        arguments=arguments,
        organization=organization,
        number=number,
        state="queued",
        attempt=0,
        is_open=True,
        due_at=due_at or now,
        wanted_at=due_at or now,
        revision=1,
        created_at=now,
    )


def woken(job: Job, now: datetime) -> Job:
    """A worker has been told; look again if nothing comes of it."""
    return _step(job, due_at=now + WAKE_AGAIN)


def lost(job: Job, now: datetime) -> Job:
    """Its worker was silent for the whole lease, and another one is told: the attempt does not count, the loss does."""
    attempt, losses = job.attempt - 1, job.losses + 1
    return _step(job, state="waiting", attempt=attempt, losses=losses, due_at=now + WAKE_AGAIN, wanted_at=now)


def started(job: Job, kind: JobKind, now: datetime) -> Job:
    """A worker runs it, and holds it for the length of the lease."""
    return _step(job, state="running", attempt=job.attempt + 1, due_at=now + kind.lease, started_at=now)


def prolonged(job: Job, kind: JobKind, now: datetime) -> Job:
    """Its worker is alive."""
    return _step(job, due_at=now + kind.lease)


def done(job: Job, now: datetime) -> Job:
    return _step(job, state="done", is_open=False, due_at=now + REMEMBERED_FOR, finished_at=now, error=None)


def failed(job: Job, kind: JobKind, error: JobError, now: datetime, *, for_good: bool) -> Job:
    """Tried again after a pause, unless the failure is final or was the last one allowed."""
    if for_good or job.attempt >= kind.max_attempts:
        return _step(job, state="dead", is_open=False, due_at=now + DEAD_REMEMBERED_FOR, finished_at=now, error=error)
    again_at = now + pause_after(job.attempt, job.id)
    return _step(job, state="waiting", due_at=again_at, wanted_at=again_at, error=error)


def given_back(job: Job, now: datetime) -> Job:
    """Its worker ends in order and did not get to it: the attempt does not count."""
    return _step(job, state="waiting", attempt=job.attempt - 1, due_at=now, wanted_at=now)


def run_again(job: Job, now: datetime) -> Job:
    """A person wants a finished job to run once more, with all its attempts."""
    fresh = _step(job, state="queued", attempt=0, losses=0, is_open=True, due_at=now, wanted_at=now)
    return msgspec.structs.replace(fresh, finished_at=None, dismissed_at=None)


def dismissed(job: Job, now: datetime) -> Job:
    """An operator has seen that it is dead, and leaves it so."""
    return _step(job, dismissed_at=now)


def superseded(job: Job, now: datetime) -> Job:
    """A later job of its kind has ended, well or not: nobody needs to have this dead one done again."""
    return _step(job, dismissed_at=now, due_at=now + SUPERSEDED_REMEMBERED_FOR)


def pause_after(attempt: int, job_id: str) -> timedelta:
    """5 s, doubled with each attempt, at most an hour; up to a quarter more, by job, so that a crowd spreads out."""
    doubled: int = 1 << min(attempt - 1, 20)
    pause = min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
    return pause * (1 + zlib.crc32(f"{job_id}:{attempt}".encode()) % 256 / 1024)


def _step(job: Job, **changes: object) -> Job:
    return msgspec.structs.replace(job, revision=job.revision + 1, **changes)
