"""The writer's queue: bounded, and careful about what may share a batch."""

from __future__ import annotations

import asyncio
from collections import deque

from app.core.errors import AppError, QueueFull
from app.features.submissions.model import Draft, answers_id
from app.features.submissions.outcome import Repeated, Written

RETRY_AFTER_FULL_MS = 500
MAX_WAITING_BYTES = 64_000_000
"""Of all that waits: room for the 10,000 small answers of a full line, and for some dozens of the largest forms."""

MAX_BATCH_BYTES = 8_000_000
"""A batch ends with the entry that reaches this: MongoDB takes 48 MB at once, and entries name what they replace."""

LOOKAHEAD = 4
"""A batch is chosen among this many times its size, so that choosing stays cheap when many share a key."""


class Waiting:
    """A draft and whoever awaits its fate until ``deadline`` (monotonic seconds)."""

    __slots__ = ("deadline", "draft", "future", "trace")

    def __init__(self, draft: Draft, deadline: float, future: asyncio.Future[Written | Repeated]) -> None:
        self.draft = draft
        self.deadline = deadline
        self.future = future
        self.trace = draft.trace

    def resolve(self, outcome: Written | Repeated) -> None:
        if not self.future.done():
            self.future.set_result(outcome)

    def reject(self, error: AppError) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class WaitingLine:
    """First come, first served, except that two drafts of the same answers or the same key never share a batch.

    Of the same answers the lowest revision goes first: the log sends the others back until it is stored, and a backlog
    that arrived in any other order would come again and again.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._bytes = 0
        self._line: deque[Waiting] = deque()
        self._arrived = asyncio.Event()

    def __len__(self) -> int:
        return len(self._line)

    def put(self, waiting: Waiting) -> None:
        """Raises QueueFull when ``capacity`` are waiting, or MAX_WAITING_BYTES."""
        if len(self._line) >= self._capacity or self._bytes >= MAX_WAITING_BYTES:
            raise QueueFull(retry_after_ms=RETRY_AFTER_FULL_MS)
        self._line.append(waiting)
        self._bytes += waiting.draft.size_bytes
        self._arrived.set()

    async def wait(self) -> None:
        """Return as soon as there is something to take, or after ``wake``."""
        await self._arrived.wait()
        self._arrived.clear()

    def wake(self) -> None:
        self._arrived.set()

    def take(self, most: int) -> list[Waiting]:
        """The next batch, at most ``most`` and about MAX_BATCH_BYTES; what may not join it keeps its place in front."""
        room = MAX_BATCH_BYTES
        chosen: dict[str, Waiting] = {}
        passed_over: list[Waiting] = []
        keys: dict[tuple[str, str], str] = {}
        while self._line and room > 0 and len(chosen) < most and len(chosen) + len(passed_over) < most * LOOKAHEAD:
            waiting = self._line.popleft()
            answers, key = answers_id(waiting.draft.id), (waiting.draft.session, waiting.draft.key)
            rival = chosen.get(answers)
            if keys.get(key, answers) != answers or (rival is not None and _is_before(rival, waiting)):
                passed_over.append(waiting)
                continue
            if rival is not None:
                passed_over.append(rival)
                del keys[rival.draft.session, rival.draft.key]
            chosen[answers] = waiting
            keys[key] = answers
            room -= waiting.draft.size_bytes
        self._line.extendleft(reversed(passed_over))
        self._bytes -= sum(waiting.draft.size_bytes for waiting in chosen.values())
        return list(chosen.values())


def _is_before(one: Waiting, other: Waiting) -> bool:
    """Whether it is served first of two that say something of the same answers."""
    return one.draft.revision <= other.draft.revision
