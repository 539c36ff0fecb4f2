"""What finds the organizations and the users that are to be deleted, and the last of what an organization holds."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

DELETION = (
    CollectionSpec(
        name="organizations", indexes=(IndexModel([("deletion.due_at", ASCENDING)], name="deletion_due", sparse=True),)
    ),
    CollectionSpec(
        name="users", indexes=(IndexModel([("deletion_begun_at", ASCENDING)], name="deletion_begun", sparse=True),)
    ),
    CollectionSpec(name="mail_suppressions", indexes=(IndexModel([("organization", ASCENDING)], name="organization"),)),
)


async def apply(database: Database) -> None:
    """Create the indexes."""
    for spec in DELETION:
        await ensure_collection(database, spec)
