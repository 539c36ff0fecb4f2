"""Which process leads a relay's partition, schedules, or watches. Only for liveness: whoever leads must stay right
beside a second leader, or a frozen one that wakes.

A standby takes over when the lease has not been renewed for its own ``ttl_s`` on its own monotonic clock; wall clocks
are never compared, so clocks that are minutes apart do no harm. ``expires_at`` is for people, and for ``held``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.clock import Clock, Ticks
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

Renewal = tuple[int, int]
"""Term and beat: changes whenever the lease is taken or renewed."""


async def held(database: Database, now: datetime) -> set[str]:
    """The names of all leases that somebody holds, as far as clocks agree: nothing may go wrong where they do not."""
    found = database["leases"].find({}, {"holder": 1, "expires_at": 1})
    return {one["_id"] async for one in found if one["holder"] is not None and one["expires_at"] > now}


class Lease:
    """The lease ``name`` as seen by ``holder``, a name that no other process has."""

    def __init__(self, database: Database, name: str, *, holder: str, ttl_s: float, clock: Clock, ticks: Ticks) -> None:
        self._leases = database["leases"]
        self._name = name
        self._holder = holder
        self._ttl_s = ttl_s
        self._clock = clock
        self._ticks = ticks
        self._held: Renewal | None = None
        self._seen: Renewal | None = None
        self._seen_since = ticks()

    @property
    def pause_s(self) -> float:
        """How long to wait between renewals, and between looks at somebody else's lease."""
        return self._ttl_s / 3

    async def try_acquire(self) -> bool:
        """Take the lease if it is free, given back, or silent for ``ttl_s``; else remember what was seen."""
        document = await self._leases.find_one({"_id": self._name})
        if document is None:
            return await self._create()
        seen = (document["term"], document["beat"])
        if seen != self._seen:
            self._seen, self._seen_since = seen, self._ticks()
        is_silent = self._ticks() - self._seen_since > self._ttl_s
        if document["holder"] not in (None, self._holder) and not is_silent:
            return False
        return await self._take(seen, (seen[0] + 1, 0))

    async def renew(self) -> bool:
        """Say that we are alive; False where somebody else has taken over."""
        if self._held is None:
            return False
        term, beat = self._held
        return await self._take(self._held, (term, beat + 1))

    async def release(self) -> None:
        """Give the lease back, so that a standby need not wait."""
        held, self._held = self._held, None
        if held is not None:
            # A renewal that was cut off may be carried out, before this or after: by its term alone the lease is found
            # in the first case, and after another beat the renewal finds nothing in the second.
            match = {"_id": self._name, "holder": self._holder, "term": held[0]}
            await self._leases.update_one(match, {"$set": {"holder": None}, "$inc": {"beat": 1}})

    async def _create(self) -> bool:
        held = (1, 0)
        fields = {"holder": self._holder, "term": 1, "beat": 0, "expires_at": self._expiry()}
        try:
            await self._leases.insert_one({"_id": self._name, **fields})
        except DuplicateKeyError:
            return False
        self._held = held
        return True

    async def _take(self, before: Renewal, after: Renewal) -> bool:
        result = await self._leases.update_one(
            {"_id": self._name, "term": before[0], "beat": before[1]},
            {"$set": {"holder": self._holder, "term": after[0], "beat": after[1], "expires_at": self._expiry()}},
        )
        self._held = after if result.matched_count == 1 else None
        return self._held is not None

    def _expiry(self) -> datetime:
        return self._clock() + timedelta(seconds=self._ttl_s)
