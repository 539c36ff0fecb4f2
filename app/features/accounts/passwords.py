"""Passwords: argon2id, off the event loop, a few at a time."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Unavailable

T = TypeVar("T")

MAX_AT_ONCE = 2
MAX_WAITING = 100
HASHER = PasswordHasher()


class Passwords:
    """Hashes cost 64 MiB and tens of milliseconds each (RFC 9106, second choice), hence the bounds."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or HASHER
        self._turns = asyncio.Semaphore(MAX_AT_ONCE)
        self._waiting = 0
        self._nobodys_hash = nobodys_hash(self._hasher)

    async def hash(self, password: str) -> str:
        """Raises Unavailable when too many wait."""
        return await self._take_turn(lambda: self._hasher.hash(password))

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """False where there is no hash (none, or empty), after the same work. Raises Unavailable when too many wait."""
        verified = await self._take_turn(lambda: self._verify(password_hash or self._nobodys_hash, password))
        return verified and bool(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _take_turn(self, work: Callable[[], T]) -> T:
        if self._waiting >= MAX_WAITING:
            raise Unavailable(retry_after_ms=2_000)
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1


@functools.cache
def nobodys_hash(hasher: PasswordHasher) -> str:
    """What the password of an account that is not there is compared with."""
    return hasher.hash("the password of nobody")
