"""A worker that is killed while it makes a report: another one makes it, and nothing of the first is left."""

from __future__ import annotations

import asyncio
from signal import SIGKILL

import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.jobs import run_scheduler
from app.wiring.reports import BUCKET
from app.wiring.web import running_web
from tests.builders.reports import downloaded, ended, members, requested, working
from tests.builders.rest import answer, data_of, joined, registered, started_session
from tests.faults.conftest import StartWorker
from tests.fixtures.applications import http_client
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(23)


async def test_a_report_survives_the_workers_that_make_it(
    settings: Settings, database: Database, start_worker: StartWorker, findings: Findings, sized: Sized
) -> None:
    settings = settings.model_copy(update={"relay_lease_s": 1.0})

    async def is_running(attempt: int) -> bool:
        return await database["reports"].count_documents({"state": "running", "attempt": attempt}) == 1

    async with running_web(settings) as services, http_client(services, settings.frontend_dist) as http:
        ada = await registered(http)
        session = await started_session(ada, mode="open")
        phone = await joined(http, session)
        form = answer("q1", "tea") | {"part": "form"}
        data_of(await phone.post(f"/sessions/{session['id']}/submissions", form))
        report = (await requested(ada, session["id"], "csv"))["id"]
        stop = asyncio.Event()
        scheduler = asyncio.create_task(run_scheduler(settings, stop))
        for kill in range(1, sized(1, at_length=5) + 1):
            worker = start_worker(settings)
            await until(lambda attempt=kill: is_running(attempt), within_s=30, every_s=0.02)
            worker.signal(SIGKILL)
        async with working(settings):
            assert (await ended(ada, report))["state"] == "done"
        assert members(await downloaded(ada, report))
        stop.set()
        await scheduler
    files = await database[f"{BUCKET}.files"].count_documents({})
    findings.tried(sized(1, at_length=5))
    findings.kept(1, lost=1 - min(files, 1), twice=max(files, 1) - 1)
    assert files == 1
    assert len(await database[f"{BUCKET}.chunks"].distinct("files_id")) == 1
