"""What finds the jobs of one kind that wait or run."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

OPEN = CollectionSpec(
    name="jobs", indexes=(IndexModel([("kind", ASCENDING), ("is_open", ASCENDING)], name="kind_open"),)
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, OPEN)
