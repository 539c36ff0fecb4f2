"""API keys in MongoDB; a key that was deleted is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.core.principals import Member
from app.features.accounts.standing import Standing
from app.features.api_keys.model import ApiKey
from app.infra.documents import readable
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class ApiKeyRepository:
    def __init__(self, database: Database) -> None:
        self._keys = database["api_keys"]

    async def add(self, key: ApiKey) -> bool:
        """False where the slot is taken."""
        document = msgspec.to_builtins(key, builtin_types=(datetime,))
        document["_id"] = document.pop("id")
        try:
            await self._keys.insert_one({**document, "last_used_minute": 0})
        except DuplicateKeyError:
            return False
        return True

    async def all_of(self, organization: str) -> list[ApiKey]:
        """Those that can be read, in any order; there are at most MAX_KEYS."""
        return [one async for one in readable(self._keys.find({"organization": organization}), _key, "api key")]

    async def slots(self, organization: str) -> dict[str, int]:
        """Of each key by its id, whether it can be read or not."""
        found = self._keys.find({"organization": organization}, {"slot": 1})
        return {document["_id"]: document["slot"] async for document in found}

    async def find(self, key_id: str) -> ApiKey | None:
        document = await self._keys.find_one({"_id": key_id})
        return _key(document) if document else None

    async def delete(self, organization: str, key_id: str) -> bool:
        """False where the organization has no such key."""
        result = await self._keys.delete_one({"_id": key_id, "organization": organization})
        return result.deleted_count == 1

    async def note_use(self, key_id: str, at: datetime) -> None:
        """Remember the use, unless another one was written in the same minute or later."""
        minute = int(at.timestamp() // 60)
        await self._keys.update_one(
            {"_id": key_id, "last_used_minute": {"$lt": minute}},
            {"$set": {"last_used_at": at, "last_used_minute": minute}},
        )

    async def standings(self, members: Sequence[Member]) -> list[Standing]:
        """One for each key, in their order."""
        ids = sorted({member.user for member in members})
        standing = {document["_id"] async for document in self._keys.find({"_id": {"$in": ids}}, {"_id": 1})}
        return [Standing(role=member.role, is_revoked=member.user not in standing) for member in members]


def _key(document: dict[str, Any]) -> ApiKey:
    return msgspec.convert({**document, "id": document["_id"]}, ApiKey)
