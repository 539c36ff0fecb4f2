"""What the audience asks, and who votes for it."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import BOOLEAN, DATE, DATE_OR_NULL, STRING, document, integer, one_of
from app.infra.mongo import Database

AUDIENCE = (
    CollectionSpec(
        name="audience_questions",
        schema=document(
            {
                "_id": STRING,
                "session": STRING,
                "organization": STRING,
                "participant": STRING,
                "text": STRING,
                "state": one_of("pending", "shown", "answered", "hidden", "removed"),
                "asked_at": DATE,
                "votes": integer(),
                "cast_before": integer(),
                "version": integer(1),
                "edition": integer(1),
            },
            {"pinned": BOOLEAN, "flagged": BOOLEAN, "shown_at": DATE_OR_NULL},
        ),
        indexes=(IndexModel([("session", ASCENDING), ("participant", ASCENDING)], name="session_participant"),),
    ),
    CollectionSpec(
        name="audience_votes",
        schema=document(
            {
                "_id": STRING,
                "session": STRING,
                "question": STRING,
                "participant": STRING,
                "up": BOOLEAN,
                "counted": BOOLEAN,
                "mark": STRING,
                "at": DATE,
            }
        ),
        indexes=(
            IndexModel([("question", ASCENDING), ("up", ASCENDING)], name="question_up"),
            IndexModel([("question", ASCENDING), ("counted", ASCENDING)], name="question_counted"),
            IndexModel([("session", ASCENDING), ("participant", ASCENDING)], name="session_participant"),
            IndexModel([("counted", ASCENDING)], name="uncounted", partialFilterExpression={"counted": False}),
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete both."""
    for spec in AUDIENCE:
        await ensure_collection(database, spec)
