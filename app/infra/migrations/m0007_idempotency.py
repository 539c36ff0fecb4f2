"""The keys under which creating requests are sent, kept for a day."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import DATE, HASH, STRING, document
from app.infra.mongo import Database

KEYS = CollectionSpec(
    name="idempotency_keys",
    schema=document(
        {"_id": HASH, "fingerprint": HASH, "claim": STRING, "started_at": DATE, "expires_at": DATE},
        {"reply": {"bsonType": ["object", "null"]}},
    ),
    indexes=(IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),),
)


async def apply(database: Database) -> None:
    """Create or complete the collection."""
    await ensure_collection(database, KEYS)
