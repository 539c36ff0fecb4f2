"""Owners in their organizations, numbered members, invitations, and API keys."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.m0001_live_core import NUMBERED
from app.infra.migrations.schema import (
    ARRAY,
    DATE,
    DATE_OR_NULL,
    HASH,
    NAME,
    STRING,
    document,
    integer,
    one_of,
)
from app.infra.mongo import Database
from app.infra.numbering import Numbering

MEMBERS = "members"

ORGANIZATIONS = (
    CollectionSpec(
        name="organizations",
        schema=document(
            {"_id": STRING, "name": NAME, "created_at": DATE},
            {"owner": STRING, "leaving": ARRAY, "roster": integer(), "version": integer(1)},
        ),
    ),
    CollectionSpec(
        name="members",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "user": STRING,
                "role": one_of("owner", "admin", "facilitator", "viewer"),
            },
            {"number": integer(1), "joined_at": DATE_OR_NULL},
        ),
        # Partial, so that members written by older code, which have no number, never collide.
        indexes=(
            IndexModel(list(NUMBERED), name="number", unique=True, partialFilterExpression={"number": {"$gt": 0}}),
        ),
    ),
    CollectionSpec(
        name="member_invitations",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "number": integer(1),
                "email": NAME,
                "role": one_of("admin", "facilitator", "viewer"),
                "hash": HASH,
                "status": one_of("open", "accepted", "revoked"),
                "invited_by": STRING,
                "created_at": DATE,
                "expires_at": DATE,
            },
        ),
        indexes=(
            IndexModel(list(NUMBERED), name="number", unique=True),
            IndexModel([("hash", ASCENDING)], name="hash", unique=True),
            IndexModel([("organization", ASCENDING), ("email", ASCENDING), ("status", ASCENDING)], name="email"),
        ),
    ),
    CollectionSpec(
        name="api_keys",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "slot": integer(1),
                "name": NAME,
                "scopes": ARRAY,
                "hash": HASH,
                "created_by": STRING,
                "created_at": DATE,
                "last_used_minute": integer(),
            },
            {"expires_at": DATE_OR_NULL, "last_used_at": DATE_OR_NULL},
        ),
        # The slot bounds how many keys an organization has, whoever creates them at the same time.
        indexes=(IndexModel([("organization", ASCENDING), ("slot", ASCENDING)], name="slot", unique=True),),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete all of them, then say in each organization who owns it and number its members."""
    for spec in ORGANIZATIONS:
        await ensure_collection(database, spec)
    async for member in database["members"].find({}):
        if member["role"] == "owner":
            await database["organizations"].update_one(
                {"_id": member["organization"], "owner": {"$exists": False}}, {"$set": {"owner": member["user"]}}
            )
        if "number" not in member:
            number = await Numbering(database).next(member["organization"], MEMBERS)
            await database["members"].update_one(
                {"_id": member["_id"], "number": {"$exists": False}}, {"$set": {"number": number}}
            )
