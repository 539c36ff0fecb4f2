"""Tags of surveys, and the texts that they are on."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import ARRAY, STRING, document, integer
from app.infra.mongo import Database

TAGS = CollectionSpec(
    name="survey_tags",
    schema=document({"_id": STRING, "organization": STRING, "version": integer(1), "tags": ARRAY}),
)
ON_TEXTS = CollectionSpec(
    name="text_tags",
    schema=document(
        {
            "_id": STRING,
            "session": STRING,
            "question": STRING,
            "participant": STRING,
            "attempt": integer(1),
            "mark": STRING,
            "tags": ARRAY,
            "edition": integer(1),
        }
    ),
    indexes=(
        IndexModel([("session", ASCENDING), ("question", ASCENDING)], name="question"),
        IndexModel([("session", ASCENDING), ("participant", ASCENDING)], name="participant"),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete them."""
    for spec in (TAGS, ON_TEXTS):
        await ensure_collection(database, spec)
