"""A relay in this process, and what it told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from app.contracts.events import ResultsChanged, SessionEvent
from app.core.clock import utc_now
from app.core.principals import Member
from app.features.analytics.repository import TallyRepository
from app.features.sessions.model import Command, Session
from app.features.submissions.barriers import Barriers
from app.features.submissions.repository import EntryLog
from app.features.surveys.repository import SurveyRepository
from app.infra.mongo import Database
from realtime.relay.partition import Partition
from realtime.relay.publisher import EventPublisher
from realtime.relay.relay import Relay, RelayConfig
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session, session_service
from tests.fixtures.waiting import until

ALL_SESSIONS = Partition()


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
async def leading_relay(
    database: Database,
    published: EventPublisher,
    *,
    census_interval_s: float = 0.3,
    partition: Partition = ALL_SESSIONS,
) -> AsyncIterator[None]:
    """Ended orderly at the end."""
    stop = asyncio.Event()
    config = RelayConfig(partition=partition, tick_s=0.02, lease_ttl_s=1.0, census_interval_s=census_interval_s)
    relay = Relay(database, events=published, sessions=session_service(database), config=config)
    task = asyncio.create_task(relay.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


@asynccontextmanager
async def running_relay(
    database: Database,
    published: EventPublisher,
    *,
    census_interval_s: float = 0.3,
    partition: Partition = ALL_SESSIONS,
) -> AsyncIterator[None]:
    """It leads and has nothing to rebuild when the body begins."""

    async def is_settled() -> bool:
        return await database["checkpoints"].find_one({"_id": partition.name, "rebuilding": False}) is not None

    async with leading_relay(database, published, census_interval_s=census_interval_s, partition=partition):
        await until(is_settled)
        yield


def lose_first_barrier(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From here on the first barrier never comes through the stream; it stands in what is returned, then."""
    put_up, lost = Barriers.put_up, list[str]()

    async def put_up_after_losing_one(barriers: Barriers, barrier: str) -> None:
        if lost:
            await put_up(barriers, barrier)
        else:
            lost.append(barrier)

    monkeypatch.setattr(Barriers, "put_up", put_up_after_losing_one)
    return lost


async def keep_for(database: Database, session: Session, days: int | None) -> None:
    """How long the answers of the session's survey are kept from now on."""
    surveys = SurveyRepository(database)
    survey = await surveys.find(session.organization, session.survey)
    assert survey is not None
    assert await surveys.set_retention(survey, days)


async def expired_session(database: Database, member: Member, entries: int) -> Session:
    """One that is counted and ended longer ago than its survey keeps answers."""
    session = (await opened_session(database, member=member)).session
    await EntryLog(database).append_many(first_entries(session, entries))
    await session_service(database).control(member, session.id, Command("end"))
    await keep_for(database, session, 1)
    async with running_relay(database, Published()):
        await folded(database, session.id, entries)
    long_ago = utc_now() - timedelta(days=2)
    await database["sessions"].update_one({"_id": session.id}, {"$set": {"state.ended_at": long_ago}})
    return session


async def folded(database: Database, session: str, entries: int, *, within_s: float = 10.0) -> None:
    """Return when the session's tally holds so many entries."""
    tallies = TallyRepository(database)

    async def holds() -> bool:
        tally = await tallies.read(session)
        return tally is not None and tally.counts.entries == entries

    await until(holds, within_s=within_s)
