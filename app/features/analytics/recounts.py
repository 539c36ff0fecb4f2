"""What the last recount of each session found, in MongoDB."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from app.contracts.frames import Position
from app.features.analytics.model import Recount
from app.infra.by_id import find_by_ids
from app.infra.mongo import Database


class RecountRepository:
    def __init__(self, database: Database) -> None:
        self._recounts = database["recounts"]

    async def keep(self, recount: Recount) -> None:
        """In the place of the one before."""
        document = msgspec.to_builtins(recount, builtin_types=(datetime,))
        session = document.pop("session")
        await self._recounts.replace_one({"_id": session}, document, upsert=True)

    async def positions(self, sessions: Iterable[str]) -> dict[str, Position]:
        """Where the tallies of these sessions stood when they were last compared; those that never were are missing."""
        found = find_by_ids(self._recounts, sessions, {"epoch": 1, "version": 1})
        return {document["_id"]: Position(document["epoch"], document["version"]) async for document in found}

    async def read(self, session: str) -> Recount | None:
        """None where it was never recounted."""
        document = await self._recounts.find_one({"_id": session})
        return msgspec.convert({**document, "session": document["_id"]}, Recount) if document else None
