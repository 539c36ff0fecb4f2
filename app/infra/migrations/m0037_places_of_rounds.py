"""Each later round of a live session has places of its own: the release before took them from those of the first."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
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
    places = database["quota_places"]
    async for place in places.find({"quota": quota}):
        number_of_round = _round_of(place)
        if number_of_round == 1:
            continue
        key = f"{quota}:{number_of_round}"
        with suppress(DuplicateKeyError):  # moved before, by whoever died before taking it away here
            await places.insert_one({**place, "_id": f"{key}:{place['number']}", "quota": key})
        await places.delete_one({"_id": place["_id"], "holder": place["holder"]})


def _round_of(place: Mapping[str, Any]) -> int:
    """Of ``<participant>:<round>``; 1 where the holder was forgotten (``removed:<number>``)."""
    who, _, number_of_round = place["holder"].rpartition(":")
    return 1 if who == "removed" else int(number_of_round)
