"""Token buckets: how often somebody may do something. Those of all processes are in Redis, and this process has its own
while Redis is away (docs/adr/0015-shared-rate-limits.md)."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

import msgspec
from redis.exceptions import RedisError

from app.core.clock import Ticks
from app.infra.redis import Redis

log = logging.getLogger(__name__)

PATIENCE_S = 0.1
"""How long a request waits for Redis, at most."""
RETRY_S = 5.0
"""How long Redis is left alone after it has not answered; then one request tries it again."""


class Limit(msgspec.Struct, frozen=True):
    """``per_s`` sustained, up to ``burst`` at once."""

    per_s: float
    burst: float


class Bucket(msgspec.Struct, frozen=True):
    """One of a name; buckets that are asked for together share the part of it in braces (Redis Cluster). ``cost``: how
    many tokens are taken, 0 only tells what is there."""

    name: str
    limit: Limit
    cost: int = 1


class Buckets(Protocol):
    """A bucket that nobody has taken from is full. Only when it would be full is kept of it (GCRA)."""

    async def take(self, buckets: Sequence[Bucket]) -> list[float]:
        """Take what each costs, in order, and tell what is left, to a thousandth. Below zero one was lacking: then
        nothing was taken there, and the buckets after it were left alone."""


class MemoryBuckets:
    """Those of one process; beyond ``max_buckets`` the one unused for longest is forgotten, and full again."""

    def __init__(self, ticks: Ticks, *, max_buckets: int = 50_000) -> None:
        self._ticks = ticks
        self._max_buckets = max_buckets
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    async def take(self, buckets: Sequence[Bucket]) -> list[float]:
        now, left = self._ticks(), list[float]()
        for bucket in buckets:
            limit, full_at = bucket.limit, max(self._full_at.pop(bucket.name, now), now)
            left.append(round(limit.burst - (full_at - now) * limit.per_s - bucket.cost, 3))
            is_lacking = left[-1] < 0
            full_at = full_at if is_lacking else full_at + bucket.cost / limit.per_s
            if full_at > now:
                self._full_at[bucket.name] = full_at
            if len(self._full_at) > self._max_buckets:
                self._full_at.popitem(last=False)
            if is_lacking:
                break
        return left


# The same as above, by the clock of Redis. KEYS: the buckets; ARGV: per_s, burst and cost of each.
_TAKE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local left = {}
for place, name in ipairs(KEYS) do
  local interval, burst = 1000000 / ARGV[3 * place - 2], tonumber(ARGV[3 * place - 1])
  local cost = tonumber(ARGV[3 * place])
  local full_at = math.max(tonumber(redis.call('GET', name) or now), now)
  local level = math.floor((burst - (full_at - now) / interval - cost) * 1000 + 0.5) / 1000
  left[place] = string.format('%.3f', level)
  if level < 0 then break end
  full_at = full_at + cost * interval
  if full_at > now then
    redis.call('SET', name, string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000))
  end
end
return left
"""


class RedisBuckets:
    """Those of all processes under one ``prefix``, in one round trip. Raises RedisError where Redis is away."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self._prefix = prefix
        self._take = redis.register_script(_TAKE)

    async def take(self, buckets: Sequence[Bucket]) -> list[float]:
        names = [f"{self._prefix}:rate:{bucket.name}" for bucket in buckets]
        arguments = [number for bucket in buckets for number in (bucket.limit.per_s, bucket.limit.burst, bucket.cost)]
        return [float(level) for level in await self._take(keys=names, args=arguments)]


class SharedBuckets:
    """``shared``; while that fails or is slow ``own``, where a caller gets as much from each process.

    Only the requests under way when Redis goes away wait for it, and later one every ``RETRY_S``.
    """

    def __init__(self, shared: Buckets, own: Buckets, ticks: Ticks) -> None:
        self._shared = shared
        self._own = own
        self._ticks = ticks
        self._try_again_at: float | None = None

    async def take(self, buckets: Sequence[Bucket]) -> list[float]:
        if not self._may_try():
            return await self._own.take(buckets)
        try:
            async with asyncio.timeout(PATIENCE_S):
                left = await self._shared.take(buckets)
        except (RedisError, TimeoutError) as failure:
            if self._try_again_at is None:
                reason = {"reason": type(failure).__name__}
                log.warning("Redis is away or slow: each process limits rates alone", extra=reason)
            self._try_again_at = self._ticks() + RETRY_S
            return await self._own.take(buckets)
        self._try_again_at = None
        return left

    def _may_try(self) -> bool:
        if self._try_again_at is None:
            return True
        now = self._ticks()
        if now < self._try_again_at:
            return False
        self._try_again_at = now + RETRY_S
        return True
