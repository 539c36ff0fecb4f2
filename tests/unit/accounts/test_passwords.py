"""Password hashes."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Literal

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
    assert not await passwords.matches("the password of nobody", "")
    assert not await passwords.matches("anything", "not a hash")


class Counting(PasswordHasher):
    """Counts verifications."""

    count = 0

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  (argon2's name)
        self.count += 1
        return super().verify(hash, password)


async def test_an_unknown_user_costs_the_same_work_as_a_wrong_password() -> None:
    hasher = Counting()
    passwords = Passwords(hasher)
    await passwords.matches("wrong", await passwords.hash("right"))
    known = hasher.count
    await passwords.matches("wrong", None)
    assert (known, hasher.count) == (1, 2)


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
