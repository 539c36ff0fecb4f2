"""An address that gets mail again is looked for where it is invited, however many plans its organization has."""

from __future__ import annotations

from typing import Any

from app.core.clock import utc_now
from app.core.identity import new_id
from app.core.settings import Settings
from app.features.invitations.repository import Invitations
from app.features.mailings.model import ReminderPlan
from app.infra import mongo
from app.infra.mongo import Database
from app.wiring.mailing import unsubscribe_service
from tests.builders.audit import audit_trail
from tests.builders.mailing import plan_for, session_with_people
from tests.builders.sessions import new_member
from tests.fixtures.queries import Recorder


async def test_lifting_asks_as_often_for_one_plan_as_for_hundreds(
    settings: Settings, queries: Recorder, database: Database
) -> None:
    session = await session_with_people(settings, database, 2)
    elsewhere = await session_with_people(settings, database, 1)
    for one in (session, elsewhere):
        await plan_for(database, one, ReminderPlan(starts_at=utc_now()))
    plan: Any = await database["reminders"].find_one({"_id": session.id})
    await database["reminders"].insert_many([{**plan, "_id": new_id("ses")} for _ in range(200)])
    invitations, both = Invitations(database), (session.id, elsewhere.id)
    before = [await invitations.announcements(one) for one in both]
    client = mongo.connect(settings.required_mongodb_url())  # one that the recorder listens to
    recorded = client[database.name]
    unsubscribing = unsubscribe_service(settings, recorded, audit_trail(recorded))
    await unsubscribing.lift(new_member(session.organization), "P0@example.org")
    client.close()
    asked = {shape: times for shape, times in queries.times.items() if shape.startswith(("invitations:", "reminders:"))}
    assert list(asked.values()) == [1, 1], asked
    after = [await invitations.announcements(one) for one in both]
    assert [now - was for was, now in zip(before, after, strict=True)] == [1, 0], "mail of others is their own"
