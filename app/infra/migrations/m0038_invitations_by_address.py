"""What finds the sessions of an organization that an address is invited to."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

BY_ADDRESS = CollectionSpec(
    name="invitations",
    indexes=(IndexModel([("organization", ASCENDING), ("address", ASCENDING)], name="of_organization"),),
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, BY_ADDRESS)
