"""Tells the screens what changed, without ever making the fold wait."""

from __future__ import annotations

import asyncio
from typing import Protocol

import msgspec

from app.contracts.events import ResultsChanged, SessionEvent
from app.core.metrics import counter
from app.core.probe import Probe
from app.core.tracing import contexts_of, shared_step

CAPACITY = 2_000
DROPPED = counter("relay_events_dropped", "Changes that did not fit before the event bus.")


class EventPublisher(Protocol):
    """Sends an event as well as it can; never raises for a lost connection."""

    async def publish(self, event: SessionEvent) -> bool: ...


class Publisher:
    """A bounded queue before the event bus. What does not fit is dropped; the screens' position check heals it."""

    def __init__(self, events: EventPublisher, probe: Probe) -> None:
        self._events = events
        self._probe = probe
        self._queue: asyncio.Queue[ResultsChanged] = asyncio.Queue(CAPACITY)
        self.dropped = 0

    def tell(self, event: ResultsChanged) -> None:
        """Publish soon, after everything told before."""
        try:
            self._queue.put_nowait(event)
        except asyncio.QueueFull:
            self.dropped += 1
            DROPPED.add()

    async def run(self) -> None:
        """Publish until cancelled."""
        while not _is_cancelled():
            event = await self._queue.get()
            try:
                with shared_step("publish", "producer", contexts_of(event.traces)) as steps:
                    if steps:
                        event = msgspec.structs.replace(event, traces=tuple(one.context.header for one in steps))
                    await self._events.publish(event)
                self._probe("after_publish")
            finally:
                self._queue.task_done()

    async def drain(self, *, within_s: float) -> None:
        """Return when all that was told is published, or the time is over."""
        try:
            async with asyncio.timeout(within_s):
                await self._queue.join()
        except TimeoutError:
            return


def _is_cancelled() -> bool:
    """True also where redis-py swallowed the cancellation, as it can while a connection breaks: a relay that gives up
    its lead waits for this task, and would wait for ever."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
