"""What runs without anybody waiting for it (relay, writer, worker, upkeep, verify) reads by indexes too."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.jobs import UPKEEP, run_scheduler, run_worker
from app.wiring.upkeep import run_upkeep
from app.wiring.verification import verify_audit, verify_session
from tests.builders.images import uploaded
from tests.builders.rest import answer, data_of, joined, keep_answers_for, registered, started_session
from tests.fixtures.gateways import Gateway
from tests.fixtures.queries import Recorder
from tests.fixtures.waiting import until

READ = {
    "tallies",
    "entries",
    "sessions",
    "surveys",
    "erasures",
    "jobs",
    "audit_events",
    "audit_heads",
    "participants",
    "quota_places",
    "images",
}
"""What must have been looked into, or nothing was shown."""


async def test_what_runs_behind_the_scenes_reads_by_indexes(
    live_gateway: Gateway, settings: Settings, database: Database, queries: Recorder
) -> None:
    async with httpx.AsyncClient(base_url=live_gateway.base_url) as http:
        ada = await registered(http)
        session = await started_session(ada, mode="open")
        data_of(await uploaded(ada))
        phone, leaving = await joined(http, session), await joined(http, session)
        for one in (phone, leaving):
            form = answer("q1", "tea") | {"part": "form"}
            data_of(await one.post(f"/sessions/{session['id']}/submissions", form))
        data_of(await leaving.call("DELETE", "/participants/me"))
        data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
        await keep_answers_for(ada, session["survey"], 1)

    async def agrees() -> bool:
        return (await verify_session(settings, session["id"])).agrees

    await until(agrees)
    assert [found.finding async for found in verify_audit(settings, None)] == [None]
    long_ago = utc_now() - timedelta(days=9)
    await database["sessions"].update_one({"_id": session["id"]}, {"$set": {"state.ended_at": long_ago}})
    assert (await run_upkeep(settings)).answers.logs_removed == 1

    async def is_done() -> bool:
        return await database["jobs"].count_documents({"kind": UPKEEP, "state": "done"}) > 0

    stop = asyncio.Event()
    running = asyncio.gather(run_worker(settings, stop), run_scheduler(settings, stop))
    try:
        await until(is_done, within_s=30)
    finally:
        stop.set()
        await running
    assert {shape.partition(":")[0] for shape in queries.found} >= READ
