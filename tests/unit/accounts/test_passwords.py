"""Password hashes."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest
from argon2 import PasswordHasher

from app.core.errors import Unavailable
from app.features.accounts.passwords import MAX_WAITING, Passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def test_a_password_matches_its_own_hash_only() -> None:
    passwords = Passwords(QUICK)
    hashed = await passwords.hash("correct horse")
    assert hashed.startswith("$argon2id$")
    assert await passwords.matches("correct horse", hashed)
    assert not await passwords.matches("wrong horse", hashed)


async def test_nobody_and_a_broken_hash_match_nothing() -> None:
    passwords = Passwords(QUICK)
    assert not await passwords.matches("the password of nobody", None)
    assert not await passwords.matches("anything", "not a hash")


class Stuck(PasswordHasher):
    """Takes as long as the test wants."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.go_on = Event()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        if password != "the password of nobody":
            self.go_on.wait(10)
        return super().hash(password, salt=salt)


async def test_a_crowd_of_logins_is_turned_away_instead_of_queued_without_end() -> None:
    stuck = Stuck()
    passwords = Passwords(stuck)
    waiting = [asyncio.create_task(passwords.hash("x")) for _ in range(MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await passwords.hash("x")
    stuck.go_on.set()
    await asyncio.gather(*waiting)
