"""Job records in MongoDB."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from app.features.jobs.model import Job
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class JobRepository:
    def __init__(self, database: Database) -> None:
        self._jobs = database["jobs"]

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

    async def replace(self, before: Job, after: Job) -> bool:
        """Compare-and-set on the revision; False where somebody else took a step first."""
        result = await self._jobs.replace_one({"_id": before.id, "revision": before.revision}, _document(after))
        return result.modified_count == 1

    async def due(self, now: datetime, most: int) -> list[Job]:
        """Open jobs that somebody must look at, in no order."""
        query = {"is_open": True, "due_at": {"$gte": BEGINNING, "$lte": now}}
        return [_job(document) for document in await self._jobs.find(query).to_list(most)]

    async def forget(self, now: datetime) -> int:
        """Remove closed jobs whose time is over; how many."""
        query = {"is_open": False, "due_at": {"$gte": BEGINNING, "$lte": now}}
        return int((await self._jobs.delete_many(query)).deleted_count)


def _document(job: Job) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(job, builtin_types=(datetime,))
    return {"_id": document.pop("id"), **document}


def _job(document: dict[str, Any]) -> Job:
    return msgspec.convert({**document, "id": document["_id"]}, Job)
