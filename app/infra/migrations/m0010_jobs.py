"""Job records, what recounts found, and the index by which running sessions are listed."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import BOOLEAN, DATE, OBJECT, STRING, document, integer, one_of
from app.infra.mongo import Database

JOBS = CollectionSpec(
    name="jobs",
    schema=document(
        {
            "_id": STRING,
            "kind": STRING,
            "arguments": OBJECT,
            "state": one_of("queued", "running", "waiting", "done", "dead"),
            "attempt": integer(),
            "is_open": BOOLEAN,
            "due_at": DATE,
            "revision": integer(1),
            "created_at": DATE,
        }
    ),
    indexes=(IndexModel([("is_open", ASCENDING), ("due_at", ASCENDING)], name="due"),),
)
RECOUNTS = CollectionSpec(
    name="recounts",
    schema=document({"_id": STRING, "organization": STRING, "agrees": BOOLEAN, "differences": integer(), "at": DATE}),
)
PHASE = IndexModel([("state.phase", ASCENDING), ("state.ended_at", ASCENDING)], name="phase")


async def apply(database: Database) -> None:
    """Create or complete all of it."""
    for spec in (JOBS, RECOUNTS, CollectionSpec(name="sessions", indexes=(PHASE,))):
        await ensure_collection(database, spec)
