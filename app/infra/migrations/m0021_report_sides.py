"""Finding the reports of several sessions by each of them: an erasure in any one removes their files."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

SIDES = CollectionSpec(
    name="reports",
    indexes=(IndexModel([("others", ASCENDING), ("has_file", ASCENDING)], name="other_files"),),
)


async def apply(database: Database) -> None:
    """Create the index; reports of one session have no ``others``."""
    await ensure_collection(database, SIDES)
