"""Webhooks in MongoDB."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.features.webhooks.model import Disabling, Webhook
from app.infra.documents import readable
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class WebhookRepository:
    def __init__(self, database: Database) -> None:
        self._webhooks = database["webhooks"]

    async def add(self, webhook: Webhook) -> bool:
        """False where the slot is taken."""
        document = msgspec.to_builtins(webhook, builtin_types=(datetime, bytes))
        document["_id"] = document.pop("id")
        try:
            await self._webhooks.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def all_of(self, organization: str) -> list[Webhook]:
        """Those that can be read, in any order; there are at most MAX_WEBHOOKS."""
        found = self._webhooks.find({"organization": organization})
        return [one async for one in readable(found, _webhook, "webhook")]

    async def slots(self, organization: str) -> dict[str, int]:
        """Of each webhook by its id, whether it can be read or not."""
        found = self._webhooks.find({"organization": organization}, {"slot": 1})
        return {document["_id"]: document["slot"] async for document in found}

    async def enabled(self) -> list[Webhook]:
        """Of all organizations."""
        return [one async for one in readable(self._webhooks.find({"is_enabled": True}), _webhook, "webhook")]

    async def find(self, webhook_id: str) -> Webhook | None:
        document = await self._webhooks.find_one({"_id": webhook_id})
        return _webhook(document) if document else None

    async def delete(self, webhook: str, *, based_on: int | None = None) -> bool:
        """False where it was gone, or is no longer at ``based_on``."""
        match = {"_id": webhook} if based_on is None else {"_id": webhook, "version": based_on}
        return (await self._webhooks.delete_one(match)).deleted_count == 1

    async def edit(self, webhook: Webhook, **changes: Any) -> Webhook | None:
        """Compare-and-set on the version; None where somebody else was first."""
        after = msgspec.structs.replace(webhook, version=webhook.version + 1, **changes)
        fields = {name: getattr(after, name) for name in ("version", *changes)}
        match = {"_id": webhook.id, "version": webhook.version}
        result = await self._webhooks.update_one(match, {"$set": fields})
        return after if result.matched_count == 1 else None

    async def disable(self, webhook: Webhook, because: Disabling, at: datetime) -> bool:
        """Switch it off, unless somebody changed it meanwhile."""
        return await self.edit(webhook, is_enabled=False, disabled=because, updated_at=at) is not None

    async def move(self, webhook: Webhook, position: int) -> None:
        """Remember how far it was fed; nothing where another feeder was first, or it was moved to now."""
        match = {"_id": webhook.id, "position": webhook.position}
        await self._webhooks.update_one(match, {"$set": {"position": position}})

    async def note_failure(self, webhook: Webhook, at: datetime) -> None:
        match = {"_id": webhook.id, "failing_since": None}
        await self._webhooks.update_one(match, {"$set": {"failing_since": at}})

    async def note_success(self, webhook: Webhook) -> None:
        await self._webhooks.update_one({"_id": webhook.id}, {"$set": {"failing_since": None}})


def _webhook(document: dict[str, Any]) -> Webhook:
    return msgspec.convert({**document, "id": document["_id"]}, Webhook)
