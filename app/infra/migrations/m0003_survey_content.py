"""Images, and what surveys hold besides questions."""

from __future__ import annotations

from pymongo import IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.m0001_live_core import NUMBERED
from app.infra.migrations.schema import DATE, HASH, STRING, document, integer, one_of
from app.infra.mongo import Database

IMAGES = CollectionSpec(
    name="images",
    schema=document(
        {
            "_id": STRING,
            "organization": STRING,
            "number": integer(1),
            "media_type": one_of("image/png", "image/jpeg", "image/webp"),
            "width": integer(1),
            "height": integer(1),
            "size": integer(1),
            "digest": HASH,
            "content": {"bsonType": "binData"},
            "uploaded_at": DATE,
        }
    ),
    indexes=(IndexModel(list(NUMBERED), name="number", unique=True),),
)


async def apply(database: Database) -> None:
    """Create or complete them; drafts and versions need no change: what they lack has a default."""
    await ensure_collection(database, IMAGES)
