"""What finds images that nothing shows any more: when each is looked at next, and where images stand."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database


def _shown(place: str) -> IndexModel:
    """Surveys without images have no entry in it."""
    return IndexModel([(place, ASCENDING)], name=f"shown:{place}", sparse=True)


LOOKS = (
    # All that a look reads, so that it reads no image.
    CollectionSpec(
        name="images",
        indexes=(
            IndexModel(
                [("look_at", ASCENDING), ("unused_since", ASCENDING), ("organization", ASCENDING), ("_id", ASCENDING)],
                name="looks",
            ),
        ),
    ),
    CollectionSpec(name="surveys", indexes=(_shown("draft.theme.logo"), _shown("draft.questions.options.image"))),
    CollectionSpec(name="survey_versions", indexes=(_shown("theme.logo"), _shown("questions.options.image"))),
)


async def apply(database: Database) -> None:
    """Create the indexes; every image that is there is looked at with the next upkeep.

    One that a former release uploads afterwards is never looked at, and stays.
    """
    for spec in LOOKS:
        await ensure_collection(database, spec)
    async for image in database["images"].find({}, {"uploaded_at": 1}):
        absent = {"_id": image["_id"], "look_at": {"$exists": False}}
        await database["images"].update_one(absent, {"$set": {"look_at": image["uploaded_at"]}})
