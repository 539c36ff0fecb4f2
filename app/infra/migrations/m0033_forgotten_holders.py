"""Who took which place of a quota goes where the answers are gone: the release before kept it when it removed a log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.infra.mongo import Database


async def apply(database: Database) -> None:
    """Keep the numbers, and nothing of who took which or when; a repeat changes nothing.

    By the phase, which has an index: logs went of sessions that had ended. Where a process of the release before
    removes another one afterwards, its places stay named.
    """
    ended = database["sessions"].find({"state.phase": "ended"}, {"log_removed_at": 1, "settings.quotas.id": 1})
    async for session in ended:
        removed_at = session.get("log_removed_at")
        for quota in session.get("settings", {}).get("quotas", ()) if removed_at is not None else ():
            places = {"quota": f"{session['_id']}:{quota['id']}"}
            await database["quota_places"].update_many(places, [{"$set": _unnamed(removed_at)}])


def _unnamed(removed_at: datetime) -> dict[str, Any]:
    holder = {"$concat": ["removed:", {"$toString": "$number"}]}  # a holder is unique within a quota
    return {"holder": holder, "answers": "", "checked": True, "at": removed_at}
