"""Which sessions are being erased with their organization: of those nobody misses what is no longer there."""

from __future__ import annotations

from app.infra.mongo import Database


class Going:
    def __init__(self, database: Database) -> None:
        self._sessions = database["sessions"]
        self._organizations = database["organizations"]

    async def has(self, session: str) -> bool:
        """Whether it is gone, or the erasure of its organization has begun: its log and its tally go one after the
        other."""
        found = await self._sessions.find_one({"_id": session}, {"organization": 1})
        if found is None:
            return True
        begun = {"_id": found["organization"], "deletion.begun_at": {"$ne": None}}
        return await self._organizations.find_one(begun, {"_id": 1}) is not None
