"""What finds the addresses whose mail ended with a reminder, so that this is forgotten with the session's answers.

Those that the release before noted, or notes beside this one, are told as before: their sessions are not known.
"""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

SUPPRESSIONS = CollectionSpec(
    name="mail_suppressions",
    indexes=(IndexModel([("reminded_in", ASCENDING)], name="reminded_in", sparse=True),),
)


async def apply(database: Database) -> None:
    """Create the index."""
    await ensure_collection(database, SUPPRESSIONS)
