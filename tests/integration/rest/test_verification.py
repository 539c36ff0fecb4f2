"""The mark of proved results: what the last recount of the log said, and whether it is still of what stands."""

from __future__ import annotations

import httpx

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.analytics.reconciler import Reconciler
from app.features.analytics.recounts import RecountRepository
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.sessions.repository import SessionRepository
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from app.wiring.jobs import KINDS
from tests.builders.mailing import Nobody
from tests.builders.rest import answer, data_of, joined, registered, started_session
from tests.builders.sessions import session_service
from tests.fixtures.gateways import running_relay
from tests.fixtures.waiting import until


def reconciler_on(database: Database) -> Reconciler:
    tallies = TallyRepository(database)
    return Reconciler(
        sessions=SessionRepository(database),
        tallies=tallies,
        recounts=RecountRepository(database),
        analytics=AnalyticsService(tallies=tallies, entries=EntryLog(database), sessions=session_service(database)),
        jobs=JobService(JobRepository(database), Nobody(), KINDS, utc_now),
        clock=utc_now,
    )


async def test_results_are_verified_then_moved_on_then_verified_and_drift_is_said(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada = await registered(http)
    session = await started_session(ada, "open")
    path, reconciler = f"/sessions/{session['id']}", reconciler_on(database)

    async def verdict() -> str:
        return str(data_of(await ada.get(f"{path}/verification"))["verdict"])

    async def answered(times: int) -> None:
        form = answer("form", None) | {"answers": {"q1": "tea"}}
        data_of(await (await joined(http, session)).post(f"{path}/submissions", form))
        await until(lambda: counted(times))

    async def counted(times: int) -> bool:
        return bool(data_of(await ada.get(f"{path}/results"))["data"]["entries"] == times)

    assert await verdict() == "not_recounted"
    async with running_relay(settings):
        await answered(1)
        await reconciler.recount(session["id"])
        mark = data_of(await ada.get(f"{path}/verification"))
        assert (mark["verdict"], mark["recounted"]) == ("verified", mark["current"])
        assert mark["recounted_at"] is not None
        await answered(2)
        assert await verdict() == "moved_on"
        await reconciler.recount(session["id"])
        assert await verdict() == "verified"
    await database["tallies"].update_one({"_id": session["id"]}, {"$inc": {"cells.q1@1.n": 1, "version": 1}})
    await reconciler.recount(session["id"])
    assert await verdict() == "drift"
