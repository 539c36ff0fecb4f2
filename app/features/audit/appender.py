"""Appends to the chains: what waits in this process while one batch is written goes out as the next one."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from app.core.clock import Ticks
from app.core.errors import Unavailable
from app.core.tracebacks import line_of
from app.features.audit.model import Event, Head, chained
from app.features.audit.repository import AuditLog
from app.infra.mongo_errors import PyMongoError, is_ambiguous

T = TypeVar("T")

log = logging.getLogger(__name__)

MAX_BATCH = 100
MAX_WAITING = 5_000
MAX_HEADS = 5_000
DEADLINE_S = 10.0
MAX_PAUSE_S = 0.02
TOLD_AFTER_S = 1.0
"""Less than a process that has to end waits for the last that it closes (``app.core.ending.LINGER_S``)."""


class AuditFull(Unavailable):
    code = "audit_full"
    default_message = "Too many changes at this moment; this one may have been made, but is not on record."


class _Waiting:
    """An event and whoever waits until it stands."""

    __slots__ = ("event", "stands")

    def __init__(self, event: Event) -> None:
        self.event = event
        self.stands: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Appender:
    """One batch at a time for each organization; other processes may append to the same chains meanwhile."""

    def __init__(self, log: AuditLog, key: bytes, ticks: Ticks) -> None:
        self._log = log
        self._key = key
        self._ticks = ticks
        self._queues: dict[str, deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._heads: OrderedDict[str, Head] = OrderedDict()
        self._waiting = 0

    async def append(self, event: Event) -> None:
        """Return once the event stands in its chain. A caller that is cancelled leaves it to be written.

        Raises:
            AuditFull: MAX_WAITING events wait already, or its place was taken again and again for DEADLINE_S.
            PyMongoError: the database failed.
        """
        if self._waiting >= MAX_WAITING:
            raise AuditFull
        waiting = _Waiting(event)
        self._waiting += 1
        queue = self._queues.get(event.organization)
        if queue is None:
            queue = self._queues[event.organization] = deque()
            task = asyncio.create_task(self._drain(event.organization, queue), name="audit appender")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.append(waiting)
        await waiting.stands

    async def close(self) -> None:
        """Wait until everything that waits is written or has failed. Where that takes long it is told meanwhile: a
        process that has to end before a database that stands still may come to say nothing more."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=TOLD_AFTER_S)
        if self._tasks:
            about = {"organizations": sorted(self._queues), "events": self._waiting}
            log.error("audit events are not on record yet, though what they tell of was done", extra=about)
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, organization: str, queue: deque[_Waiting]) -> None:
        while queue:
            batch = [queue.popleft() for _ in range(min(len(queue), MAX_BATCH))]
            failure: Exception | None = None
            try:
                await self._append_all(organization, [waiting.event for waiting in batch])
            except Exception as unexpected:
                # A refused batch quotes its events, with what stood and stands in them.
                shown = None if isinstance(unexpected, PyMongoError) else unexpected
                about = {"organization": organization, "error": line_of(unexpected)}
                log.error("audit events are not on record", exc_info=shown, extra=about)
                failure = unexpected
            self._waiting -= len(batch)
            for waiting in batch:
                _settle(waiting.stands, failure)
        del self._queues[organization]

    async def _append_all(self, organization: str, events: Sequence[Event]) -> None:
        give_up_at = self._ticks() + DEADLINE_S
        head = self._heads.pop(organization, None)
        while events:
            if head is None:
                head = await self._insist(lambda: self._log.find_head(organization), give_up_at)
            links = list(chained(head, events, self._key))
            # After a lost answer exactly the same is sent again: what has come through stands, and is not added twice.
            standing = await self._insist(partial(self._log.append, links), give_up_at)
            events, head = events[standing:], None
            if not events:
                await self._insist(partial(self._log.attest, organization, links[-1].head), give_up_at)
                self._remember(organization, links[-1].head)
            elif self._ticks() > give_up_at:
                raise AuditFull
            else:  # others append as well: let them have a turn
                await _pause()

    async def _insist(self, call: Callable[[], Awaitable[T]], give_up_at: float) -> T:
        """Repeat a harmless call while nobody knows what became of it."""
        while True:
            try:
                return await call()
            except PyMongoError as failure:
                if not is_ambiguous(failure) or self._ticks() > give_up_at:
                    raise
            await _pause()

    def _remember(self, organization: str, head: Head) -> None:
        self._heads[organization] = head
        self._heads.move_to_end(organization)
        if len(self._heads) > MAX_HEADS:
            self._heads.popitem(last=False)


async def _pause() -> None:
    await asyncio.sleep(random.uniform(0, MAX_PAUSE_S))  # noqa: S311


def _settle(stands: asyncio.Future[None], failure: Exception | None) -> None:
    if stands.done():  # its caller was cancelled
        return
    if failure is None:
        stands.set_result(None)
    else:
        stands.set_exception(failure)
