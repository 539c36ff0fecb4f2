"""What an organization's new surveys begin with."""

from __future__ import annotations

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import OBJECT, STRING, document, integer
from app.infra.mongo import Database

DEFAULTS = CollectionSpec(
    name="survey_defaults",
    schema=document(
        {"_id": STRING, "version": integer(1), "theme": OBJECT},
        optional={"retention_days": {"bsonType": ["int", "long", "null"]}},
    ),
)


async def apply(database: Database) -> None:
    """Create or complete it."""
    await ensure_collection(database, DEFAULTS)
