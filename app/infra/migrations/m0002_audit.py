"""The audit chains and the second place that knows where each of them ends."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import DATE, HASH, STRING, STRING_OR_NULL, document, integer
from app.infra.mongo import Database

FILTERS = ("actor", "action", "target")

AUDIT = (
    CollectionSpec(
        name="audit_events",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "number": integer(1),
                "id": STRING,
                "at": DATE,
                "actor": STRING,
                "login": STRING,
                "action": STRING,
                "target": STRING,
                "request": STRING,
                "address": STRING,
                "before": STRING_OR_NULL,
                "after": STRING_OR_NULL,
                "previous": HASH,
                "hash": HASH,
                "seal": HASH,
            }
        ),
        indexes=(
            IndexModel([("organization", ASCENDING), ("number", ASCENDING)], name="number", unique=True),
            *(
                IndexModel([("organization", ASCENDING), (field, ASCENDING), ("number", ASCENDING)], name=field)
                for field in FILTERS
            ),
        ),
    ),
    CollectionSpec(
        name="audit_heads",
        schema=document({"_id": STRING, "number": integer(1), "hash": HASH, "at": DATE, "seal": HASH}),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete both."""
    for spec in AUDIT:
        await ensure_collection(database, spec)
