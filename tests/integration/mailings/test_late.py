"""Nobody is left out of a wave: workers whose clocks differ, people who are just being invited, deadlines that move."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.core.errors import MailUnavailable
from app.core.settings import Settings
from app.features.invitations.repository import Invitations
from app.features.mailings.model import QuietHours, ReminderPlan
from app.features.mailings.resting import RESTS_FOR
from app.features.mailings.waves import WaveService
from app.features.sessions.model import Session
from app.infra import mailer
from app.infra.mongo import Database
from app.infra.redis import Redis
from tests.builders.fake_resend import FakeResend, Reply
from tests.builders.mailing import (
    Moment,
    invite,
    plan_for,
    received,
    rows_of,
    run_due,
    session_with_people,
    waves_on,
    with_resend,
)
from tests.builders.sessions import new_member

BEHIND = timedelta(milliseconds=50)
LOST: Reply = (0, {}, {})


class Behind(Moment):
    """A clock that is always a little behind another one."""

    def __init__(self, other: Moment) -> None:
        self._other = other

    def __call__(self) -> datetime:
        return self._other.now - BEHIND


@pytest.fixture
def waves(
    settings: Settings,
    database: Database,
    redis_client: Redis,
    service: FakeResend,
    clock: Moment,
    monkeypatch: pytest.MonkeyPatch,
) -> WaveService:
    monkeypatch.setattr(mailer, "MAX_PAUSE_S", 0.02)
    return waves_on(with_resend(settings, service), database, redis_client, clock)


@pytest.fixture
def behind(
    settings: Settings, database: Database, redis_client: Redis, service: FakeResend, clock: Moment
) -> WaveService:
    """A worker beside it."""
    return waves_on(with_resend(settings, service), database, redis_client, Behind(clock))


def plan(clock: Moment, **changes: Any) -> ReminderPlan:
    return ReminderPlan(starts_at=clock.now, **changes)


async def changed(database: Database, session: Session, **fields: Any) -> None:
    change = {name.replace("__", "."): value for name, value in fields.items()}
    await database["sessions"].update_one({"_id": session.id}, {"$set": change})


async def is_active(database: Database, session: Session) -> bool:
    return bool((await database["reminders"].find_one({"_id": session.id}) or {})["is_active"])


async def test_a_worker_whose_clock_is_behind_sends_what_another_found_due(
    settings: Settings, database: Database, waves: WaveService, behind: WaveService, service: FakeResend, clock: Moment
) -> None:
    clock.now = clock.now.replace(hour=22, minute=0)
    session = await session_with_people(settings, database, 1, timezone="Asia/Tokyo")  # where it is seven
    await invite(settings, database, new_member(session.organization), session.id, rows_of([7]))
    await plan_for(database, session, plan(clock, quiet_hours=QuietHours("06:00", "08:00")))
    assert await run_due(waves, database, clock, by=behind) == 1
    assert list(received(service)) == ["p7@example.org"]
    clock.move(hours=1)
    assert await run_due(waves, database, clock, by=behind) == 1
    assert list(received(service)) == ["p7@example.org", "p0@example.org"], "nor is it night any more"


async def test_whoever_must_wait_for_a_job_that_has_begun_is_looked_at_after_it(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    clock.now = clock.now.replace(hour=22, minute=0)
    session = await session_with_people(settings, database, 1, timezone="Asia/Tokyo")
    await plan_for(database, session, plan(clock, quiet_hours=QuietHours("06:00", "08:00")))
    await run_due(waves, database, clock)
    of_morning = {"kind": "send_wave", "is_open": True}
    morning = await database["jobs"].find_one_and_update(of_morning, {"$set": {"state": "running"}})
    await invite(settings, database, new_member(session.organization), session.id, rows_of([7], timezone="Asia/Tokyo"))
    with pytest.raises(MailUnavailable):
        await run_due(waves, database, clock)
    ended = {"state": "done", "is_open": False}
    await database["jobs"].update_one({"_id": morning["_id"]}, {"$set": ended})
    assert await run_due(waves, database, clock) == 1, "in one attempt: it does not wait for what is over"
    clock.move(hours=1)
    assert await run_due(waves, database, clock) == 1, "another job follows"
    assert sorted(received(service)) == ["p0@example.org", "p7@example.org"]


async def test_people_who_are_stored_while_others_look_get_their_mail(
    settings: Settings,
    database: Database,
    waves: WaveService,
    service: FakeResend,
    clock: Moment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = await session_with_people(settings, database, 1)
    await plan_for(database, session, plan(clock))
    add = Invitations.add

    async def slowly(self: Invitations, invitations: Any) -> set[str]:
        assert await run_due(waves, database, clock) == 1
        return await add(self, invitations)

    with monkeypatch.context() as patch:
        patch.setattr(Invitations, "add", slowly)
        await invite(settings, database, new_member(session.organization), session.id, rows_of([1, 2]))
    assert list(received(service)) == ["p0@example.org"]
    assert await run_due(waves, database, clock) == 1
    assert len(received(service)) == 3
    assert await run_due(waves, database, clock) == 0


async def test_a_deadline_that_is_moved_takes_its_reminders_along(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2)
    await changed(database, session, settings__closes_at=clock.now + timedelta(days=2))
    await plan_for(database, session, plan(clock, reminder_days=(1, 3)))
    await run_due(waves, database, clock)
    clock.move(days=1)
    await waves.look()
    clock.move(days=1)
    assert await run_due(waves, database, clock) == 1, "too late for the reminder"
    assert {wave for got in received(service).values() for wave in got} == {"first"}
    assert await is_active(database, session)
    clock.move(minutes=5)
    await changed(database, session, settings__closes_at=clock.now + timedelta(days=2))
    assert await run_due(waves, database, clock) == 2, "of the first mail, which is there, and of the reminder"
    clock.move(days=1)
    await run_due(waves, database, clock)
    assert received(service)["p0@example.org"] == ["first", "reminder_1", "reminder_2"]
    await changed(database, session, state__phase="ended")
    await waves.look()
    assert not await is_active(database, session)


async def test_what_is_set_aside_and_brought_back_goes_on(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2)
    await changed(database, session, archived_at=clock.now)
    await plan_for(database, session, plan(clock))
    clock.move(days=20)
    assert await run_due(waves, database, clock) == 0
    await changed(database, session, archived_at=None)
    assert await run_due(waves, database, clock) == 1
    assert len(received(service)) == 2
    await changed(database, session, archived_at=clock.now - RESTS_FOR)
    assert await run_due(waves, database, clock) == 0
    assert not await is_active(database, session), "looks do not gather what nobody brings back"


async def test_what_was_sealed_before_the_close_is_not_sent_when_the_hours_are_moved(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2, identity="anonymous")
    stored = await plan_for(database, session, plan(clock, reminder_days=(1,)))
    service.replies += [LOST] * 12
    with pytest.raises(MailUnavailable):
        await waves.send(session.id, "first", stored.version)
    tried = len(service.requests)
    await changed(database, session, settings__closes_at=clock.now)
    await waves.look()
    sealed = {"session": session.id, "sealed": {"$exists": True}}
    assert await database["mail_batches"].count_documents(sealed) == 0, "nor does an address stay sealed"
    p0 = {"session": session.id, "address": "p0@example.org"}
    await database["invitations"].update_one(p0, {"$set": {"is_done": True, "claim": "c"}})
    await changed(database, session, settings__closes_at=clock.now + timedelta(days=3))
    await run_due(waves, database, clock)
    assert len(service.requests) == tried, "it may have arrived, and is not what one would write now"
    clock.move(days=1)
    await run_due(waves, database, clock)
    assert [mail["to"] for mail in service.mails()[-1:]] == [["p1@example.org"]]
    assert len(service.requests) == tried + 1, "the next wave goes to whoever has not answered"
