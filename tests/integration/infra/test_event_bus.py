"""The event bus on a real Redis: what is confirmed arrives, and every gap is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.contracts.events import PresenceCounted, SessionEvent
from app.core.identity import new_id
from app.infra import redis
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.event_bus import EventBus
from app.infra.redis import Redis
from tests.fixtures.waiting import until


class Heard:
    """What a listener was told."""

    def __init__(self) -> None:
        self.events: list[SessionEvent] = []
        self.gaps: list[str] = []


@asynccontextmanager
async def listening(bus: EventBus) -> AsyncIterator[Heard]:
    heard = Heard()
    task = asyncio.create_task(bus.listen(on_event=heard.events.append, on_gap=heard.gaps.append))
    try:
        await until(lambda: bus.is_connected)
        yield heard
    finally:  # of a failed test too: the loop would wait for ever for a task that drops the one cancellation it gives
        while not task.done():
            task.cancel()
            await asyncio.wait((task,), timeout=0.1)
        with suppress(asyncio.CancelledError):
            await task


def event(session: str, connected: int = 1) -> PresenceCounted:
    return PresenceCounted(session, "gw_1", connected)


async def test_after_the_confirmation_every_event_arrives_in_order(redis_client: Redis) -> None:
    bus, session = EventBus(redis_client), new_id("ses")
    async with listening(bus) as heard:
        assert await bus.subscribe(session)
        sent = [event(session, number) for number in range(500)]
        for one in sent:
            assert await bus.publish(one)
        await until(lambda: len(heard.events) == 500)
        assert heard.events == sent
        assert heard.gaps == []


async def test_only_subscribed_sessions_are_heard(redis_client: Redis) -> None:
    bus, mine, other = EventBus(redis_client), new_id("ses"), new_id("ses")
    async with listening(bus) as heard:
        await bus.subscribe(mine)
        await bus.subscribe(other)
        await bus.unsubscribe(other)
        await bus.publish(event(other))
        await bus.publish(event(mine))
        await until(lambda: bool(heard.events))
        assert heard.events == [event(mine)]


async def test_a_subscription_can_be_taken_up_again_without_a_gap(redis_client: Redis) -> None:
    bus, session = EventBus(redis_client), new_id("ses")
    async with listening(bus) as heard:
        for _ in range(3):
            assert await bus.subscribe(session)
            await bus.unsubscribe(session)
        assert await bus.subscribe(session)
        await bus.publish(event(session))
        await until(lambda: heard.events == [event(session)])
        assert heard.gaps == []


async def test_a_killed_connection_is_told_as_a_gap_of_every_session(redis_client: Redis) -> None:
    bus, sessions = EventBus(redis_client), [new_id("ses") for _ in range(20)]
    async with listening(bus) as heard:
        for session in sessions:
            await bus.subscribe(session)
        assert await redis_client.client_kill_filter(_type="pubsub") >= 1
        await until(lambda: sorted(heard.gaps) == sorted(sessions))
        await bus.publish(event(sessions[0]))
        await until(lambda: heard.events == [event(sessions[0])])


async def test_a_subscription_made_while_redis_is_away_takes_effect_later_as_a_gap(own_redis: EmbeddedRedis) -> None:
    client, session = redis.connect(own_redis.url), new_id("ses")
    bus = EventBus(client)
    async with listening(bus) as heard:
        own_redis.kill()
        await until(lambda: not bus.is_connected)
        assert not await bus.subscribe(session, deadline_s=0.1)
        assert not await bus.publish(event(session))
        own_redis.start()
        await until(lambda: heard.gaps == [session])

        async def arrives() -> bool:
            await bus.publish(event(session))
            return bool(heard.events)

        await until(arrives)
    await client.aclose()


async def test_what_cannot_be_read_is_passed_over(redis_client: Redis) -> None:
    bus, session = EventBus(redis_client), new_id("ses")
    async with listening(bus) as heard:
        await bus.subscribe(session)
        for garbage in (b"", b"{", b"\xff", b'{"type":"dance"}', b'{"type":"presence","session":1}'):
            await redis_client.publish(f"impactpulse:session:{session}", garbage)
        await bus.publish(event(session))
        await until(lambda: heard.events == [event(session)])
        assert bus.is_connected
