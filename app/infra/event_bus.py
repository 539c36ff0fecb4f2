"""The two kinds of events that processes tell each other."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from app.contracts.events import SESSION_TOPIC, STANDING_TOPIC, SessionEvent, StandingChanged
from app.core.clock import Ticks, monotonic
from app.infra.pubsub import ServerPubSub, ShardPubSub
from app.infra.redis import Redis, RedisCluster
from app.infra.topic_bus import OnGap, TopicBus, Topics

EVERYBODY = "all"
"""The one subject of standings: they are rare, and every gateway hears all of them."""

LANES = 16
"""Into how many lanes a cluster's session events are split: each process holds one connection for each, and the shards
of the cluster own some lanes each. Old and new processes must agree on it."""


CANCEL_AGAIN_S = 0.2


class SessionEvents(Protocol):
    """Session events, whatever carries them; ``TopicBus`` says what the methods promise."""

    @property
    def is_connected(self) -> bool: ...

    async def publish(self, event: SessionEvent) -> bool: ...

    async def subscribe(self, subject: str, *, deadline_s: float = 1.0) -> bool: ...

    async def unsubscribe(self, subject: str) -> None: ...

    async def listen(self, *, on_event: Callable[[SessionEvent], None], on_gap: OnGap) -> None: ...


class EventBus(TopicBus[SessionEvent]):
    """Session events through one Redis server; their subject is the session."""

    def __init__(self, redis: Redis, *, ticks: Ticks = monotonic) -> None:
        super().__init__(ServerPubSub(redis), _session_topics(SESSION_TOPIC), ticks=ticks)


class ShardedEventBus:
    """Session events through a Redis Cluster, each only through the shard that its session's lane belongs to.

    A lane is a hash tag, so all its topics are in one slot, move together and need one connection.
    """

    def __init__(self, cluster: RedisCluster, *, ticks: Ticks = monotonic) -> None:
        self._lanes = [_lane(cluster, number, ticks) for number in range(LANES)]

    @property
    def is_connected(self) -> bool:
        return all(lane.is_connected for lane in self._lanes)

    async def publish(self, event: SessionEvent) -> bool:
        return await self._lane_of(event.session).publish(event)

    async def subscribe(self, subject: str, *, deadline_s: float = 1.0) -> bool:
        return await self._lane_of(subject).subscribe(subject, deadline_s=deadline_s)

    async def unsubscribe(self, subject: str) -> None:
        await self._lane_of(subject).unsubscribe(subject)

    async def listen(self, *, on_event: Callable[[SessionEvent], None], on_gap: OnGap) -> None:
        """Each lane reconnects by itself, so a shard that is away holds up only its own sessions."""
        listening = [asyncio.ensure_future(lane.listen(on_event=on_event, on_gap=on_gap)) for lane in self._lanes]
        try:
            await asyncio.wait(listening, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _ended(listening)
        for lane in listening:  # nobody has cancelled us, so one of them has failed
            if not lane.cancelled():
                lane.result()

    def _lane_of(self, session: str) -> TopicBus[SessionEvent]:
        return self._lanes[zlib.crc32(session.encode()) % LANES]


class StandingBus(TopicBus[StandingChanged]):
    """Whose standing has changed."""

    def __init__(self, redis: Redis, *, ticks: Ticks = monotonic) -> None:
        topics = Topics(StandingChanged, prefix=STANDING_TOPIC, subject_of=lambda _: EVERYBODY)
        super().__init__(ServerPubSub(redis), topics, ticks=ticks)


async def _ended(tasks: Sequence[asyncio.Future[None]]) -> None:
    """Cancels again and again: until Python 3.12 redis-py can drop a cancellation (``app.infra.job_queue`` says how),
    and a task group cancels its tasks only once."""
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait(running, timeout=CANCEL_AGAIN_S)


def _lane(cluster: RedisCluster, number: int, ticks: Ticks) -> TopicBus[SessionEvent]:
    tag = f"{{{number}}}"
    return TopicBus(ShardPubSub(cluster, tag), _session_topics(f"{SESSION_TOPIC}{tag}:"), ticks=ticks)


def _session_topics(prefix: str) -> Topics[SessionEvent]:
    return Topics(
        SessionEvent,  # type: ignore[arg-type]  # a union is no type to mypy, yet msgspec decodes it
        prefix=prefix,
        subject_of=lambda event: event.session,
    )
