"""Work behind the scenes over REST: seen by admins of its organization, and done again when they say so."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.model import JobError
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import DEAD, OLDEST_SECONDS, WAITING, JobService
from app.infra.migrations import migrate
from app.infra.mongo import Database
from app.wiring.jobs import KINDS
from tests.builders.audit import recorded
from tests.builders.mailing import Moment, Nobody
from tests.builders.reports import requested, working
from tests.builders.rest import Caller, code_of, data_of, registered, started_session
from tests.fixtures.waiting import until

GONE = JobError("unavailable", "The mail service is away.")


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
async def organization(ada: Caller) -> str:
    return str(data_of(await ada.get("/auth/me"))["organization"]["id"])


@pytest.fixture
def jobs(database: Database) -> JobService:
    return JobService(JobRepository(database), Nobody(), KINDS, utc_now)


async def killed(jobs: JobService, job_id: str) -> None:
    job = await jobs.take(job_id)
    assert job is not None
    assert await jobs.fail(job, GONE, for_good=True)


async def ids(caller: Caller, query: str = "") -> list[str]:
    return [job["id"] for job in data_of(await caller.get(f"/jobs{query}"))["items"]]


async def test_jobs_are_listed_the_newest_first_by_state_and_kind_and_page(
    http: httpx.AsyncClient, ada: Caller, organization: str, jobs: JobService
) -> None:
    for number in range(5):
        kind = "send_wave" if number % 2 else "make_report"
        assert await jobs.add(kind, {}, job_id=f"job:{number}", organization=organization)
        assert not await jobs.add(kind, {}, job_id=f"job:{number}", organization=organization)
    await jobs.add("upkeep", {}, job_id="nobody's")
    await killed(jobs, "job:2")
    assert await ids(ada) == ["job:4", "job:3", "job:2", "job:1", "job:0"]
    assert await ids(ada, "?kind=send_wave") == ["job:3", "job:1"]
    assert await ids(ada, "?state=dead") == ["job:2"]
    first = data_of(await ada.get("/jobs?limit=2&sort=created_at"))
    assert [job["id"] for job in first["items"]] == ["job:0", "job:1"]
    assert await ids(ada, f"?limit=2&sort=created_at&cursor={first['next_cursor']}") == ["job:2", "job:3"]
    assert code_of(await ada.get(f"/jobs?limit=2&cursor={first['next_cursor']}")) == "cursor_mismatch"
    assert await ids(await registered(http, "eve")) == []


async def test_a_dead_job_is_seen_with_its_failure_and_runs_again_once(
    ada: Caller, organization: str, jobs: JobService, database: Database
) -> None:
    job_id = "send_wave:ses_1:first:1:to_3"
    await jobs.add("send_wave", {"session": "ses_1"}, job_id=job_id, organization=organization)
    path = f"/jobs/{quote(job_id, safe='')}"
    assert code_of(await ada.post(f"{path}/run-again")) == "wrong_state"
    await killed(jobs, job_id)
    seen = data_of(await ada.get(path))
    assert (seen["state"], seen["attempt"], seen["arguments"]) == ("dead", 1, {"session": "ses_1"})
    assert seen["error"] == {"code": GONE.kind, "message": GONE.message}
    assert seen["links"]["self"] == f"/api/v1{path}"
    again = await ada.post(seen["links"]["run_again"].removeprefix("/api/v1"))
    assert (again.status_code, data_of(again)["state"], data_of(again)["attempt"]) == (202, "queued", 0)
    assert code_of(await ada.post(f"{path}/run-again")) == "wrong_state"
    event = (await recorded(database, organization))[-1]
    assert (event["action"], event["target"], event["after"]) == ("job.requeued", job_id, '{"state":"queued"}')


async def test_a_report_that_failed_is_made_when_its_job_runs_again(
    ada: Caller, settings: Settings, database: Database, jobs: JobService
) -> None:
    session = (await started_session(ada, mode="open"))["id"]
    report = (await requested(ada, session, "json"))["id"]
    job_id = f"make_report:{report}"
    await killed(jobs, job_id)
    await database["reports"].update_one({"_id": report}, {"$set": {"state": "failed", "is_open": False}})
    assert data_of(await ada.post(f"/jobs/{quote(job_id, safe='')}/run-again"))["state"] == "queued"

    async def is_made() -> bool:
        return bool(data_of(await ada.get(f"/reports/{report}"))["state"] == "done")

    async with working(settings):
        await until(is_made, every_s=0.1)


async def test_the_backlog_counts_what_no_worker_has_taken_since_it_was_due(
    organization: str, database: Database
) -> None:
    clock = Moment()
    jobs = JobService(JobRepository(database), Nobody(), KINDS, clock)
    assert (await jobs.backlog()).waiting == 0
    for number in range(3):
        await jobs.add("upkeep", {}, job_id=f"upkeep:{number}")
    await jobs.add("upkeep", {}, job_id="later", due_at=clock.now.replace(year=2100))
    clock.move(seconds=20)
    assert await jobs.wake_due() == 3
    found = await jobs.backlog()
    assert (found.waiting, round(found.oldest_s), found.dead) == (3, 20, 0)
    await killed(jobs, "upkeep:0")
    assert await jobs.take("upkeep:1")
    found = await jobs.backlog()
    assert (found.waiting, found.dead) == (1, 1)


async def test_gauges_tell_how_long_jobs_have_waited_however_often_workers_were_woken(database: Database) -> None:
    clock = Moment()
    jobs = JobService(JobRepository(database), Nobody(), KINDS, clock)
    await jobs.add("upkeep", {}, job_id="upkeep:1")
    await jobs.add("upkeep", {}, job_id="upkeep:2")
    await killed(jobs, "upkeep:2")
    for _ in range(3):
        clock.move(seconds=20)
        await jobs.wake_due()
    assert (WAITING.value, round(OLDEST_SECONDS.value), DEAD.value) == (1, 60, 1)
    assert await jobs.take("upkeep:1")
    clock.move(seconds=4)
    await jobs.wake_due()
    assert WAITING.value == 1, "not counted at every tick"
    clock.move(seconds=1)
    await jobs.wake_due()
    assert (WAITING.value, OLDEST_SECONDS.value, DEAD.value) == (0, 0, 1)


async def test_jobs_of_the_release_before_get_their_numbers_by_age(
    ada: Caller, organization: str, jobs: JobService, database: Database
) -> None:
    for name in ("second", "first", "system"):
        await jobs.add("upkeep", {}, job_id=name, organization=None if name == "system" else organization)
    await database["jobs"].update_many({}, {"$unset": {"number": "", "wanted_at": ""}})
    await database["jobs"].update_one({"_id": "first"}, {"$set": {"created_at": utc_now().replace(year=2020)}})
    assert await ids(ada) == []
    await database["migrations"].delete_one({"_id": "0019_job_lists"})
    await migrate(database)
    assert await ids(ada) == ["second", "first"]
