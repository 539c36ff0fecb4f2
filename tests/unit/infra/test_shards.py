"""A cluster that cannot carry a lane: said as a lost connection, which whoever listens waits out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisClusterException

from app.contracts.events import PresenceCounted
from app.infra.event_bus import ShardedEventBus
from app.infra.pubsub import ShardPubSub
from app.infra.redis import RedisCluster


class Headless:
    """A cluster in which a part of the slots has no owner."""

    def __init__(self) -> None:
        self.nodes_manager = SimpleNamespace(initialize=self.initialize)

    async def initialize(self) -> None:
        pass

    def get_node_from_key(self, tag: str) -> None:
        assert tag

    async def spublish(self, topic: str, message: bytes) -> None:
        raise RedisClusterException(f"Slot of {topic} not covered by the cluster: {message!r}")


async def test_a_lane_that_nobody_owns_is_a_connection_that_is_away() -> None:
    lane = ShardPubSub(cast("RedisCluster", Headless()), "{1}")
    with pytest.raises(RedisConnectionError, match=r"nobody owns \{1\}"):
        await lane.connect()
    with pytest.raises(RedisConnectionError, match="not covered"):
        await lane.publish("t{1}", b"hello")
    bus = ShardedEventBus(cast("RedisCluster", Headless()))
    assert await bus.publish(PresenceCounted("ses_1", "gateway", 1)) is False


async def test_a_defect_in_one_lane_ends_listening_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    bus = ShardedEventBus(cast("RedisCluster", Headless()))

    async def broken(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bus._lanes[3], "listen", broken)
    with pytest.raises(ZeroDivisionError):
        await bus.listen(on_event=lambda _: None, on_gap=lambda _: None)


async def test_whoever_publishes_right_after_a_failure_does_not_wait_for_redis_again() -> None:
    class Counting(Headless):
        asked = 0

        async def spublish(self, topic: str, message: bytes) -> None:
            self.asked += 1
            await super().spublish(topic, message)

    cluster = Counting()
    bus = ShardedEventBus(cast("RedisCluster", cluster), ticks=lambda: 7.0)
    assert [await bus.publish(PresenceCounted("ses_1", "gateway", 1)) for _ in range(3)] == [False] * 3
    assert cluster.asked == 1
