"""What the processes beside the gateway share: the servers, and the sessions stored there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.audit.service import AuditTrail
from app.features.sessions.directory import SessionDirectory
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService
from app.infra import mongo, redis
from app.infra.event_bus import SessionEvents
from app.infra.query_cache import QueryCache
from app.wiring.auditing import audit_trail
from app.wiring.authoring import authoring
from app.wiring.events import session_events


@dataclass(frozen=True, kw_only=True)
class Connections:
    """Open until the context that gave them ends."""

    database: mongo.Database
    cache: redis.Redis
    bus: SessionEvents
    sessions: SessionDirectory
    audit: AuditTrail
    query_cache: QueryCache


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Connections]:
    """Raises SettingsInvalid where a URL or the secret is missing; servers that are away show at the first use."""
    async with AsyncExitStack() as stack:
        client = mongo.connect(settings.required_mongodb_url())
        stack.callback(client.close)
        cache = redis.connect(settings.required_redis_url())
        stack.push_async_callback(cache.aclose)
        bus = await stack.enter_async_context(session_events(settings, cache))
        database = client[settings.database]
        audit = audit_trail(settings, database)
        stack.push_async_callback(audit.close)
        surveys = authoring(database, audit).surveys
        sessions = SessionService(SessionRepository(database), surveys, bus, audit, utc_now)
        directory = SessionDirectory(sessions, monotonic)
        query_cache = QueryCache(cache, settings.database)
        yield Connections(
            database=database, cache=cache, bus=bus, sessions=directory, audit=audit, query_cache=query_cache
        )
