"""Redis is emptied while mails, reports and deliveries are queued, and again while they are done, beside two schedulers
that both lead: everything happens, and once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.mailings.model import ReminderPlan
from app.infra.job_queue import JobQueue
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.wiring.jobs import KINDS, run_scheduler, run_worker
from app.wiring.mail import paced_mailer
from app.wiring.mailing import wave_service
from app.wiring.web import running_web
from tests.builders.colleagues import verified_owner
from tests.builders.fake_resend import fake_resend
from tests.builders.mailing import plan_for, received, session_with_people, with_resend
from tests.builders.reports import requested
from tests.builders.rest import data_of, started_session
from tests.builders.webhook_receiver import Receiver
from tests.fixtures.applications import http_client
from tests.fixtures.waiting import until

PEOPLE, REPORTS = 5, 3
IN_ORDER = ["session.started", "session.ended"]
pytestmark = pytest.mark.fault(15)


@asynccontextmanager
async def behind_the_scenes(settings: Settings) -> AsyncIterator[None]:
    """A worker and two schedulers."""
    stop = asyncio.Event()
    running = asyncio.gather(run_worker(settings, stop), *(run_scheduler(settings, stop) for _ in range(2)))
    try:
        yield
    finally:
        stop.set()
        await running


async def asked_for(settings: Settings, database: Database, cache: Redis, receiver: Receiver) -> str:
    """Reports, a session whose beginning and end a receiver wants to know, and a wave of mails; the session's id."""
    async with running_web(settings) as services, http_client(services, settings.frontend_dist) as http:
        ada = await verified_owner(http, database)
        data_of(await ada.post("/webhooks", {"url": receiver.url, "events": IN_ORDER}))
        session = (await started_session(ada, mode="open"))["id"]
        for _ in range(REPORTS):
            await requested(ada, session, "json")
        data_of(await ada.post(f"/sessions/{session}/control", {"action": "end"}))
    invited = await session_with_people(settings, database, PEOPLE)
    await plan_for(database, invited, ReminderPlan(starts_at=utc_now() - timedelta(minutes=1)))
    queue = JobQueue(settings.required_redis_url(), settings.database)
    jobs = JobService(JobRepository(database), queue, KINDS, utc_now)
    await wave_service(settings, database, paced_mailer(settings, database, cache), jobs).look()
    await queue.close()
    return str(session)


async def test_what_was_queued_when_redis_was_emptied_happens_once_beside_two_schedulers(
    settings: Settings, database: Database, redis_client: Redis
) -> None:
    receiver = Receiver()

    async def both_lead() -> None:
        """As after a pause of whoever led; and whoever was told of a job is told again."""
        await database["leases"].update_many({}, {"$set": {"holder": None}})
        await database["jobs"].update_many(
            {"is_open": True, "state": "queued"}, {"$set": {"due_at": utc_now()}, "$inc": {"revision": 1}}
        )

    async def all_is_done() -> bool:
        await both_lead()
        made = await database["reports"].count_documents({"state": "done"})
        return made == REPORTS and len(receiver.taken) == len(IN_ORDER) and len(received(resend)) == PEOPLE

    with fake_resend() as resend, receiver.up():
        settings = settings.model_copy(update={"webhooks_allow_private": True})
        session = await asked_for(settings, database, redis_client, receiver)
        await redis_client.flushall()
        async with behind_the_scenes(with_resend(settings, resend)):
            await until(lambda: bool(receiver.requests or resend.requests), within_s=30, every_s=0.1)
            await redis_client.flushall()
            await until(all_is_done, within_s=60, every_s=0.2)
        assert receiver.order(session) == IN_ORDER
        assert len(receiver.requests) == len(IN_ORDER)
        assert received(resend) == {f"p{number}@example.org": ["first"] for number in range(PEOPLE)}
    reports = await database["reports"].find({}).to_list(None)
    assert [(one["state"], one["attempt"]) for one in reports] == [("done", 1)] * REPORTS
    assert await database["report_files.files"].count_documents({}) == REPORTS
    jobs: list[dict[str, Any]] = await database["jobs"].find({}).to_list(None)
    recurring = [one["_id"] for one in jobs if one["organization"] is None]
    assert len(recurring) == len(set(recurring))
    assert {one["state"] for one in jobs if one["organization"] is not None} == {"done"}
