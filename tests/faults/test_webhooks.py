"""A receiver that is down for a while, and workers and schedulers that are killed meanwhile: everything arrives."""

from __future__ import annotations

from signal import SIGKILL

import httpx
import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import running_web
from tests.builders.colleagues import verified_owner
from tests.builders.rest import data_of, published_survey, started_session
from tests.builders.webhook_receiver import Receiver
from tests.fixtures.applications import http_client
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

SESSIONS = 3
IN_ORDER = ["session.started", "session.ended"]
pytestmark = pytest.mark.fault


async def run_sessions(http: httpx.AsyncClient, database: Database, receiver: Receiver) -> list[str]:
    """Sessions that began and ended while nobody listened; their ids."""
    ada = await verified_owner(http, database)
    survey = await published_survey(ada)
    data_of(await ada.post("/webhooks", {"url": receiver.url, "events": IN_ORDER}))
    ids = []
    for _ in range(SESSIONS):
        session = (await started_session(ada, survey=survey))["id"]
        data_of(await ada.post(f"/sessions/{session}/control", {"action": "end"}))
        ids.append(session)
    return ids


async def test_a_receiver_that_is_down_while_workers_die_gets_everything_in_order_and_once_per_id(
    settings: Settings, database: Database, processes: ProcessStarter
) -> None:
    settings = settings.model_copy(update={"webhooks_allow_private": True, "relay_lease_s": 1.0})
    receiver = Receiver()
    async with running_web(settings) as services, http_client(services, settings.frontend_dist) as http:
        sessions = await run_sessions(http, database, receiver)
    worker, scheduler = (processes.background(name, settings) for name in ("worker", "scheduler"))

    async def all_have_failed() -> bool:
        return bool(await database["webhook_deliveries"].count_documents({"attempt": {"$gt": 0}}) == SESSIONS)

    async def no_more_waiting() -> None:
        """As if pauses and leases were over."""
        await database["jobs"].update_many({"is_open": True}, {"$set": {"due_at": utc_now()}, "$inc": {"revision": 1}})

    await until(all_have_failed, within_s=30, every_s=0.2)
    receiver.release.clear()  # from now on it takes a request, but its answer does not come
    await no_more_waiting()
    with receiver.up():
        await until(lambda: len(receiver.taken) >= 1, within_s=30)
        worker.signal(SIGKILL)
        scheduler.signal(SIGKILL)
        receiver.release.set()
        await no_more_waiting()
        for name in ("worker", "scheduler"):
            processes.background(name, settings)
        await until(lambda: len(receiver.taken) == 2 * SESSIONS, within_s=40)
        assert {session: receiver.order(session) for session in sessions} == dict.fromkeys(sessions, IN_ORDER)
        sent = [request.id for request in receiver.requests]
        assert len(sent) > len(set(sent)) == 2 * SESSIONS, "what nobody wrote down was sent again, under its id"
