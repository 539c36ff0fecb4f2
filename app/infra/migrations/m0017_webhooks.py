"""Webhooks, and the log of their deliveries."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import ARRAY, BOOLEAN, DATE, DATE_OR_NULL, NAME, STRING, document, integer, one_of
from app.infra.mongo import Database

WEBHOOKS = (
    CollectionSpec(
        name="webhooks",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "slot": integer(1),
                "url": {"bsonType": "string", "minLength": 1, "maxLength": 2_000},
                "events": ARRAY,
                "is_enabled": BOOLEAN,
                "version": integer(1),
                "position": integer(),
                "secret": {"bsonType": "binData"},
                "created_at": DATE,
                "updated_at": DATE,
            },
            {"former_until": DATE_OR_NULL, "failing_since": DATE_OR_NULL},
        ),
        indexes=(
            IndexModel([("organization", ASCENDING), ("slot", ASCENDING)], name="slot", unique=True),
            IndexModel([("is_enabled", ASCENDING)], name="enabled", partialFilterExpression={"is_enabled": True}),
        ),
    ),
    CollectionSpec(
        name="webhook_deliveries",
        schema=document(
            {
                "_id": STRING,
                "webhook": STRING,
                "organization": STRING,
                "number": integer(1),
                "type": NAME,
                "lane": NAME,
                "body": STRING,
                "state": one_of("queued", "delivered", "dead", "skipped"),
                "in_line": BOOLEAN,
                "attempt": integer(),
                "attempts": ARRAY,
                "created_at": DATE,
                "queued_at": DATE,
            },
            {"settled_at": DATE_OR_NULL},
        ),
        indexes=(
            IndexModel([("webhook", ASCENDING), ("number", ASCENDING)], name="number", unique=True),
            IndexModel([("webhook", ASCENDING), ("lane", ASCENDING), ("in_line", ASCENDING)], name="line"),
            IndexModel([("settled_at", ASCENDING)], name="settled"),
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete both."""
    for spec in WEBHOOKS:
        await ensure_collection(database, spec)
