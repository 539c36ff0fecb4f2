"""Which participants were erased, and which surveys have a retention period."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import ARRAY, BOOLEAN, DATE, DATE_OR_NULL, STRING, document
from app.infra.mongo import Database

ERASURE = (
    CollectionSpec(
        name="erasures",
        schema=document(
            {
                "_id": STRING,
                "session": STRING,
                "organization": STRING,
                "requested_at": DATE,
                "is_open": BOOLEAN,
                "chains": ARRAY,
            },
            {"wiped_at": DATE_OR_NULL},
        ),
        indexes=(
            IndexModel([("session", ASCENDING)], name="session"),
            IndexModel([("is_open", ASCENDING)], name="open", partialFilterExpression={"is_open": True}),
        ),
    ),
    CollectionSpec(
        name="surveys",
        indexes=(
            IndexModel(
                [("retention_days", ASCENDING)],
                name="retention",
                partialFilterExpression={"retention_days": {"$gt": 0}},
            ),
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete both."""
    for spec in ERASURE:
        await ensure_collection(database, spec)
