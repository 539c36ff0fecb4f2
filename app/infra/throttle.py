"""Slowing down guesses, for all processes together: counters in Redis, or in this process while Redis is away."""

from __future__ import annotations

import logging
import math
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

import msgspec
from redis.exceptions import RedisError

from app.core.errors import RateLimited
from app.infra.redis import Redis

log = logging.getLogger(__name__)

Seconds = Callable[[], float]
"""Returns seconds since 1970: what several machines agree on to within a fraction of a second."""


class Backoff(msgspec.Struct, frozen=True):
    """The first ``free`` attempts wait for nothing; then the waits double from ``first_s`` up to ``cap_s``.

    An attempt that had to wait, and came too early, is refused and does not count: who waits gets a turn, for ever.
    ``memory_s`` after the last counted attempt all is forgotten.
    """

    free: int
    first_s: float
    cap_s: float
    memory_s: float

    def pause_s(self, attempts: int) -> float:
        """How long to wait after this many attempts."""
        beyond = attempts - self.free
        return min(self.cap_s, self.first_s * 2 ** min(beyond, 30)) if beyond >= 0 else 0.0


class Counters(Protocol):
    """Where attempts are counted."""

    async def count(self, key: str, backoff: Backoff) -> float:
        """Count one attempt and return 0, or return the seconds to wait and count nothing."""

    async def forget(self, key: str) -> None: ...


class MemoryCounters:
    """Those of one process; beyond ``max_keys`` the one unused for longest is forgotten."""

    def __init__(self, seconds: Seconds, *, max_keys: int = 50_000) -> None:
        self._seconds = seconds
        self._max_keys = max_keys
        self._states: OrderedDict[str, tuple[int, float, float]] = OrderedDict()

    async def count(self, key: str, backoff: Backoff) -> float:
        now = self._seconds()
        attempts, open_at, forgotten_at = self._states.pop(key, (0, 0.0, 0.0))
        if forgotten_at <= now:
            attempts, open_at = 0, 0.0
        wait_s = max(0.0, open_at - now)
        if wait_s == 0:
            attempts += 1
            open_at = now + backoff.pause_s(attempts)
            forgotten_at = open_at + backoff.memory_s
        self._states[key] = (attempts, open_at, forgotten_at)
        if len(self._states) > self._max_keys:
            self._states.popitem(last=False)
        return wait_s

    async def forget(self, key: str) -> None:
        self._states.pop(key, None)


# The same as above, in one step for all processes. KEYS: the counter; ARGV: now, free, first_s, cap_s, memory_s.
_COUNT = """
local now, free = tonumber(ARGV[1]), tonumber(ARGV[2])
local state = redis.call('HMGET', KEYS[1], 'attempts', 'open_at')
local attempts, open_at = tonumber(state[1] or 0), tonumber(state[2] or 0)
if open_at > now then return tostring(open_at - now) end
attempts = attempts + 1
local pause = 0
if attempts >= free then
  pause = math.min(tonumber(ARGV[4]), tonumber(ARGV[3]) * 2 ^ math.min(attempts - free, 30))
end
redis.call('HSET', KEYS[1], 'attempts', attempts, 'open_at', string.format('%.3f', now + pause))
redis.call('PEXPIRE', KEYS[1], math.ceil((pause + tonumber(ARGV[5])) * 1000))
return '0'
"""


class RedisCounters:
    """Those of all processes under one ``prefix``. Raises RedisError where Redis is away."""

    def __init__(self, redis: Redis, prefix: str, seconds: Seconds) -> None:
        self._redis = redis
        self._prefix = prefix
        self._seconds = seconds

    async def count(self, key: str, backoff: Backoff) -> float:
        arguments = [repr(self._seconds()), *map(str, (backoff.free, backoff.first_s, backoff.cap_s, backoff.memory_s))]
        return float(await self._redis.eval(_COUNT, 1, self._name(key), *arguments))

    async def forget(self, key: str) -> None:
        await self._redis.delete(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._prefix}:throttle:{key}"


class Throttle:
    """Counts in ``shared``; while that fails in ``own``, where a guesser gets as many turns as there are processes."""

    def __init__(self, shared: Counters, own: Counters) -> None:
        self._shared = shared
        self._own = own
        self._is_alone = False

    async def spend(self, key: str, backoff: Backoff) -> None:
        """Count an attempt before it is made, so that many at once count too. Raises RateLimited."""
        wait_s = await self._count(key, backoff)
        if wait_s > 0:
            raise RateLimited(retry_after_ms=math.ceil(wait_s * 1000))

    async def forgive(self, key: str) -> None:
        """Forget the attempts: the last one was right."""
        await self._own.forget(key)
        try:
            await self._shared.forget(key)
        except RedisError:
            return  # it is forgotten by itself, only later

    async def _count(self, key: str, backoff: Backoff) -> float:
        try:
            wait_s = await self._shared.count(key, backoff)
        except RedisError as failure:
            if not self._is_alone:
                log.warning(
                    "Redis is away: each process counts attempts alone", extra={"reason": type(failure).__name__}
                )
            self._is_alone = True
            return await self._own.count(key, backoff)
        self._is_alone = False
        return wait_s
