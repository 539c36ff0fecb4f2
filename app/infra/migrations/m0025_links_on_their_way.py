"""Links of invitations whose mail is on its way."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

COMING = CollectionSpec(
    name="member_invitations", indexes=(IndexModel([("coming", ASCENDING)], name="coming", sparse=True),)
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, COMING)
