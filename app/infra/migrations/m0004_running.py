"""How sessions run: numbered participants, and the places of quotas."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import ARRAY, BOOLEAN, DATE, STRING, document, integer
from app.infra.mongo import Database
from app.infra.numbering import Numbering

RUNNING = (
    CollectionSpec(
        name="participants",
        # Not unique: a process of the release before inserts participants without a number.
        indexes=(IndexModel([("session", ASCENDING), ("number", ASCENDING)], name="number"),),
    ),
    CollectionSpec(
        name="quota_places",
        schema=document(
            {
                "_id": STRING,
                "quota": STRING,
                "number": integer(1),
                "holder": STRING,
                "answers": STRING,
                "claims": ARRAY,
                "checked": BOOLEAN,
                "at": DATE,
            }
        ),
        indexes=(
            IndexModel([("quota", ASCENDING), ("holder", ASCENDING)], name="holder", unique=True),
            IndexModel([("quota", ASCENDING), ("checked", ASCENDING), ("at", ASCENDING)], name="unchecked"),
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create both, and number the participants who joined before."""
    for spec in RUNNING:
        await ensure_collection(database, spec)
    participants, numbering = database["participants"], Numbering(database)
    async for participant in participants.find({"number": None}, {"session": 1}):
        number = await numbering.next(participant["session"], "participants")
        await participants.update_one({"_id": participant["_id"], "number": None}, {"$set": {"number": number}})
