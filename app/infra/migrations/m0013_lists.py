"""What lists are put in order by: folded titles, and indexes of each order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pymongo import ASCENDING, IndexModel

from app.core.folding import folded
from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database


def by(key: str) -> IndexModel:
    """The index of an order, see ``app.infra.listing``."""
    fields = [("organization", ASCENDING), (key, ASCENDING), ("number", ASCENDING)]
    return IndexModel(fields, name=f"by_{key}")


LISTS = (
    CollectionSpec(name="surveys", indexes=(by("title_key"), by("updated_at"))),
    CollectionSpec(name="sessions", indexes=(by("title_key"), by("updated_at"))),
    CollectionSpec(name="members", indexes=(by("person_key"),)),
    CollectionSpec(name="member_invitations", indexes=(by("email_key"),)),
)


async def apply(database: Database) -> None:
    """Create the indexes, then give what was stored before its keys."""
    for spec in LISTS:
        await ensure_collection(database, spec)
    await _fill(database, "surveys", lambda survey: {"title_key": folded(survey["draft"]["title"])})
    await _fill(database, "sessions", _session_keys)
    await _fill(database, "member_invitations", lambda invitation: {"email_key": folded(invitation["email"])})
    async for user in database["users"].find({}, {"name": 1, "email": 1}):
        key = {"person_key": folded(f"{user['name']} {user['email']}")}
        await database["members"].update_many({"user": user["_id"], "person_key": {"$exists": False}}, {"$set": key})


def _session_keys(session: dict[str, Any]) -> dict[str, Any]:
    state = session["state"]
    changed = session.get("archived_at") or state.get("ended_at") or state.get("started_at")
    return {"title_key": folded(session["title"]), "updated_at": changed or session["created_at"]}


async def _fill(database: Database, name: str, keys: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Set what ``keys`` says of each document; what a process of this release has written meanwhile stays."""
    collection = database[name]
    async for document in collection.find({}):
        missing = {field: value for field, value in keys(document).items() if field not in document}
        if missing:
            absent = {field: {"$exists": False} for field in missing}
            await collection.update_one({"_id": document["_id"], **absent}, {"$set": missing})
