"""How many jobs of a kind a worker runs at once, and which of those that wait is next: pure, without clock or I/O."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from app.features.jobs.model import Job, JobKind

MOST_WAITING = 1_000
"""Of one kind in one worker; whatever finds no room is told to a worker again soon."""


class Lanes:
    """Long work of one kind leaves places for the others, and within a kind organizations take turns."""

    def __init__(self, kinds: Mapping[str, JobKind]) -> None:
        self._kinds = kinds
        self._running: Counter[str] = Counter()
        self._waiting: defaultdict[str, dict[str | None, dict[str, None]]] = defaultdict(dict)

    def enter(self, job: Job) -> bool:
        """Take a place; False where there is none, and the job waits for its turn."""
        most = self._kinds[job.kind].at_once
        if most is None or self._running[job.kind] < most:
            self._running[job.kind] += 1
            return True
        waiting = self._waiting[job.kind]
        if sum(map(len, waiting.values())) < MOST_WAITING:
            waiting.setdefault(job.organization, {})[job.id] = None
        return False

    def next(self, kind: str) -> str | None:
        """The job that goes on in a place that has become free: the first of the organization whose turn it is."""
        waiting = self._waiting[kind]
        for organization in list(waiting):
            jobs = waiting.pop(organization)
            job_id = next(iter(jobs))
            del jobs[job_id]
            if jobs:
                waiting[organization] = jobs  # behind all others
            return job_id
        return None

    def leave(self, kind: str) -> None:
        """Give a place back."""
        self._running[kind] -= 1
