"""Waves of mails through a mail service that fails: everybody gets each once, and nobody who has answered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.core.errors import MailUnavailable
from app.core.settings import Settings
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import QuietHours, ReminderPlan
from app.features.mailings.suppressions import Suppressions
from app.features.mailings.waves import WaveService
from app.features.sessions.model import Session
from app.infra import mailer, mongo
from app.infra.mailer import KEY_LIFETIME
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.wiring.inviting import address_hashes, suppressions
from app.wiring.mailing import unsubscribe_service
from tests.builders.audit import audit_trail
from tests.builders.erasing import upkeep_service
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
from tests.fixtures.queries import Recorder

TOO_MANY: Reply = (429, {"statusCode": 429, "name": "rate_limit_exceeded", "message": "slow down"}, {})
BROKEN: Reply = (503, {"statusCode": 503, "name": "unavailable", "message": "no"}, {})
LOST: Reply = (0, {}, {})


@pytest.fixture
def waves(
    settings: Settings,
    queries: Recorder,
    database: Database,
    redis_client: Redis,
    service: FakeResend,
    clock: Moment,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[WaveService]:
    monkeypatch.setattr(mailer, "MAX_PAUSE_S", 0.02)
    client = mongo.connect(settings.required_mongodb_url())  # one that the recorder listens to
    yield waves_on(with_resend(settings, service), client[database.name], redis_client, clock)
    client.close()


def plan(clock: Moment, **changes: Any) -> ReminderPlan:
    return ReminderPlan(starts_at=clock.now, **changes)


async def states(database: Database, session: Session) -> dict[str, int]:
    lines = await database["mail_ledger"].find({"session": session.id}).to_list(None)
    found = [line["state"] for line in lines]
    return {state: found.count(state) for state in sorted(set(found))}


async def test_everybody_gets_each_wave_once_and_late_comers_theirs(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 130)
    assert await run_due(waves, database, clock) == 0, "no plan, no mail"
    await plan_for(database, session, plan(clock, reminder_days=(3,)))
    assert await run_due(waves, database, clock) == 1
    assert sorted(len(body) for _, body in service.requests) == [30, 100]
    mail = service.mails()[0]
    assert mail["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "#token=" in mail["text"]
    tags = {tag["name"]: tag["value"] for tag in mail["tags"]}
    assert f"/{tags['receiver']}>" in mail["headers"]["List-Unsubscribe"], "what is reported of a mail names its reader"
    assert all(re.fullmatch(r"[\w-]{1,256}", value, re.ASCII) for value in tags.values()), "or the service refuses it"
    member = new_member(session.organization)
    await invite(settings, database, member, session.id, rows_of(range(130, 133)))
    clock.move(days=2.9)
    assert await run_due(waves, database, clock) == 1
    clock.move(days=0.2)
    assert await run_due(waves, database, clock) == 1
    assert await run_due(waves, database, clock) == 0
    got = received(service)
    assert len(got) == 133
    assert {tuple(got[f"p{number}@example.org"]) for number in range(130)} == {("first", "reminder_1")}
    assert got["p131@example.org"] == ["first"], "no reminder hours after the first mail"
    clock.move(hours=12)
    assert await run_due(waves, database, clock) == 1
    assert received(service)["p131@example.org"] == ["first", "reminder_1"], "too soon is not never"
    assert await run_due(waves, database, clock) == 0
    assert await states(database, session) == {"sent": 266}


async def test_who_has_answered_or_wants_no_mail_gets_none(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 4, identity="anonymous")
    people = {one["address"]: one async for one in database["invitations"].find({"session": session.id})}
    done = people["p0@example.org"]["_id"]
    await database["invitations"].update_one({"_id": done}, {"$set": {"is_done": True, "claim": "c"}})
    stopped: Suppressions = suppressions(settings, database)
    p1 = address_hashes(settings).of(session.organization, "p1@example.org")
    assert await stopped.add(p1, "unsubscribed", clock.now)
    assert not await stopped.add(p1, "bounced", clock.now)
    await plan_for(database, session, plan(clock))
    await run_due(waves, database, clock)
    assert sorted(received(service)) == ["p2@example.org", "p3@example.org"]
    assert await run_due(waves, database, clock) == 0
    unsubscribing = unsubscribe_service(settings, database, audit_trail(database))
    await unsubscribing.lift(new_member(session.organization), "P1@example.org")
    assert await run_due(waves, database, clock) == 1, "without an edit of the plan"
    assert sorted(received(service)) == ["p1@example.org", "p2@example.org", "p3@example.org"]
    await unsubscribing.lift(new_member(session.organization), "nobody@example.org")
    assert await run_due(waves, database, clock) == 0


async def test_mail_waits_for_the_end_of_the_night_where_the_person_is(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2, timezone="Asia/Tokyo")
    await invite(settings, database, new_member(session.organization), session.id, rows_of([7]))
    clock.now = clock.now.replace(hour=15, minute=0)  # midnight in Tokyo
    await plan_for(database, session, plan(clock, quiet_hours=QuietHours("21:00", "08:00")))
    assert await run_due(waves, database, clock) == 1
    assert list(received(service)) == ["p7@example.org"]
    clock.move(hours=7.9)
    assert await run_due(waves, database, clock) == 0
    clock.move(hours=0.2)
    assert await run_due(waves, database, clock) == 1
    assert len(received(service)) == 3


async def test_a_mail_service_that_fails_now_and_then_delays_and_doubles_nothing(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 150)
    await plan_for(database, session, plan(clock))
    service.replies += [LOST, TOO_MANY, BROKEN, LOST, (200, {"data": []}, {})]
    await run_due(waves, database, clock)
    assert {len(waves_got) for waves_got in received(service).values()} == {1}
    assert (len(received(service)), service.conflicts) == (150, [])
    assert await states(database, session) == {"sent": 150}
    assert await database["mail_batches"].count_documents({"sealed": {"$exists": True}}) == 0, "addresses are forgotten"


async def test_a_service_that_takes_nothing_gives_everybody_back(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 3)
    await plan_for(database, session, plan(clock))
    service.replies += [TOO_MANY] * 12
    with pytest.raises(MailUnavailable):
        await run_due(waves, database, clock)
    assert await states(database, session) == {}
    await run_due(waves, database, clock)
    assert len(received(service)) == 3


async def test_an_address_that_the_service_refuses_does_not_hold_up_the_others(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 3)
    await plan_for(database, session, plan(clock))
    service.replies.append((200, {"data": [{"id": "1"}, {"id": "2"}], "errors": [{"index": 1, "message": "no"}]}, {}))
    await run_due(waves, database, clock)
    assert service.requests[0][0]["x-batch-validation"] == "permissive"
    assert await states(database, session) == {"refused": 1, "sent": 2}


async def test_many_workers_on_one_wave_send_each_mail_once(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 120)
    stored = await plan_for(database, session, plan(clock))
    outcomes = await asyncio.gather(
        *(waves.send(session.id, "first", stored.version) for _ in range(4)), return_exceptions=True
    )
    assert [one for one in outcomes if one is not None and not isinstance(one, MailUnavailable)] == []
    await waves.send(session.id, "first", stored.version)
    assert (len(received(service)), len(service.mails()), service.conflicts) == (120, 120, [])


async def test_what_a_worker_left_is_finished_whatever_it_was_doing(
    settings: Settings,
    database: Database,
    waves: WaveService,
    service: FakeResend,
    clock: Moment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = await session_with_people(settings, database, 5)
    stored = await plan_for(database, session, plan(clock))

    class Killed(BaseException):
        """The process ends here."""

    async def killed(*_: object) -> Any:
        raise Killed

    for step in ("seal", "record"):
        with monkeypatch.context() as patch:
            patch.setattr(Ledger, step, killed)
            with pytest.raises(Killed):
                await waves.send(session.id, "first", stored.version)
    await waves.send(session.id, "first", stored.version)
    assert (len(service.mails()), len(received(service)), service.conflicts) == (5, 5, [])
    assert len(service.requests) == 2, "the second is a repeat of the first, under its key"
    assert await states(database, session) == {"sent": 5}


async def test_what_was_left_for_longer_than_keys_live_is_not_sent_again(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2)
    stored = await plan_for(database, session, plan(clock))
    service.replies += [LOST] * 12
    with pytest.raises(MailUnavailable):
        await waves.send(session.id, "first", stored.version)
    clock.move(seconds=(KEY_LIFETIME + timedelta(minutes=1)).total_seconds())
    await waves.send(session.id, "first", stored.version)
    assert len(service.mails()) == 2
    assert await states(database, session) == {"unknown": 2}


async def test_a_session_that_is_over_sends_nothing_more(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2)
    stored = await plan_for(database, session, plan(clock))
    await waves.look()
    await database["sessions"].update_one({"_id": session.id}, {"$set": {"state.phase": "ended"}})
    await waves.send(session.id, "first", stored.version)
    await waves.look()
    retired = await database["reminders"].find_one({"_id": session.id})
    assert retired is not None
    assert (retired["is_active"], service.requests) == (False, [])


async def test_a_plan_that_cannot_be_looked_at_stops_no_other(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    sound, broken = [await session_with_people(settings, database, 1) for _ in range(2)]
    for session in (broken, sound):
        await plan_for(database, session, plan(clock))
    await database["sessions"].update_one({"_id": broken.id}, {"$set": {"settings": {"closes_at": "never"}}})
    assert await run_due(waves, database, clock) == 1
    assert len(service.mails()) == 1


async def test_addresses_plans_and_lines_go_with_the_answers(
    settings: Settings, database: Database, waves: WaveService, service: FakeResend, clock: Moment
) -> None:
    session = await session_with_people(settings, database, 2)
    await plan_for(database, session, plan(clock))
    await run_due(waves, database, clock)
    await database["surveys"].update_one({"_id": session.survey}, {"$set": {"retention_days": 1}})
    ended = {"state.phase": "ended", "state.ended_at": clock.now}
    await database["sessions"].update_one({"_id": session.id}, {"$set": ended})
    kept = {"invitations": "session", "mail_ledger": "session", "mail_batches": "session", "reminders": "_id"}
    assert all([await database[name].count_documents({field: session.id}) for name, field in kept.items()])
    clock.move(days=2)
    assert (await upkeep_service(database, clock=clock).run()).logs_removed == 1
    assert not any([await database[name].count_documents({field: session.id}) for name, field in kept.items()])
