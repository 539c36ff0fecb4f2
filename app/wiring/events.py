"""What carries session events between the processes: the Redis server, or a cluster of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.settings import Settings
from app.infra import redis
from app.infra.event_bus import EventBus, SessionEvents, ShardedEventBus


@asynccontextmanager
async def session_events(settings: Settings, cache: redis.Redis) -> AsyncIterator[SessionEvents]:
    """Through ``cache``, unless EVENTS_URL names a cluster."""
    if settings.events_url is None:
        yield EventBus(cache)
        return
    cluster = redis.connect_cluster(settings.events_url)
    try:
        yield ShardedEventBus(cluster)
    finally:
        await cluster.aclose()
