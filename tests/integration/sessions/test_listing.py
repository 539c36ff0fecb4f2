"""The database tells how sessions stand as their model does."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import get_args

import msgspec

from app.contracts.frames import Phase
from app.core.clock import utc_now
from app.features.sessions.listing import SessionFilter
from app.features.sessions.model import Status
from app.features.sessions.repository import ALL, SessionRepository
from app.features.surveys.settings import SessionSettings
from app.infra.listing import NUMBER, Asked, Order
from app.infra.mongo import Database
from app.infra.numbering import Numbering
from tests.builders.sessions import started_session

FIRST = Asked(Order(NUMBER, descending=True), limit=100)


async def test_every_session_is_listed_under_the_status_it_has(database: Database) -> None:
    template, now, repository = (await started_session(database)).session, utc_now(), SessionRepository(database)
    await Numbering(database).take(template.organization, ALL, 200)
    hour = timedelta(hours=1)
    moments, expected = (None, now - hour, now, now + hour), dict[Status, set[str]]()
    for number, (phase, is_archived, opens_at, closes_at) in enumerate(
        itertools.product(get_args(Phase), (False, True), moments, moments), 10
    ):
        session = msgspec.structs.replace(
            template,
            id=f"ses_{number}",
            number=number,
            run=number,
            code=None,
            state=msgspec.structs.replace(template.state, phase=phase),
            settings=SessionSettings(opens_at=opens_at, closes_at=closes_at),
            archived_at=now if is_archived else None,
        )
        assert await repository.add(session)
        expected.setdefault(session.status(now), set()).add(session.id)
    await database["sessions"].delete_one({"_id": template.id})
    assert set(expected) == set(get_args(Status))

    async def ids_of(*statuses: Status) -> set[str]:
        wanted = SessionFilter(statuses=statuses)
        found = await repository.listed(template.organization, FIRST, wanted, now)
        return {session.id for session in found.items}

    for status, ids in expected.items():
        assert await ids_of(status) == ids
    assert await ids_of("running", "closed") == expected["running"] | expected["closed"]
