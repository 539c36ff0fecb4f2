"""A relay in this process, and what it told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.contracts.events import ResultsChanged, SessionEvent
from app.features.analytics.repository import TallyRepository
from app.infra.mongo import Database
from realtime.relay.publisher import EventPublisher
from realtime.relay.relay import Relay, RelayConfig
from tests.builders.sessions import session_service
from tests.fixtures.waiting import until


class Silent:
    """Where publishing never ends, as with a Redis that hangs."""

    async def publish(self, event: SessionEvent) -> bool:
        await asyncio.Event().wait()
        return True


class Published:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.events: list[ResultsChanged] = []

    async def publish(self, event: SessionEvent) -> bool:
        assert isinstance(event, ResultsChanged)
        self.events.append(event)
        return True


@asynccontextmanager
async def running_relay(database: Database, published: EventPublisher) -> AsyncIterator[None]:
    """It leads and has nothing to rebuild when the body begins; ended orderly at the end."""

    async def is_settled() -> bool:
        return await database["checkpoints"].find_one({"rebuilding": False}) is not None

    stop = asyncio.Event()
    config = RelayConfig(tick_s=0.02, lease_ttl_s=1.0, census_interval_s=0.3)
    relay = Relay(database, events=published, sessions=session_service(database), config=config)
    task = asyncio.create_task(relay.run(stop))
    try:
        await until(is_settled)
        yield
    finally:
        stop.set()
        await task


async def folded(database: Database, session: str, entries: int) -> None:
    """Return when the session's tally holds so many entries."""
    tallies = TallyRepository(database)

    async def holds() -> bool:
        tally = await tallies.read(session)
        return tally is not None and tally.counts.entries == entries

    await until(holds)
