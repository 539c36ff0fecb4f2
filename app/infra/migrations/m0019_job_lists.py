"""The numbers by which an organization's jobs are listed, and the indexes of its lists.

A worker of the release before that takes a step with a job drops its number: until all workers are new, such a job is
in no list, and lacks nothing else.
"""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database
from app.infra.numbering import Numbering

LISTS = CollectionSpec(
    name="jobs",
    indexes=(
        IndexModel([("organization", ASCENDING), ("number", ASCENDING)], name="number"),
        IndexModel([("organization", ASCENDING), ("state", ASCENDING), ("number", ASCENDING)], name="state_number"),
        IndexModel([("state", ASCENDING)], name="dead", partialFilterExpression={"state": "dead"}),
    ),
)


async def apply(database: Database) -> None:
    """Create the indexes, then number what was added before; what has a number keeps it."""
    await ensure_collection(database, LISTS)
    numbering, jobs = Numbering(database), database["jobs"]
    unnumbered = {"organization": {"$type": "string"}, "number": {"$exists": False}}
    found = await jobs.find(unnumbered, {"organization": 1, "created_at": 1}).to_list(None)
    for job in sorted(found, key=lambda one: one["created_at"]):
        number = await numbering.next(job["organization"], "jobs")
        await jobs.update_one({"_id": job["_id"], "number": {"$exists": False}}, {"$set": {"number": number}})
