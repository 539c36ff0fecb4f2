"""What finds the jobs that run."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

RUNNING = CollectionSpec(
    name="jobs",
    indexes=(
        IndexModel(
            [("state", ASCENDING), ("started_at", ASCENDING)],
            name="running",
            partialFilterExpression={"state": "running"},
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, RUNNING)
