"""What finds the logins that were ended because a refresh token came twice, and of which nobody was told."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

UNTOLD = CollectionSpec(
    name="token_families",
    indexes=(IndexModel([("reused_told", ASCENDING)], name="untold", partialFilterExpression={"reused_told": False}),),
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, UNTOLD)
