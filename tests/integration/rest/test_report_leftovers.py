"""What processes leave of reports when they end at any instruction: nothing waits for ever, and no file stays."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.core.clock import utc_now
from app.features.jobs.model import JobKind
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.reports.maker import ReportMaker
from app.features.reports.model import file_id
from app.infra.file_store import FileStore
from app.infra.mongo import Database
from app.wiring.jobs import KINDS
from app.wiring.reports import BUCKET, report_adoption, report_maker, report_upkeep
from jobs.worker import Work, Worker
from tests.builders.mailing import Moment, Nobody
from tests.builders.reports import requested
from tests.builders.rest import Caller, data_of, registered, started_session
from tests.builders.sessions import Silent, participant_service, session_service


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
async def session(ada: Caller) -> str:
    return str((await started_session(ada, mode="open"))["id"])


@pytest.fixture
def jobs(database: Database) -> JobService:
    return JobService(JobRepository(database), Nobody(), KINDS, utc_now)


@pytest.fixture
def maker(database: Database) -> ReportMaker:
    return report_maker(database, session_service(database), participant_service(database), Silent())


@pytest.fixture
def look(database: Database, jobs: JobService) -> Callable[[], Awaitable[int]]:
    """As two minutes from now."""
    clock = Moment()
    clock.move(minutes=2)
    return report_adoption(database, Silent(), jobs, clock).look


async def test_a_report_whose_job_was_never_added_gets_one_and_is_made(
    ada: Caller,
    session: str,
    database: Database,
    maker: ReportMaker,
    look: Callable[[], Awaitable[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def killed(*_: object, **__: object) -> bool:
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as patch:
        patch.setattr(JobService, "add", killed)
        refused = await ada.post(f"/sessions/{session}/reports", {"format": "json"})
    assert refused.status_code == 500
    (report,) = data_of(await ada.get(f"/sessions/{session}/reports"))["items"]
    assert await database["jobs"].count_documents({"kind": "make_report"}) == 0
    assert [await look(), await look()] == [1, 0]
    (job,) = await database["jobs"].find({"kind": "make_report"}).to_list(None)
    assert (job["_id"], job["arguments"]) == (f"make_report:{report['id']}", {"report": report["id"]})
    await maker.make(job["arguments"]["report"], is_last=False)
    assert data_of(await ada.get(f"/reports/{report['id']}"))["state"] == "done"


async def test_a_job_that_cannot_be_read_holds_up_no_other_report(
    ada: Caller, session: str, database: Database, look: Callable[[], Awaitable[int]]
) -> None:
    garbled, left = [f"make_report:{(await requested(ada, session, 'json'))['id']}" for _ in range(2)]
    unreadable = {"$set": {"attempt": "many"}}
    await database["jobs"].update_one({"_id": garbled}, unreadable, bypass_document_validation=True)
    await database["jobs"].delete_one({"_id": left})
    with pytest.raises(ValueError, match="attempt"):
        await look()
    assert await database["jobs"].count_documents({"_id": left}) == 1


async def test_a_report_that_takes_too_long_in_every_attempt_fails_and_makes_room(
    ada: Caller,
    session: str,
    jobs: JobService,
    maker: ReportMaker,
    look: Callable[[], Awaitable[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = (await requested(ada, session, "json"))["id"]
    assert await look() == 0, "its job is under way"
    impatient = JobKind(name="make_report", max_attempts=1, timeout=timedelta(seconds=0.05))
    monkeypatch.setattr("app.features.reports.maker.SETTLE_S", 60.0)
    monkeypatch.setattr(jobs, "_kinds", {"make_report": impatient})
    works: dict[str, Work] = {"make_report": lambda _job: maker.make(report, is_last=True)}
    worker = Worker(jobs, {"make_report": impatient}, works, asyncio.Event())
    await worker.run(f"make_report:{report}")
    assert data_of(await ada.get(f"/reports/{report}"))["state"] == "running", "who was cut off could not say so"
    assert [await look(), await look()] == [1, 0]
    left = data_of(await ada.get(f"/reports/{report}"))
    assert (left["state"], left["error"]["code"]) == ("failed", "report_abandoned")


async def test_files_that_no_report_has_go_after_a_day_whole_or_cut_off(
    ada: Caller, session: str, database: Database, maker: ReportMaker, tmp_path: Path
) -> None:
    made, waiting = [(await requested(ada, session, "json"))["id"] for _ in range(2)]
    await maker.make(made, is_last=True)
    source = tmp_path / "report"
    source.write_bytes(b"x" * 10)
    for name in (file_id(made, 7), file_id(waiting, 1), "rep_gone-1", "rep_gone-2"):
        await FileStore(database, BUCKET).save(name, "a", source)
    await database[f"{BUCKET}.files"].delete_one({"_id": "rep_gone-2"})  # written last: its worker was killed before
    clock = Moment()
    upkeep = report_upkeep(database, session_service(database), Silent(), clock)
    assert await upkeep.run() == 0, "somebody may still be writing"
    clock.move(days=1, minutes=1)
    assert [await upkeep.run(), await upkeep.run()] == [3, 0]
    kept = {file_id(made, 1), file_id(waiting, 1)}
    assert {one["files_id"] async for one in database[f"{BUCKET}.chunks"].find()} == kept
    assert {one["_id"] async for one in database[f"{BUCKET}.files"].find()} == kept
