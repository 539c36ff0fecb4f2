"""Passes over the sessions of all organizations hold a few of them at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import msgspec
import pytest

from app.core.clock import utc_now
from app.features.sessions.model import Session
from app.features.sessions.repository import SessionRepository
from app.features.surveys.settings import SessionSettings
from app.infra.by_id import IDS_PER_QUERY
from app.infra.mongo import Database
from tests.builders.sessions import opened_session

HOW_MANY = 2 * IDS_PER_QUERY + 1
LONG_AGO = utc_now() - timedelta(days=9)

Pass = Callable[[SessionRepository, datetime], AsyncIterator[Session]]


@pytest.mark.parametrize(
    ("closes_at", "looked_through"),
    [(LONG_AGO, SessionRepository.closed_before), (None, SessionRepository.unmoved_since)],
    ids=["closed", "forgotten"],
)
async def test_a_pass_meets_every_session_as_it_is_when_its_turn_comes(
    database: Database, closes_at: datetime | None, looked_through: Pass
) -> None:
    template, sessions, before = (await opened_session(database)).session, SessionRepository(database), utc_now()
    settings = SessionSettings(closes_at=closes_at)
    ids = [f"ses_{number}" for number in range(2, HOW_MANY + 2)]
    for number, session_id in enumerate(ids, 2):
        other = {"id": session_id, "number": number, "run": number, "code": None, "updated_at": LONG_AGO}
        assert await sessions.add(msgspec.structs.replace(template, settings=settings, **other))
    week_ago = before - timedelta(days=7)
    assert sorted([one.id async for one in looked_through(sessions, week_ago)]) == sorted(ids)
    met: list[str] = []
    async for session in looked_through(sessions, week_ago):
        if not met:
            moved = {"settings.closes_at": before, "updated_at": before}
            await database["sessions"].update_many({"state.phase": "running"}, {"$set": moved})
        met.append(session.id)
    assert 0 < len(met) <= IDS_PER_QUERY, "only those that were read with the first"
