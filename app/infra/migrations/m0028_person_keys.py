"""What finds the users whose memberships do not have their new name or address yet."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

DUE = CollectionSpec(
    name="users",
    indexes=(
        IndexModel(
            [("person_key_due", ASCENDING)], name="person_key_due", partialFilterExpression={"person_key_due": True}
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, DUE)
