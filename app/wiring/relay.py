"""What a relay process is made of."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.sessions.directory import SessionDirectory
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService
from app.features.surveys.repository import SurveyRepository
from app.features.surveys.service import SurveyService
from app.infra import mongo, redis
from app.infra.event_bus import EventBus
from realtime.relay.partition import Partition
from realtime.relay.relay import Relay, RelayConfig


async def run_relay(settings: Settings, stop: asyncio.Event) -> None:
    """Fold the partition of these settings until ``stop`` is set, then give the lease back.

    Raises SettingsInvalid where a URL is missing.
    """
    async with AsyncExitStack() as stack:
        client = mongo.connect(settings.required_mongodb_url())
        stack.callback(client.close)
        cache = redis.connect(settings.required_redis_url())
        stack.push_async_callback(cache.aclose)
        database, bus = client[settings.database], EventBus(cache)
        surveys = SurveyService(SurveyRepository(database), utc_now)
        sessions = SessionService(SessionRepository(database), surveys, bus, utc_now)
        config = RelayConfig(
            partition=Partition(settings.relay_partition, settings.relay_partitions),
            tick_s=settings.relay_tick_ms / 1000,
            lease_ttl_s=settings.relay_lease_s,
        )
        relay = Relay(database, events=bus, sessions=SessionDirectory(sessions, monotonic), config=config)
        await relay.run(stop)
