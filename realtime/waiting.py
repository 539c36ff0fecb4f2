"""The writer's queue: bounded, and careful about what may share a batch."""

from __future__ import annotations

import asyncio
from collections import deque

from app.core.errors import AppError, QueueFull
from app.features.submissions.model import Draft, answers_id
from app.features.submissions.outcome import Repeated, Written

RETRY_AFTER_FULL_MS = 500
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
    """First come, first served, except that two drafts of the same answers or the same key never share a batch."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._line: deque[Waiting] = deque()
        self._arrived = asyncio.Event()

    def __len__(self) -> int:
        return len(self._line)

    def put(self, waiting: Waiting) -> None:
        """Raises QueueFull when ``capacity`` are waiting."""
        if len(self._line) >= self._capacity:
            raise QueueFull(retry_after_ms=RETRY_AFTER_FULL_MS)
        self._line.append(waiting)
        self._arrived.set()

    async def wait(self) -> None:
        """Return as soon as there is something to take, or after ``wake``."""
        await self._arrived.wait()
        self._arrived.clear()

    def wake(self) -> None:
        self._arrived.set()

    def take(self, most: int) -> list[Waiting]:
        """The next batch, at most ``most``; what may not join it keeps its place in front."""
        batch: list[Waiting] = []
        passed_over: list[Waiting] = []
        answers: set[str] = set()
        keys: set[tuple[str, str]] = set()
        while self._line and len(batch) < most and len(batch) + len(passed_over) < most * LOOKAHEAD:
            waiting = self._line.popleft()
            draft = waiting.draft
            same_answers, key = answers_id(draft.id), (draft.session, draft.key)
            if same_answers in answers or key in keys:
                passed_over.append(waiting)
                continue
            answers.add(same_answers)
            keys.add(key)
            batch.append(waiting)
        self._line.extendleft(reversed(passed_over))
        return batch
