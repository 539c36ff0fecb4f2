"""`impactpulse jobs`: operators see what failed for good, have it done again, or leave it."""

from __future__ import annotations

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.model import JobError
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.infra.mongo import Database
from app.wiring.jobs import KINDS
from tests.builders.audit import recorded_changes
from tests.builders.mailing import Nobody
from tests.fixtures.commands import impactpulse


async def test_dead_jobs_of_all_are_listed_run_again_and_dismissed(settings: Settings, database: Database) -> None:
    jobs = JobService(JobRepository(database), Nobody(), KINDS, utc_now)
    for job_id, kind, organization in (
        ("ours", "upkeep", None),
        ("left", "forget_jobs", None),
        ("theirs", "deliver_webhook", "org_1"),
    ):
        await jobs.add(kind, {}, job_id=job_id, organization=organization)
        job = await jobs.take(job_id)
        assert job is not None
        await jobs.fail(job, JobError("unavailable", f"The server of {job_id} is away."), for_good=True)
    await jobs.add("upkeep", {}, job_id="waiting")
    left = await database["jobs"].find_one({"_id": "left"})
    assert left is not None
    await database["jobs"].insert_one({**left, "_id": "garbled", "losses": "many"})

    listed = await impactpulse(settings, "jobs", "list")
    assert "3 dead jobs" in listed.output
    assert "ours [system] 1x unavailable: The server of ours is away." in listed.output
    assert "theirs [org_1] 1x" in listed.output
    assert "1 dead jobs" in (await impactpulse(settings, "jobs", "list", "--kind", "upkeep")).output

    assert (await impactpulse(settings, "jobs", "again", "ours")).exit_code == 0
    refused = await impactpulse(settings, "jobs", "dismiss", "nobody's", "waiting", "left", "theirs", "left", "garbled")
    assert refused.exit_code == 1
    assert "nobody's: There is no job nobody's." in refused.output
    assert "waiting: This job is not dead." in refused.output
    assert "0 dead jobs" in (await impactpulse(settings, "jobs", "list")).output
    assert "(dismissed)" in (await impactpulse(settings, "jobs", "list", "--dismissed")).output
    again = await jobs.find("ours")
    assert again is not None
    assert (again.state, again.attempt) == ("queued", 0)
    assert (await jobs.backlog()).dead == 0
    assert await recorded_changes(database, "org_1", "job.dismissed") == [({"state": "dead"}, {"state": "dismissed"})]

    assert (await impactpulse(settings, "jobs", "again", "left")).exit_code == 0
    job = await jobs.take("left")
    assert job is not None
    await jobs.fail(job, JobError("unavailable", "Still away."), for_good=True)
    assert (await jobs.backlog()).dead == 1, "who runs it again wants to know how it ended"
