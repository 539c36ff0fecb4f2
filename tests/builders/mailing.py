"""An open session with people to write to, and the services that do, on real servers and a clock of the test's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pydantic import SecretStr

from app.core.clock import utc_now
from app.core.principals import Member
from app.core.settings import Settings
from app.features.invitations.completion import Completion
from app.features.invitations.people import RawRow
from app.features.invitations.repository import Invitations
from app.features.invitations.service import InvitationService
from app.features.jobs.model import WAKE_AGAIN
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.mailings.model import ReminderPlan, StoredPlan
from app.features.mailings.plans import Plans
from app.features.mailings.waves import WaveService
from app.features.sessions.model import Session
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.wiring.inviting import invitation_links, mail_problems
from app.wiring.jobs import KINDS
from app.wiring.mail import paced_mailer
from app.wiring.mailing import wave_service
from tests.builders.audit import audit_trail
from tests.builders.fake_resend import FakeResend
from tests.builders.sessions import new_member, session_service, started_session


class Moment:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class Nobody:
    """Workers that are not there: what is due stays in the database."""

    async def wake(self, job_id: str) -> bool:
        return True


def with_resend(settings: Settings, service: FakeResend) -> Settings:
    """Settings that send through the fake, at a rate that no test waits for."""
    return settings.model_copy(
        update={"resend_api_key": SecretStr("re_key"), "resend_api_url": service.url, "resend_rate_per_s": 1_000.0}
    )


def waves_on(settings: Settings, database: Database, cache: Redis, clock: Moment) -> WaveService:
    jobs = JobService(JobRepository(database), Nobody(), KINDS, clock)
    return wave_service(settings, database, paced_mailer(settings, database, cache), jobs, clock)


async def invite(settings: Settings, database: Database, member: Member, session: str, rows: Sequence[RawRow]) -> None:
    service = InvitationService(
        sessions=session_service(database),
        invitations=Invitations(database),
        completion=Completion(EntryLog(database)),
        mail=mail_problems(settings, database),
        links=invitation_links(settings),
        audit=audit_trail(database),
        clock=utc_now,
    )
    imported = await service.invite(member, session, rows)
    assert imported.added == len(rows)


async def session_with_people(
    settings: Settings, database: Database, count: int, *, identity: str = "identified", **row: Any
) -> Session:
    """An open session that has invited ``p0@example.org`` and so on."""
    member = new_member()
    session = (await started_session(database, mode="open", member=member)).session
    await database["sessions"].update_one({"_id": session.id}, {"$set": {"settings.identity": identity}})
    await database["organizations"].insert_one(
        {"_id": member.organization, "name": "Tea & Co", "created_at": utc_now(), "owner": member.user, "version": 1}
    )
    await invite(settings, database, member, session.id, rows_of(range(count), **row))
    return session


def rows_of(numbers: Sequence[int], **row: Any) -> list[RawRow]:
    return [RawRow(number + 1, f"p{number}@example.org", f"Person {number}", **row) for number in numbers]


async def plan_for(database: Database, session: Session, plan: ReminderPlan, *, is_active: bool = True) -> StoredPlan:
    """Put a plan in place of whatever there is."""
    plans = Plans(database)
    before = await plans.find(session.id)
    after = StoredPlan(
        session=session.id,
        organization=session.organization,
        version=before.version + 1 if before is not None else 1,
        is_active=is_active,
        plan=plan,
        changed_at=utc_now(),
    )
    assert await plans.replace(before, after)
    return after


async def due_jobs(database: Database, now: datetime) -> list[dict[str, Any]]:
    """What workers would be told of, or just have been."""
    found = await database["jobs"].find({"kind": "send_wave", "is_open": True}).to_list(None)
    return sorted((job for job in found if job["due_at"] <= now + WAKE_AGAIN), key=lambda job: str(job["_id"]))


async def run_due(waves: WaveService, database: Database, clock: Moment, *, by: WaveService | None = None) -> int:
    """Look for what is due and do it, as scheduler and worker would; how many jobs that were. ``by``: another worker,
    where it is not the same."""
    await waves.look()
    jobs = await due_jobs(database, clock.now)
    for job in jobs:
        given = job["arguments"]
        due_at = datetime.fromisoformat(given["due"])
        await (by or waves).send(given["session"], given["wave"], int(given["version"]), due_at)
        await database["jobs"].update_one({"_id": job["_id"]}, {"$set": {"is_open": False, "state": "done"}})
    return len(jobs)


def received(service: FakeResend) -> dict[str, list[str]]:
    """Address → the waves whose mail came, in their order."""
    found: dict[str, list[str]] = {}
    for mail in service.mails():
        tags = {tag["name"]: tag["value"] for tag in mail["tags"]}
        found.setdefault(mail["to"][0], []).append(tags["wave"])
    return found


def replaced(plan: ReminderPlan, **changes: Any) -> ReminderPlan:
    return msgspec.structs.replace(plan, **changes)
