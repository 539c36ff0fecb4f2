"""What `impactpulse doctor` says of servers that answer and are unfit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from pymongo.errors import ServerSelectionTimeoutError
from redis.exceptions import ConnectionError as RedisConnectionError

from app.infra import checkup
from app.infra.checkup import Finding, examine_mongo, examine_redis
from app.infra.mongo import Database
from app.infra.redis import Redis


class Standalone:
    """A MongoDB server of one, without a replica set, reached by a client that does not wait for its journal."""

    name = "impactpulse"
    write_concern = SimpleNamespace(document={"w": 1})

    def __init__(self, *, is_away: bool = False) -> None:
        self.client = SimpleNamespace(server_info=self._info, admin=self)
        self._is_away = is_away

    async def command(self, name: str) -> dict[str, Any]:
        if self._is_away:
            raise ServerSelectionTimeoutError("nobody there, Timeout: 5s, Topology Description: ...")
        assert name in ("ping", "hello")
        return {"ok": 1.0}

    async def _info(self) -> dict[str, str]:
        return {"version": "8.0.4"}

    def __getitem__(self, name: str) -> Any:
        return SimpleNamespace(watch=lambda **_: Stream(), find=lambda *_, **__: Nothing())


class Stream:
    """One that opens and cannot be gone on with."""

    resume_token = None

    async def __aenter__(self) -> Stream:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def try_next(self) -> None:
        return None


class Nothing:
    """A cursor over an empty collection."""

    def __aiter__(self) -> Nothing:
        return self

    async def __anext__(self) -> Any:
        raise StopAsyncIteration


class Deaf:
    """A Redis server whose messages reach nobody."""

    def __init__(self, *, is_away: bool = False) -> None:
        self._is_away = is_away

    async def info(self, section: str) -> dict[str, str]:
        if self._is_away:
            raise RedisConnectionError("refused")
        return {"redis_version": f"7 ({section})"}

    def pubsub(self) -> Deaf:
        return self

    async def __aenter__(self) -> Deaf:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def subscribe(self, topic: str) -> None:
        assert topic

    async def publish(self, topic: str, message: bytes) -> None:
        assert topic.startswith("impactpulse:")
        assert message == b"hello"

    async def get_message(self, *, timeout: float) -> dict[str, str] | None:
        assert timeout
        return {"type": "subscribe"}


def said(findings: list[Finding]) -> dict[str, str]:
    """Subject → what is wrong, of what is unfit."""
    return {one.subject: one.detail for one in findings if not one.is_good}


async def test_a_standalone_server_with_a_weaker_write_concern_is_told_what_to_do() -> None:
    found = said(await examine_mongo(cast("Database", Standalone())))
    assert set(found) == {
        "MongoDB is a replica set",
        "writes reach a majority's journal",
        "change streams open",
        "migrations are applied",
    }
    assert "start it as a replica set" in found["MongoDB is a replica set"]
    assert "remove w and journal from MONGODB_URL" in found["writes reach a majority's journal"]
    assert "no resume token" in found["change streams open"]
    assert "impactpulse migrate" in found["migrations are applied"]


async def test_of_a_server_that_is_away_nothing_else_is_said() -> None:
    assert said(await examine_mongo(cast("Database", Standalone(is_away=True)))) == {"MongoDB answers": "nobody there"}
    assert said(await examine_redis(cast("Redis", Deaf(is_away=True)))) == {"Redis answers": "refused"}


async def test_messages_that_do_not_come_back_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "PUBSUB_DEADLINE_S", 0.01)
    found = said(await examine_redis(cast("Redis", Deaf())))
    assert found == {"Redis delivers messages": "a published message did not come back"}
