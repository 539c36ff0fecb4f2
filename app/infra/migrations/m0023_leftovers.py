"""What finds reports that nobody makes, and files that belong to none."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

LEFTOVERS = (
    CollectionSpec(
        name="reports",
        indexes=(
            IndexModel(
                [("is_open", ASCENDING), ("created_at", ASCENDING)],
                name="open_since",
                partialFilterExpression={"is_open": True},
            ),
        ),
    ),
    # The first piece of a file is there from the beginning of its upload, the file's own record only at the end.
    CollectionSpec(
        name="report_files.chunks",
        indexes=(
            IndexModel(
                [("n", ASCENDING), ("files_id", ASCENDING)], name="first_pieces", partialFilterExpression={"n": 0}
            ),
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create the indexes."""
    for spec in LEFTOVERS:
        await ensure_collection(database, spec)
