"""Results that are dear to compute, kept in Redis with the state they were made from (docs/adr/0010-query-cache.md).

Nothing here may be needed: where Redis is away, empty, or holds something damaged, the result is computed.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

from app.infra.redis import Redis

log = logging.getLogger(__name__)

KEPT_S = 300
"""Counted from the first result of a session: then all of that session's are gone."""
MAX_VALUE_BYTES = 64 * 1024
MAX_PER_SESSION = 64
"""Different questions about one session; beyond them it starts from nothing."""
PATIENCE_S = 0.5
TURN_S = 30.0
"""A process that fell silent holds its turn no longer."""
WAIT_S = 5.0
"""Whoever waited so long for another process computes too."""
POLL_S = 0.05
DIGEST_BYTES = 16

AWAY = (RedisError, TimeoutError)
T = TypeVar("T")

# KEYS: the session's hash; ARGV: field, value, MAX_PER_SESSION, KEPT_S in milliseconds.
_KEEP = """
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  redis.call('UNLINK', KEYS[1])
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
"""


class Kind(Generic[T]):
    """One kind of result, never None. Raise ``revision`` when code gives another value for the same state; a change of
    ``shape`` shows by itself. So two releases that run side by side never read each other's."""

    def __init__(self, name: str, shape: type[T], *, revision: int) -> None:
        schema = msgspec.json.encode(msgspec.json.schema(shape), order="deterministic")
        self.name = f"{name}.{revision}.{_digest(schema).hex()}"
        self.decoder = msgspec.msgpack.Decoder(shape)


class Asked(msgspec.Struct, frozen=True):
    """A question about a session. ``state`` names all that is stored and bears upon the answer: it is another one
    whenever the answer may be, and never the same again. ``parameters``: what is asked, encodable by msgspec."""

    organization: str
    session: str
    parameters: Any
    state: str


class Computed(NamedTuple, Generic[T]):
    """``is_exact``: made from the very state that was asked for; only then it is kept."""

    value: T
    is_exact: bool


class QueryCache:
    """``prefix`` keeps installations apart that share a Redis."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix
        self._under_way: dict[tuple[str, str, str], asyncio.Task[Computed[Any]]] = {}

    async def read(self, kind: Kind[T], asked: Asked, compute: Callable[[], Awaitable[Computed[T]]]) -> Computed[T]:
        """What is kept for ``asked``, or else what ``compute`` gives, once for all who ask for the same meanwhile;
        other processes wait WAIT_S for it.

        Raises what ``compute`` raises, and nothing of its own.
        """
        place = self._folder(asked.organization, asked.session), _field(kind, asked), asked.state
        task = self._under_way.get(place)
        if task is None:
            task = self._under_way[place] = asyncio.create_task(self._found(kind, place, compute))
            task.add_done_callback(lambda done: self._has_ended(place, done))
        return await asyncio.shield(task)

    async def forget(self, organization: str, session: str) -> None:
        """Remove everything about a session; what cannot be removed, because Redis is away, expires."""
        with suppress(*AWAY):
            async with asyncio.timeout(PATIENCE_S):
                await self._redis.unlink(self._folder(organization, session))

    async def close(self) -> None:
        """End what is still being computed, for nobody waits for it any more."""
        under_way = list(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _found(
        self, kind: Kind[T], place: tuple[str, str, str], compute: Callable[[], Awaitable[Computed[T]]]
    ) -> Computed[T]:
        try:
            kept = await self._kept(kind, place)
        except AWAY as failure:
            log.debug("computed without Redis", extra={"reason": type(failure).__name__})
            return await compute()
        if kept is not None:
            return Computed(kept, is_exact=True)
        turn = self._redis.lock(":".join((*place, "turn")), timeout=TURN_S, sleep=POLL_S, blocking_timeout=WAIT_S)
        try:
            kept = await self._after_others(kind, place, turn)
            return await self._computed(place, compute) if kept is None else Computed(kept, is_exact=True)
        finally:
            if turn.local.token is not None:
                with suppress(*AWAY):
                    async with asyncio.timeout(PATIENCE_S):
                        await turn.release()

    async def _after_others(self, kind: Kind[T], place: tuple[str, str, str], turn: Lock) -> T | None:
        """What another process has kept in the meantime, once it is this one's turn."""
        with suppress(*AWAY):
            async with asyncio.timeout(WAIT_S + PATIENCE_S):
                await turn.acquire()
            return await self._kept(kind, place)
        return None

    async def _computed(
        self, place: tuple[str, str, str], compute: Callable[[], Awaitable[Computed[T]]]
    ) -> Computed[T]:
        computed = await compute()
        folder, field, state = place
        value = _sealed(state, msgspec.msgpack.encode(computed.value))
        if computed.is_exact and len(value) <= MAX_VALUE_BYTES:
            with suppress(*AWAY):
                async with asyncio.timeout(PATIENCE_S):
                    await self._redis.eval(_KEEP, 1, folder, field, value, str(MAX_PER_SESSION), str(KEPT_S * 1000))
        return computed

    async def _kept(self, kind: Kind[T], place: tuple[str, str, str]) -> T | None:
        """None where there is nothing, or it is of another state, or damaged. Raises one of AWAY."""
        folder, field, state = place
        async with asyncio.timeout(PATIENCE_S):
            sealed: Any = await self._redis.hget(folder, field)
        value = _unsealed(state, sealed or b"")
        with suppress(msgspec.MsgspecError):
            return None if value is None else kind.decoder.decode(value)
        return None

    def _folder(self, organization: str, session: str) -> str:
        return f"{self._prefix}:results:{organization}:{session}"

    def _has_ended(self, place: tuple[str, str, str], task: asyncio.Task[Computed[Any]]) -> None:
        del self._under_way[place]
        if not task.cancelled():
            task.exception()  # whoever waited has it; if nobody did, it is nobody's


def _field(kind: Kind[Any], asked: Asked) -> str:
    return f"{kind.name}.{_digest(msgspec.msgpack.encode(asked.parameters)).hex()}"


def _sealed(state: str, value: bytes) -> bytes:
    """The value behind a digest of itself and of its state: a later state has the same field and takes its place."""
    return _digest(state.encode(), value) + value


def _unsealed(state: str, sealed: bytes) -> bytes | None:
    seal, value = sealed[:DIGEST_BYTES], sealed[DIGEST_BYTES:]
    return value if seal == _digest(state.encode(), value) else None


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()
