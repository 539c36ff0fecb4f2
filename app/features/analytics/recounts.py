"""What the last recount of each session found, in MongoDB."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.features.analytics.model import Recount
from app.infra.mongo import Database


class RecountRepository:
    def __init__(self, database: Database) -> None:
        self._recounts = database["recounts"]

    async def keep(self, recount: Recount) -> None:
        """In the place of the one before."""
        document = msgspec.to_builtins(recount, builtin_types=(datetime,))
        session = document.pop("session")
        await self._recounts.replace_one({"_id": session}, document, upsert=True)

    async def read(self, session: str) -> Recount | None:
        """None where it was never recounted."""
        document = await self._recounts.find_one({"_id": session})
        return msgspec.convert({**document, "session": document["_id"]}, Recount) if document else None
