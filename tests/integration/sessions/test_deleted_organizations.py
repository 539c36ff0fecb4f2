"""Erasing organizations whose week is over, step by step, past whatever is in the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import utc_now
from app.core.principals import Member
from app.core.settings import Settings
from app.features.deletion.erasure import OrganizationErasure
from app.features.sessions.model import Session
from app.features.sessions.repository import SessionRepository
from app.infra.mongo import Database
from app.wiring.connections import connected
from app.wiring.deletion import organization_erasure
from tests.builders.sessions import new_member, opened_session
from tests.fixtures.queries import Recorder


async def overdue(database: Database, member: Member) -> str:
    """An organization whose week is over."""
    now = utc_now()
    deletion = {"asked_by": member.user, "asked_at": now, "due_at": now - timedelta(minutes=1)}
    organization = {"name": "Ada's", "owner": member.user, "version": 1, "roster": 1, "leaving": [], "created_at": now}
    document = {"_id": member.organization, **organization, "deletion": {**deletion, "begun_at": None}}
    await database["organizations"].insert_one(document)
    return member.organization


async def running(database: Database) -> Session:
    """A session of an organization whose week is over."""
    member = new_member()
    await overdue(database, member)
    return (await opened_session(database, member=member)).session


async def swept(database: Database, organization: str) -> bool:
    found = await database["organizations"].find_one({"_id": organization})
    return found is not None and found["deletion"].get("swept_at") is not None


@pytest.fixture
async def erasure(settings: Settings, database: Database, queries: Recorder) -> AsyncIterator[OrganizationErasure]:
    assert database.name == settings.database
    async with connected(settings) as servers:
        yield organization_erasure(settings, servers)


async def test_what_a_session_that_cannot_be_read_holds_goes_too(
    erasure: OrganizationErasure, database: Database
) -> None:
    session = await running(database)
    await database["sessions"].update_one({"_id": session.id}, {"$set": {"settings": {"quotas": "none"}}})
    place = {"_id": "a place", "quota": f"{session.id}:q", "number": 1, "holder": "par_1:1", "answers": ""}
    await database["quota_places"].insert_one({**place, "claims": [], "checked": True, "at": utc_now()})
    assert await erasure.run() == 0
    assert await swept(database, session.organization)
    assert await database["quota_places"].count_documents({}) == 0
    left = await database["sessions"].find_one({"_id": session.id})
    assert left is not None
    assert left["has_erasures"] is True, "its tokens are good no longer"


async def test_a_deletion_that_cannot_be_read_holds_up_no_other_and_fails_the_pass(
    erasure: OrganizationErasure, database: Database
) -> None:
    broken, other = [await overdue(database, new_member()) for _ in range(2)]
    await database["organizations"].update_one({"_id": broken}, {"$unset": {"deletion.asked_by": 1}})
    with pytest.raises(ValueError, match="asked_by"):
        await erasure.run()
    assert await swept(database, other)


async def test_a_session_that_is_moved_meanwhile_is_ended_all_the_same(
    erasure: OrganizationErasure, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, replace = await running(database), SessionRepository.replace_state

    async def moved_first(stored: SessionRepository, session: Session, *rest: Any, **more: Any) -> bool:
        if session.state_version == begun:
            await database["sessions"].update_one({"_id": session.id}, {"$inc": {"state_version": 1}})
        return await replace(stored, session, *rest, **more)

    begun = session.state_version
    monkeypatch.setattr(SessionRepository, "replace_state", moved_first)
    await erasure.run()
    left = await database["sessions"].find_one({"_id": session.id})
    assert left is not None
    assert (left["state"]["phase"], left["ended_by"]) == ("ended", "deletion")
