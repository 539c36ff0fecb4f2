"""Each later round of a live session has places of its own: the release before took them from those of the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo.errors import DuplicateKeyError

from app.infra.mongo import Database


async def apply(database: Database) -> None:
    """Let each place count for the round that it was taken in; a repeat changes nothing.

    What a process of the release before takes in a later round afterwards stays with the first (docs/adr/0005).
    """
    live = database["sessions"].find({"mode": "live"}, {"state.rounds": 1, "settings.quotas": 1})
    async for session in live:
        rounds = session["state"].get("rounds", {})
        for quota in session.get("settings", {}).get("quotas", ()):
            if rounds.get(quota["question"], 1) > 1:
                await _move(database, f"{session['_id']}:{quota['id']}")


async def _move(database: Database, quota: str) -> None:
    async for place in database["quota_places"].find({"quota": quota}):
        await move_place(database, place)


async def move_place(database: Database, seen: dict[str, Any]) -> None:
    """Let a place count for its round, as it is by now: processes of the release before still join places and give them
    back. One that was given back since it was seen is left as doubtful, so that others find out."""
    places = database["quota_places"]
    place: dict[str, Any] | None = seen
    while place is not None and (number_of_round := _round_of(place)) > 1:
        if not await _is_there(database, place, f"{place['quota']}:{number_of_round}"):
            return
        unchanged = {name: place[name] for name in ("_id", "holder", "claims")}
        if (await places.delete_one(unchanged)).deleted_count == 1:
            return
        place = await places.find_one({"_id": seen["_id"]})


async def _is_there(database: Database, place: Mapping[str, Any], key: str) -> bool:
    """Put a place among those of its round, or its claims to the one that its holder has there already, by a move that
    ended before it was taken away here. False where somebody else has its number: then it stays with the first."""
    places = database["quota_places"]
    try:
        moved = {**place, "_id": f"{key}:{place['number']}", "quota": key, "checked": False}
        await places.insert_one(moved)
    except DuplicateKeyError:
        claims = {"$addToSet": {"claims": {"$each": place["claims"]}}, "$max": {"at": place["at"]}}
        joined = {**claims, "$set": {"checked": False}}
        return (await places.update_one({"quota": key, "holder": place["holder"]}, joined)).matched_count == 1
    return True


def _round_of(place: Mapping[str, Any]) -> int:
    """Of ``<participant>:<round>``; 1 where the holder was forgotten (``removed:<number>``)."""
    who, _, number_of_round = place["holder"].rpartition(":")
    return 1 if who == "removed" else int(number_of_round)
