"""Group commit: whatever is waiting when the previous write returns goes out as one write."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

from app.core.clock import Ticks, monotonic
from app.core.errors import AppError, RevisionGap, StorageUnavailable
from app.core.metrics import SIZES, counter, gauge, histogram
from app.core.probe import Probe, no_probe
from app.core.tracing import shared_step, step
from app.features.submissions.model import Draft, Entry, entry_from
from app.features.submissions.outcome import Outcome, Refused, Repeated, Written
from app.features.submissions.repository import EntryLog
from app.infra.mongo_errors import PyMongoError, is_ambiguous
from realtime.waiting import Waiting, WaitingLine

log = logging.getLogger(__name__)

QUEUED = gauge("writer_queue_size", "Submissions that wait for the next group commit.")
BATCH_SIZE = histogram("writer_batch_size", "Entries in one group commit.", bounds=SIZES)
WRITE_SECONDS = histogram("writer_write_seconds", "From sending a batch to a majority's word.")
WRITTEN_AGAIN = counter("writer_repeats", "Batches sent again because their fate was open.")

TROUBLE_LASTS_S = 5.0
"""Without answers nothing shows whether a trouble is over; then whoever routes by readiness must send some."""

FIRST_BACKOFF_S = 0.05
LONGEST_BACKOFF_S = 1.0
RETRY_AFTER_UNAVAILABLE_MS = 1_000
RETRY_AFTER_UNKNOWN_MS = 5_000


class GroupCommitWriter:
    """Owns the one write to the log that is under way in this process; use it as an async context manager.

    Leaving the context writes what is still waiting, within the deadline of each.
    """

    def __init__(
        self,
        entries: EntryLog,
        *,
        capacity: int = 10_000,
        batch_size: int = 500,
        deadline_s: float = 10.0,
        ticks: Ticks = monotonic,
        probe: Probe = no_probe,
    ) -> None:
        self._entries = entries
        self._line = WaitingLine(capacity)
        self._batch_size = batch_size
        self._deadline_s = deadline_s
        self._ticks = ticks
        self._probe = probe
        self._closing = False
        self._queued = ExitStack()
        self._failed_at = float("-inf")
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._queued.enter_context(QUEUED.reading(self._line.__len__))
        self._task = asyncio.create_task(self._run(), name="writer")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._line.wake()
        if self._task is not None:
            await self._task
        self._queued.close()

    async def write(self, draft: Draft) -> Written | Repeated:
        """Store a draft; returns once a majority holds its entry.

        Raises:
            QueueFull: temporary; the draft was not taken.
            StorageUnavailable: temporary; no majority answered within the deadline.
            KeyConflict, RevisionConflict, RevisionGap: as the log says.
        """
        if self._closing:
            raise StorageUnavailable("This server is going down; try again.", retry_after_ms=RETRY_AFTER_UNAVAILABLE_MS)
        future: asyncio.Future[Written | Repeated] = asyncio.get_running_loop().create_future()
        with step("in the writer"):
            self._line.put(Waiting(draft, self._ticks() + self._deadline_s, future))
            return await future

    async def require_working(self) -> None:
        """Raises StorageUnavailable where the last batch failed, a few seconds ago at most."""
        if self._ticks() - self._failed_at < TROUBLE_LASTS_S:
            raise StorageUnavailable

    async def _run(self) -> None:
        while not (self._closing and not self._line):
            if not self._line:
                await self._line.wait()
            batch = self._line.take(self._batch_size)
            try:
                await self._store(batch)
            except Exception:
                self._failed_at = self._ticks()
                log.exception("a batch of %d could not be stored", len(batch))
                _reject(batch, _not_stored)

    async def _store(self, batch: list[Waiting]) -> None:
        """Write one batch, again and again while its fate is open. What passes its deadline meanwhile is refused."""
        backoff_s = FIRST_BACKOFF_S
        while batch := self._unexpired(batch):
            try:
                async with asyncio.timeout(max(waiting.deadline for waiting in batch) - self._ticks()):
                    await self._attempt(batch)
                    return
            except TimeoutError:
                continue
            except PyMongoError as error:
                if not is_ambiguous(error):
                    raise
                self._failed_at = self._ticks()
                WRITTEN_AGAIN.add()
                log.warning("writing %d entries again: %s", len(batch), type(error).__name__)
            await asyncio.sleep(backoff_s * random.uniform(0.5, 1.0))  # noqa: S311  (spreads retries, no secret)
            backoff_s = min(2 * backoff_s, LONGEST_BACKOFF_S)

    async def _attempt(self, batch: list[Waiting]) -> None:
        former = await self._predecessors(batch)
        ready: list[Waiting] = []
        entries: list[Entry] = []
        for waiting in batch:
            predecessor_id = waiting.draft.predecessor_id
            if predecessor_id is not None and predecessor_id not in former:
                waiting.reject(RevisionGap())
                continue
            ready.append(waiting)
            entries.append(entry_from(waiting.draft, former.get(predecessor_id or "")))
        if not entries:
            return
        self._probe("before_write")
        began = monotonic()
        with shared_step("group commit", "producer", [one.trace for one in ready if one.trace is not None]) as noted:
            outcomes = await self._entries.append_many(entries)
            for one in noted[:1]:
                one.attributes["batch.entries"] = len(entries)
        WRITE_SECONDS.observe(monotonic() - began)
        BATCH_SIZE.observe(len(entries))
        self._failed_at = float("-inf")
        self._probe("after_write")
        for waiting, outcome in zip(ready, outcomes, strict=True):
            _tell(waiting, outcome)

    async def _predecessors(self, batch: list[Waiting]) -> dict[str, Entry]:
        ids = [waiting.draft.predecessor_id for waiting in batch]
        wanted = [entry_id for entry_id in ids if entry_id is not None]
        return await self._entries.by_ids(wanted) if wanted else {}

    def _unexpired(self, batch: list[Waiting]) -> list[Waiting]:
        now = self._ticks()
        expired = [waiting for waiting in batch if waiting.deadline <= now]
        _reject(expired, _too_late)
        return [waiting for waiting in batch if waiting.deadline > now]


def _tell(waiting: Waiting, outcome: Outcome) -> None:
    if isinstance(outcome, Refused):
        waiting.reject(outcome.error)
    else:
        waiting.resolve(outcome)


def _reject(batch: list[Waiting], error: Callable[[], AppError]) -> None:
    for waiting in batch:
        waiting.reject(error())


def _not_stored() -> AppError:
    """Whatever failed (a full disk, say), it was not the answers: their senders must keep them."""
    return StorageUnavailable(
        "The answers could not be stored; send the same again.", retry_after_ms=RETRY_AFTER_UNKNOWN_MS
    )


def _too_late() -> AppError:
    return StorageUnavailable(
        "The database did not answer in time; send the same again.", retry_after_ms=RETRY_AFTER_UNAVAILABLE_MS
    )
