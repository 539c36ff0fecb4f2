"""Who answers for API keys that other keys made: the release before noted the key only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.infra.mongo import Database

A_KEY = "key_"


async def apply(database: Database) -> None:
    """Note the user at the beginning of each chain of keys, where all of it is there; a repeat changes nothing."""
    keys = {one["_id"]: one async for one in database["api_keys"].find({}, {"created_by": 1, "maker": 1})}
    for key in keys.values():
        maker = _maker(key, keys)
        if maker is not None and not key.get("maker"):
            await database["api_keys"].update_one({"_id": key["_id"]}, {"$set": {"maker": maker}})


def _maker(key: Mapping[str, Any], keys: Mapping[str, Mapping[str, Any]]) -> str | None:
    """None where a key in between was deleted."""
    found: Mapping[str, Any] | None = key
    while found is not None:
        by = str(found.get("maker") or found["created_by"])
        if not by.startswith(A_KEY):
            return by
        found = keys.get(by)
    return None
