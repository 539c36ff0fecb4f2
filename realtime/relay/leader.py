"""One leadership: read the stream, fold what came, remember how far."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from typing import Any

from app.core.clock import Ticks
from app.core.probe import Probe
from app.features.submissions.barriers import Barriers, new_barrier
from realtime.relay.buffer import FoldBuffer
from realtime.relay.checkpoint import CheckpointRepository
from realtime.relay.failures import EventsMissing, Overtaken, QuestionsUnreadable
from realtime.relay.folder import Folder
from realtime.relay.publisher import Publisher
from realtime.relay.source import Event, EventSource

IDLE_WAIT_S = 0.5
SESSIONS_AT_ONCE = 8
MANY_EVENTS = 100
"""A batch of this size suggests that more is waiting; servers cap batches as they like (the embedded one at 200)."""

CHECKPOINT_INTERVAL_S = 1.0
IDLE_BARRIER_INTERVAL_S = 60.0
"""How often an idle partition gets an event of our own, so that its checkpoint never falls off the oplog."""

BARRIER_AGAIN_S = 60.0
"""How long a barrier is waited for before another follows it, which tells a slow relay from a stream that skips."""

PUBLISH_BEFORE_SAVE_S = 0.25
"""How long a checkpoint waits, at most, until what was told is published: a successor tells only what came after it."""


class Leader:
    """Everything that was read is in the tallies whenever the buffer is empty."""

    def __init__(
        self,
        *,
        source: EventSource,
        folder: Folder,
        checkpoints: CheckpointRepository,
        publisher: Publisher,
        barriers: Barriers,
        tick_s: float,
        ticks: Ticks,
        probe: Probe,
    ) -> None:
        self._source = source
        self._folder = folder
        self._checkpoints = checkpoints
        self._publisher = publisher
        self._barriers = barriers
        self._tick_s = tick_s
        self._ticks = ticks
        self._probe = probe
        self._buffer = FoldBuffer()
        self._saved = source.position
        self._saved_at = ticks()
        self._awaited: dict[str, asyncio.Event] = {}
        self._passed: list[str] = []
        self._changed: set[str] = set()

    async def lead(self, stop: asyncio.Event) -> None:
        """Fold until ``stop`` is set; then everything that was read is folded and the checkpoint says so."""
        while not stop.is_set():
            first = await self.read(wait_s=IDLE_WAIT_S)
            tick_ends = self._ticks() + self._tick_s
            await self._collect(first, until=tick_ends)
            folded = await self.flush()
            await self._save_when_due()
            if folded:
                await asyncio.sleep(max(0.0, tick_ends - self._ticks()))
        await self._save()

    async def _collect(self, events: list[Event], *, until: float) -> None:
        """Keep these events, and read on while many are waiting."""
        self.keep(events)
        while len(events) >= MANY_EVENTS and not self._buffer.is_full and self._ticks() < until:
            events = await self.read(wait_s=0.0)
            self.keep(events)

    async def read(self, *, wait_s: float) -> list[Event]:
        """The next events; the caller hands each to ``keep`` or counts it otherwise."""
        return await self._source.read(wait_s=wait_s)

    def keep(self, events: Iterable[Event]) -> None:
        """Take events for the next flush."""
        for event in events:
            if event.session is None:
                self._passed.append(event.entry_id)
            else:
                self._buffer.add(event)

    async def flush(self) -> int:
        """Fold everything that was kept, several sessions at a time; returns how many sessions changed."""
        waiting = list(self._buffer.take().items())
        for start in range(0, len(waiting), SESSIONS_AT_ONCE):
            chunk = waiting[start : start + SESSIONS_AT_ONCE]
            await all_of(self._folder.fold(session, events) for session, events in chunk)
        self._changed.update({session for session, _ in waiting} - self._folder.passed_over)
        for barrier in self._passed:
            if barrier in self._awaited:
                self._awaited[barrier].set()
        self._passed.clear()
        return len(waiting)

    async def catch_up(self) -> None:
        """Return when everything that is in the log now is in the tallies; ``lead`` must be running meanwhile.

        Raises EventsMissing where a later barrier comes first: the stream has skipped this one, and what was beside it.
        """
        barriers: list[str] = []
        try:
            while not any(self._awaited[barrier].is_set() for barrier in barriers):
                barriers.append(new_barrier())
                self._awaited[barriers[-1]] = asyncio.Event()
                await self._barriers.put_up(barriers[-1])
                with suppress(TimeoutError):
                    async with asyncio.timeout(BARRIER_AGAIN_S):
                        await self._awaited[barriers[0]].wait()
            if not self._awaited[barriers[0]].is_set():
                raise EventsMissing("a barrier did not come through the stream")
        finally:
            for barrier in barriers:
                self._awaited.pop(barrier, None)
                await self._barriers.remove(barrier)

    def take_changed(self) -> set[str]:
        """The sessions that were folded into since the last call."""
        changed, self._changed = self._changed, set()
        return changed

    def pass_over(self, session: str, why: QuestionsUnreadable) -> None:
        """It cannot be counted now; the others can."""
        self._folder.pass_over(session, why)

    async def finish_rebuild(self) -> None:
        """Record that every tally is of this generation, unless some were passed over."""
        await self._save()

    async def _save_when_due(self) -> None:
        age_s = self._ticks() - self._saved_at
        if self._source.position != self._saved:
            if age_s >= CHECKPOINT_INTERVAL_S:
                await self._save()
        elif age_s >= IDLE_BARRIER_INTERVAL_S:
            barrier = new_barrier()
            await self._barriers.put_up(barrier)
            await self._barriers.remove(barrier)

    async def _save(self) -> None:
        """Call it with an empty buffer. Publishes first what it can: a successor tells only what came after.

        Where something was passed over nothing is saved: whoever starts next must meet it again.
        """
        self._saved_at = self._ticks()
        if self._folder.passed_over:
            return
        checkpoint, position = self._source.checkpoint, self._source.position
        await self._publisher.drain(within_s=PUBLISH_BEFORE_SAVE_S)
        self._probe("before_checkpoint")
        if not await self._checkpoints.save(checkpoint):
            await self._require_own_generation(checkpoint.mark.generation)
        self._saved, self._saved_at = position, self._ticks()

    async def _require_own_generation(self, generation: int) -> None:
        stored = await self._checkpoints.read()
        if stored is None or stored.mark.generation != generation:
            raise Overtaken("another relay began a new generation")


async def all_of(steps: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Await all at once; when one fails the others are cancelled and its error is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for step in steps:
                group.create_task(step)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
