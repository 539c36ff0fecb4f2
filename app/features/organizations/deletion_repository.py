"""Which organizations are to be deleted, and how far that is: a part of the organization's own document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from app.features.organizations.model import Deletion
from app.infra.mongo import Database

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class DeletionRepository:
    def __init__(self, database: Database) -> None:
        self._organizations = database["organizations"]

    async def plan(self, organization: str, deletion: Deletion) -> bool:
        """False where it is planned already, or who asked owns it no longer."""
        result = await self._organizations.update_one(
            {"_id": organization, "owner": deletion.asked_by, "deletion": None},
            {"$set": {"deletion": msgspec.to_builtins(deletion, builtin_types=(datetime,))}, "$inc": {"version": 1}},
        )
        return result.modified_count == 1

    async def take_back(self, organization: str, deletion: Deletion) -> bool:
        """False where it has begun, or was taken back already."""
        result = await self._organizations.update_one(
            {"_id": organization, "deletion.due_at": deletion.due_at, "deletion.begun_at": None},
            {"$set": {"deletion": None}, "$inc": {"version": 1}},
        )
        return result.modified_count == 1

    async def due(self, now: datetime) -> list[str]:
        """The ids of organizations whose time has come, whether their deletion has begun or not."""
        query = {"deletion.due_at": {"$gte": BEGINNING, "$lte": now}}
        return [document["_id"] async for document in self._organizations.find(query, {"_id": 1})]

    async def planned(self, organization: str) -> Deletion | None:
        """Raises ValueError where it cannot be read."""
        document = await self._organizations.find_one({"_id": organization}, {"deletion": 1})
        return msgspec.convert(document["deletion"], Deletion | None) if document else None

    async def begin(self, organization: str, deletion: Deletion, at: datetime) -> bool:
        """From here on it has no members and cannot be taken back; False where that was done before."""
        query = {"_id": organization, "deletion.due_at": deletion.due_at, "deletion.begun_at": None}
        return await self._changed(query, {"deletion.begun_at": at})

    async def mark_swept(self, organization: str, at: datetime) -> None:
        """All was removed once; the first time counts."""
        await self._changed({"_id": organization, "deletion.swept_at": None}, {"deletion.swept_at": at})

    async def finish(self, organization: str) -> None:
        """Remove the organization itself."""
        await self._organizations.delete_one({"_id": organization, "deletion.begun_at": {"$ne": None}})

    async def _changed(self, query: dict[str, Any], fields: dict[str, Any]) -> bool:
        return (await self._organizations.update_one(query, {"$set": fields})).modified_count == 1
