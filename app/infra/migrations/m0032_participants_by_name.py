"""What participants of a session are found and put in order by: their folded name and address."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.core.folding import folded
from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

PARTICIPANTS = CollectionSpec(
    name="participants",
    indexes=(
        IndexModel([("session", ASCENDING), ("person_key", ASCENDING), ("number", ASCENDING)], name="by_person_key"),
    ),
)


async def apply(database: Database) -> None:
    """Create the index, then give those who joined before their key.

    Who joins through a former release afterwards gets theirs when somebody looks for names in that session.
    """
    await ensure_collection(database, PARTICIPANTS)
    participants = database["participants"]
    async for one in participants.find({"person_key": None}, {"name": 1, "email": 1}):
        key = folded(f"{one.get('name') or ''} {one.get('email') or ''}")
        await participants.update_one({"_id": one["_id"], "person_key": None}, {"$set": {"person_key": key}})
