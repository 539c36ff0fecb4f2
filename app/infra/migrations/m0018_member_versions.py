"""The version of a member, so that two changes of a role at once cannot both take effect."""

from __future__ import annotations

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import DATE_OR_NULL, STRING, document, integer, one_of
from app.infra.mongo import Database

MEMBERS = CollectionSpec(
    name="members",
    schema=document(
        {
            "_id": STRING,
            "organization": STRING,
            "user": STRING,
            "role": one_of("owner", "admin", "facilitator", "viewer"),
        },
        {"number": integer(1), "joined_at": DATE_OR_NULL, "version": integer(1)},
    ),
)


async def apply(database: Database) -> None:
    """Let members have one; those without are at version 1."""
    await ensure_collection(database, MEMBERS)
