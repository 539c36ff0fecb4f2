"""Reminder plans in MongoDB: one document per session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.features.mailings.model import ReminderPlan, StoredPlan
from app.infra.documents import understood
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class Plans:
    def __init__(self, database: Database) -> None:
        self._plans = database["reminders"]

    async def find(self, session: str) -> StoredPlan | None:
        document = await self._plans.find_one({"_id": session})
        return _plan(document) if document else None

    async def replace(self, before: StoredPlan | None, after: StoredPlan, at: datetime) -> bool:
        """Compare-and-set on the version; False when it is another one by now."""
        document = {**msgspec.to_builtins(after, builtin_types=(datetime,)), "_id": after.session, "changed_at": at}
        del document["session"]
        if before is None:
            try:
                await self._plans.insert_one(document)
            except DuplicateKeyError:
                return False
            return True
        query = {"_id": after.session, "version": before.version}
        return (await self._plans.replace_one(query, document)).modified_count == 1

    async def active(self) -> list[StoredPlan]:
        """Of all organizations."""
        return [_plan(document) async for document in self._plans.find({"is_active": True})]

    async def retire(self, plan: StoredPlan) -> None:
        """Its session is over: no more looks at it. An edit since then stays."""
        await self._plans.update_one(
            {"_id": plan.session, "version": plan.version}, {"$set": {"is_active": False}, "$inc": {"version": 1}}
        )

    async def forget(self, session: str) -> None:
        await self._plans.delete_one({"_id": session})


def _plan(document: dict[str, Any]) -> StoredPlan:
    plan = understood(document["plan"], ReminderPlan)
    return msgspec.convert({**document, "session": document["_id"], "plan": plan}, StoredPlan)
