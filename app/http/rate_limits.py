"""Token buckets per caller and per organization, never per address: a lecture hall sits behind one."""

from __future__ import annotations

import math
from collections import OrderedDict
from contextvars import ContextVar

import msgspec

from app.core.clock import Ticks
from app.core.errors import RateLimited
from app.core.principals import Member, Principal


class Limit(msgspec.Struct, frozen=True):
    """``per_s`` sustained, up to ``burst`` at once."""

    per_s: float
    burst: float


class Spent(msgspec.Struct, frozen=True):
    """What is left in a bucket that this request took from; ``level`` below 1 is a refusal's."""

    policy: str
    limit: Limit
    level: float


_spent: ContextVar[list[Spent] | None] = ContextVar("spent", default=None)


def watch_spending() -> list[Spent]:
    """A list that fills with what the request of this task spends."""
    spent: list[Spent] = []
    _spent.set(spent)
    return spent


class Buckets:
    """At most ``max_buckets`` callers are remembered; the one unseen for longest is forgotten (and starts afresh).

    ``policy`` names the limit in the ``RateLimit`` headers.
    """

    def __init__(self, limit: Limit, ticks: Ticks, *, policy: str = "requests", max_buckets: int = 50_000) -> None:
        self._limit = limit
        self._policy = policy
        self._ticks = ticks
        self._max_buckets = max_buckets
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._levels)

    def spend(self, caller: str) -> None:
        """Take one token of ``caller``. Raises RateLimited with the time until the next one."""
        now = self._ticks()
        level, since = self._levels.pop(caller, (self._limit.burst, now))
        level = min(self._limit.burst, level + (now - since) * self._limit.per_s)
        allowed = level >= 1
        self._levels[caller] = (level - 1 if allowed else level, now)
        self._note(level - 1 if allowed else level)
        if len(self._levels) > self._max_buckets:
            self._levels.popitem(last=False)
        if not allowed:
            raise RateLimited(retry_after_ms=math.ceil((1 - level) / self._limit.per_s * 1000))

    def forget(self, caller: str) -> None:
        """Give ``caller`` a full bucket again."""
        self._levels.pop(caller, None)

    def _note(self, level: float) -> None:
        spent = _spent.get()
        if spent is not None:
            spent.append(Spent(self._policy, self._limit, level))


class RateLimits:
    """The limits of the REST interface, per process."""

    def __init__(self, ticks: Ticks) -> None:
        self._per_member = Buckets(Limit(per_s=20, burst=120), ticks, policy="member")
        self._per_participant = Buckets(Limit(per_s=10, burst=60), ticks, policy="participant")
        self._per_organization = Buckets(Limit(per_s=2_000, burst=10_000), ticks, policy="organization")
        self._per_join_target = Buckets(Limit(per_s=500, burst=5_000), ticks, policy="join")

    def spend_for(self, principal: Principal) -> None:
        """Raises RateLimited when the caller, or their whole organization, asks too often."""
        if isinstance(principal, Member):
            self._per_member.spend(principal.user)
        else:
            self._per_participant.spend(principal.participant)
        self._per_organization.spend(principal.organization)

    def spend_for_join(self, target: str) -> None:
        """Raises RateLimited when one code or session is asked for too often, whoever asks."""
        self._per_join_target.spend(target)
