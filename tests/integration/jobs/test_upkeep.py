"""Workers finish erasures and remove what is kept no longer, without anybody asking."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.core.principals import Participant
from app.core.settings import Settings
from app.features.submissions.erased import ErasureRepository
from app.features.submissions.model import answers_id, entry_from
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from app.wiring.jobs import UPKEEP, run_scheduler, run_worker
from jobs.scheduler import Recurring
from tests.builders.audit import actions
from tests.builders.entries import draft_of, new_submission
from tests.builders.sessions import new_member, opened_session
from tests.fixtures.waiting import until
from tests.integration.log.running import expired_session


async def test_every_hour_a_worker_finishes_erasures_and_removes_what_is_kept_no_longer(
    settings: Settings, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    member, hourly = new_member(), Recurring(UPKEEP, timedelta(hours=1))
    session = await expired_session(database, member, 5)
    other, erasures = (await opened_session(database)).session, ErasureRepository(database)
    said = entry_from(draft_of(other, new_submission(other.id, "word", "mine"), "par_1"), None)
    await EntryLog(database).append_many([said])
    await erasures.begin(Participant("par_1", other.id, other.organization), asked_by="par_1", at=utc_now())

    async def is_done() -> bool:
        return await database["jobs"].count_documents({"kind": UPKEEP, "state": "done"}) > 0

    stop, hours = asyncio.Event(), {hourly.job_id(utc_now())}
    running = asyncio.gather(run_worker(settings, stop), run_scheduler(settings, stop))
    try:
        await until(is_done, within_s=30)
    finally:
        stop.set()
        await running
    hours.add(hourly.job_id(utc_now()))
    assert {job["_id"] async for job in database["jobs"].find({"kind": UPKEEP})} <= hours
    assert await database["entries"].count_documents({"session": session.id}) == 0
    assert await erasures.revisions(other.id) == {answers_id(said.id): 2}
    assert "mine" not in str(await database["entries"].find({"session": other.id}).to_list(None))
    assert (await actions(database, member.organization))[-1] == "session.log_removed"
    assert "deleted: accounts 0, organizations 0; reuses told: 0" in caplog.text
