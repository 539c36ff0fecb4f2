"""The one that knows what is due. Two of them by mistake do the same as one: every step is a compare-and-set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec

from app.core.clock import Clock
from app.core.pause import pause
from app.features.jobs.service import JobService
from app.infra.lease import Lease
from app.infra.mongo_errors import PyMongoError

log = logging.getLogger(__name__)

TICK_S = 0.5
EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


class Recurring(msgspec.Struct, frozen=True):
    """A kind of job that is added once for every ``every``; times that passed while nobody ran are not made up for."""

    kind: str
    every: timedelta

    def job_id(self, now: datetime) -> str:
        """The same for everybody who asks within the same stretch of time."""
        return f"{self.kind}:{(now - EPOCH) // self.every}"


class Scheduler:
    """Leads while it holds the lease: adds what recurs, and wakes workers for what is due."""

    def __init__(self, jobs: JobService, lease: Lease, recurring: Sequence[Recurring], clock: Clock) -> None:
        self._jobs = jobs
        self._lease = lease
        self._recurring = recurring
        self._clock = clock
        self._added: dict[str, str] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop`` is set; survives the database being away, and whatever else a step fails of. The lease is
        given back at the end, whichever it is."""
        try:
            while not stop.is_set():
                try:
                    if await self._lease.try_acquire():
                        await self._lead(stop)
                    else:
                        await pause(stop, self._lease.pause_s)
                except PyMongoError as failure:
                    log.warning("the scheduler waits for the database: %s", type(failure).__name__)
                    await pause(stop, self._lease.pause_s)
        finally:
            with suppress(PyMongoError):
                await self._lease.release()

    async def _lead(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set() and await self._lease.renew():
                await _attempted(self._add_recurring)
                await _attempted(self._jobs.wake_due)
                await pause(stop, min(TICK_S, self._lease.pause_s))
        finally:
            self._jobs.stop_telling()

    async def _add_recurring(self) -> None:
        for one in self._recurring:
            job_id = one.job_id(self._clock())
            if self._added.get(one.kind) != job_id:
                await self._jobs.add(one.kind, {}, job_id=job_id)
                self._added[one.kind] = job_id


async def _attempted(step: Callable[[], Awaitable[object]]) -> None:
    """A step that fails is tried again with the next tick, and does not end those beside it."""
    try:
        await step()
    except PyMongoError:
        raise
    except Exception:
        log.exception("a step of the scheduler failed")
