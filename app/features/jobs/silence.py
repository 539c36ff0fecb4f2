"""Which running jobs have lost their worker: as one process sees them, on its own monotonic clock.

The wall clocks of two machines are never compared, as with leases: a worker whose clock is minutes behind would lose
each of its jobs at once, and one that is minutes ahead could be gone for as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.core.clock import Ticks
from app.features.jobs.model import Job, JobKind

BEATS = 3
"""How often workers prolong within a lease."""
Sight = tuple[int, float]
"""A revision, and since when it has been seen, in counted seconds."""


class Silence:
    """A job whose record stays the same for a whole lease has lost its worker, which would have prolonged it.

    Between two looks no more time counts than a worker lets pass before it prolongs: what held up this process, such as
    a database that stood still, held up the workers too. One that is merely busy still finds who is gone.
    """

    def __init__(self, kinds: Mapping[str, JobKind], ticks: Ticks) -> None:
        self._leases_s = {name: kind.lease.total_seconds() for name, kind in kinds.items()}
        self._longest_s = max(self._leases_s.values(), default=0.0)
        self._beat_s = min(self._leases_s.values(), default=0.0) / BEATS
        self._ticks = ticks
        self._looked_at = ticks()
        self._counted_s = 0.0
        self._seen: dict[str, Sight] = {}

    def among(self, running: Sequence[Job]) -> list[Job]:
        """Those of the jobs that run now whose workers are lost."""
        last, self._looked_at = self._looked_at, self._ticks()
        now = self._counted_s = self._counted_s + min(self._looked_at - last, self._beat_s)
        self._seen = dict(_sights(running, self._seen, now))
        return [job for job in running if now - self._seen[job.id][1] >= self._lease_s(job)]

    def _lease_s(self, job: Job) -> float:
        """A kind that only workers of another version know is given the longest."""
        return self._leases_s.get(job.kind, self._longest_s)


def _sights(running: Iterable[Job], before: Mapping[str, Sight], now: float) -> Iterable[tuple[str, Sight]]:
    for job in running:
        sight = before.get(job.id)
        yield job.id, sight if sight is not None and sight[0] == job.revision else (job.revision, now)
