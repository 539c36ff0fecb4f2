"""Job records in MongoDB."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from app.features.jobs.model import WAKE_AGAIN, Arguments, Backlog, Job, JobState
from app.infra.documents import readable, readable_of
from app.infra.listing import Asked, Found, listed
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
ALL = "jobs"
MOST_DEAD = 10_000
MOST_SUPERSEDED = 100


class JobRepository:
    def __init__(self, database: Database) -> None:
        self._jobs = database["jobs"]
        self._numbering = Numbering(database)

    async def next_number(self, organization: str) -> int:
        """The number of a new job of this organization."""
        return await self._numbering.next(organization, ALL)

    async def add(self, job: Job) -> bool:
        """False where a job with this id was added before."""
        try:
            await self._jobs.insert_one(_document(job))
        except DuplicateKeyError:
            return False
        return True

    async def find(self, job_id: str) -> Job | None:
        document = await self._jobs.find_one({"_id": job_id})
        return _job(document) if document else None

    async def find_in(self, organization: str, job_id: str) -> Job | None:
        """For members."""
        document = await self._jobs.find_one({"_id": job_id, "organization": organization})
        return _job(document) if document else None

    async def listed(self, organization: str, asked: Asked, state: JobState | None, kind: str | None) -> Found[Job]:
        """Those of an organization that fit; a state has an index of its own, for the dead are few among many."""
        scope = {"organization": organization} | ({"state": state} if state else {})
        latest = await self._numbering.latest(organization, ALL)
        conditions = {"kind": kind} if kind else {}
        return await listed(self._jobs, scope, asked, _job, conditions=conditions, latest=latest)

    async def replace(self, before: Job, after: Job) -> bool:
        """Compare-and-set on the revision; False where somebody else took a step first."""
        result = await self._jobs.replace_one({"_id": before.id, "revision": before.revision}, _document(after))
        return result.modified_count == 1

    async def due(self, now: datetime, most: int) -> list[Job]:
        """Open jobs that wait and that somebody must look at, in no order."""
        pipeline: list[dict[str, Any]] = [  # one condition more in the first stage, and the embedded server scans
            {"$match": {"is_open": True, "due_at": {"$gte": BEGINNING, "$lte": now}}},
            {"$match": {"state": {"$ne": "running"}}},
            {"$limit": most},
        ]
        return [job async for job in readable(self._jobs.aggregate(pipeline), _job, "job")]

    async def running(self) -> list[Job]:
        """Those that a worker has, or had when it was lost."""
        return [job async for job in readable(self._jobs.find({"state": "running"}), _job, "job")]

    async def open_arguments(self, kind: str) -> list[Arguments]:
        """What the jobs of a kind are to do that have not ended."""
        query = {"kind": kind, "is_open": True}
        return [document["arguments"] async for document in self._jobs.find(query, {"arguments": 1})]

    async def backlog(self, now: datetime) -> Backlog:
        """How far workers are behind, in all organizations together."""
        in_sight = {"is_open": True, "due_at": {"$gte": BEGINNING, "$lte": now + WAKE_AGAIN}}
        pipeline: list[dict[str, Any]] = [
            {"$match": in_sight},
            {"$project": {"state": 1, "wanted_at": {"$ifNull": ["$wanted_at", "$created_at"]}}},
            {"$match": {"state": {"$in": ["queued", "waiting"]}, "wanted_at": {"$lte": now}}},
            {"$group": {"_id": None, "waiting": {"$sum": 1}, "oldest": {"$min": "$wanted_at"}}},
        ]
        found = await self._jobs.aggregate(pipeline).to_list(1)
        waits: list[dict[str, Any]] = [
            {"$match": {"state": "dead"}},
            {"$match": {"dismissed_at": None}},
            {"$count": "dead"},
        ]
        dead = await self._jobs.aggregate(waits).to_list(1)
        oldest_s = (now - found[0]["oldest"]).total_seconds() if found else 0.0
        return Backlog(int(found[0]["waiting"]) if found else 0, oldest_s, dead[0]["dead"] if dead else 0)

    async def dead(self) -> list[Job]:
        """Those of all organizations and of none that failed for good, at most MOST_DEAD, the last first."""
        found = await self._jobs.find({"state": "dead"}).to_list(MOST_DEAD)
        return sorted(readable_of(found, _job, "job"), key=lambda job: job.finished_at or job.created_at, reverse=True)

    async def dead_arguments(self, kind: str) -> list[Arguments]:
        """What the jobs of a kind were to do that failed for good and wait for a person, in no order."""
        pipeline: list[dict[str, Any]] = [  # one condition for each stage, as below
            {"$match": {"state": "dead"}},
            {"$match": {"kind": kind, "dismissed_at": None}},
            {"$project": {"arguments": 1}},
        ]
        return [document["arguments"] async for document in self._jobs.aggregate(pipeline)]

    async def dismiss(self, job_id: str, at: datetime) -> bool:
        """By its id alone, so also a record that cannot be read; False unless it is dead."""
        change = {"$set": {"dismissed_at": at}, "$inc": {"revision": 1}}
        return (await self._jobs.update_one({"_id": job_id, "state": "dead"}, change)).modified_count == 1

    async def dead_before(self, job: Job) -> list[Job]:
        """Those of its kind that were added earlier and wait for a person, so many at once, in no order."""
        # One condition for each stage: the embedded server scans where the partial index of the dead is joined by more.
        pipeline: list[dict[str, Any]] = [
            {"$match": {"state": "dead"}},
            {"$match": {"kind": job.kind, "dismissed_at": None, "created_at": {"$lt": job.created_at}}},
            {"$limit": MOST_SUPERSEDED},
        ]
        return [one async for one in readable(self._jobs.aggregate(pipeline), _job, "job")]

    async def forget(self, now: datetime) -> int:
        """Remove closed jobs whose time is over; how many."""
        query = {"is_open": False, "due_at": {"$gte": BEGINNING, "$lte": now}}
        return int((await self._jobs.delete_many(query)).deleted_count)


def _document(job: Job) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(job, builtin_types=(datetime,))
    return {"_id": document.pop("id"), **document}


def _job(document: dict[str, Any]) -> Job:
    return msgspec.convert({**document, "id": document["_id"]}, Job)
