"""Are MongoDB and Redis reachable, and do they keep the promises that the project builds on?"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from pymongo.errors import PyMongoError
from redis.exceptions import RedisError

from app.contracts.events import PresenceCounted
from app.infra.event_bus import ShardedEventBus
from app.infra.migrations import pending_migrations
from app.infra.mongo import Database
from app.infra.redis import Redis, RedisCluster

PROBES = "doctor_probes"
PUBSUB_DEADLINE_S = 3.0


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    subject: str
    is_good: bool
    detail: str


class Unfit(Exception):
    """A check ran and found something wrong; the message says what to do."""


async def examine_mongo(database: Database) -> list[Finding]:
    """Never raises for a server that is away or wrong."""
    reachable = await _finding("MongoDB answers", lambda: _ping_mongo(database))
    if not reachable.is_good:
        return [reachable]
    return [
        reachable,
        await _finding("MongoDB is a replica set", lambda: _replica_set(database)),
        await _finding("writes reach a majority's journal", lambda: _majority_write(database)),
        await _finding("change streams open", lambda: _change_stream(database)),
        await _finding("migrations are applied", lambda: _migrations(database)),
    ]


async def examine_redis(redis: Redis) -> list[Finding]:
    """Never raises for a server that is away or wrong."""
    reachable = await _finding("Redis answers", lambda: _ping_redis(redis))
    if not reachable.is_good:
        return [reachable]
    return [reachable, await _finding("Redis delivers messages", lambda: _publish(redis))]


async def examine_events(cluster: RedisCluster) -> list[Finding]:
    """Never raises for a cluster that is away or none."""
    return [await _finding("the cluster of EVENTS_URL delivers messages", lambda: _event(cluster))]


async def _finding(subject: str, check: Callable[[], Awaitable[str]]) -> Finding:
    try:
        return Finding(subject, is_good=True, detail=await check())
    except (Unfit, PyMongoError, RedisError, OSError) as problem:
        return Finding(subject, is_good=False, detail=str(problem).split(", Timeout:")[0])


async def _ping_mongo(database: Database) -> str:
    started = time.monotonic()
    await database.command("ping")
    took_ms = (time.monotonic() - started) * 1000
    version = (await database.client.server_info())["version"]
    return f"version {version}, first answer after {took_ms:.0f} ms"


async def _replica_set(database: Database) -> str:
    hello = await database.client.admin.command("hello")
    name = hello.get("setName")
    if not name:
        raise Unfit("a standalone server has no change streams; start it as a replica set, of one member if need be")
    return f"{name}, {len(hello.get('hosts', []))} member(s)"


async def _majority_write(database: Database) -> str:
    concern = database.write_concern.document
    if concern.get("w") != "majority" or not concern.get("j"):
        raise Unfit(f"the client's write concern is {concern}; remove w and journal from MONGODB_URL")
    probe = {"_id": secrets.token_hex(8)}
    started = time.monotonic()
    await database[PROBES].insert_one(probe)
    took_ms = (time.monotonic() - started) * 1000
    await database[PROBES].delete_one({"_id": probe["_id"]})
    return f"{took_ms:.0f} ms"


async def _change_stream(database: Database) -> str:
    async with database["entries"].watch(max_await_time_ms=100) as stream:
        await stream.try_next()
        if stream.resume_token is None:
            raise Unfit("a stream opened but gave no resume token")
    return "with a resume token"


async def _migrations(database: Database) -> str:
    missing = await pending_migrations(database)
    if missing:
        raise Unfit(f"{', '.join(migration.name for migration in missing)} missing; run `impactpulse migrate`")
    return "all"


async def _ping_redis(redis: Redis) -> str:
    info = await redis.info("server")
    return f"version {info['redis_version']}"


async def _publish(redis: Redis) -> str:
    topic = f"impactpulse:doctor:{secrets.token_hex(8)}"
    deadline = time.monotonic() + PUBSUB_DEADLINE_S
    async with redis.pubsub() as listener:
        await listener.subscribe(topic)
        await listener.get_message(timeout=PUBSUB_DEADLINE_S)
        started = time.monotonic()
        await redis.publish(topic, b"hello")
        while time.monotonic() < deadline:
            message = await listener.get_message(timeout=0.5)
            if message and message["type"] == "message":
                return f"{(time.monotonic() - started) * 1000:.1f} ms"
    raise Unfit("a published message did not come back")


async def _event(cluster: RedisCluster) -> str:
    bus, session, arrived = ShardedEventBus(cluster), f"doctor_{secrets.token_hex(8)}", asyncio.Event()
    listening = asyncio.create_task(bus.listen(on_event=lambda _: arrived.set(), on_gap=lambda _: None))
    try:
        async with asyncio.timeout(PUBSUB_DEADLINE_S):
            while not await bus.subscribe(session, deadline_s=0.1):
                continue
            started = time.monotonic()
            await bus.publish(PresenceCounted(session, "doctor", 0))
            await arrived.wait()
    except TimeoutError:
        raise Unfit("no message came back: is it a Redis Cluster, of version 7 or newer?") from None
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    return f"{(time.monotonic() - started) * 1000:.1f} ms"
