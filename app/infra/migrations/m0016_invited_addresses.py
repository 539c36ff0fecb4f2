"""What is open for an address, in whatever organization."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

INVITED = CollectionSpec(
    name="member_invitations",
    indexes=(IndexModel([("email", ASCENDING), ("status", ASCENDING)], name="address"),),
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, INVITED)
