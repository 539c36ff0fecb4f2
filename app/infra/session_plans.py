"""Plans that stand beside a session: one document each, edited by compare-and-set on its version."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from app.core.session_plan import SessionPlan
from app.infra.by_id import find_by_ids
from app.infra.documents import understood
from app.infra.mongo import Collection
from app.infra.mongo_errors import DuplicateKeyError

log = logging.getLogger(__name__)


S = TypeVar("S", bound=SessionPlan)


class SessionPlans(Generic[S]):
    """Those of one kind: ``stored`` is what a document says, ``plan`` the part of it that its authors write, of which a
    later release may know more."""

    def __init__(self, plans: Collection, stored: type[S], plan: type[msgspec.Struct]) -> None:
        self._plans = plans
        self._stored = stored
        self._plan = plan

    async def find(self, session: str) -> S | None:
        document = await self._plans.find_one({"_id": session})
        return self._read(document) if document else None

    async def replace(self, before: S | None, after: S) -> bool:
        """Compare-and-set on the version; False when it is another one by now."""
        document = {**msgspec.to_builtins(after, builtin_types=(datetime,)), "_id": after.session}
        del document["session"]
        if before is None:
            try:
                await self._plans.insert_one(document)
            except DuplicateKeyError:
                return False
            return True
        query = {"_id": after.session, "version": before.version}
        return (await self._plans.replace_one(query, document)).modified_count == 1

    async def active(self) -> list[S]:
        """Of all organizations; one that cannot be read is left out, for it must not hold up the others."""
        plans = []
        async for document in self._plans.find({"is_active": True}):
            try:
                plans.append(self._read(document))
            except msgspec.ValidationError:
                log.exception("a plan cannot be read", extra={"session": document["_id"]})
        return plans

    async def active_among(self, sessions: Iterable[str]) -> list[str]:
        """The sessions of these whose plan is active."""
        found = find_by_ids(self._plans, sessions, {"is_active": 1})
        return [document["_id"] async for document in found if document["is_active"]]

    async def retire(self, plan: S) -> None:
        """Nothing will be due any more: no more looks at it. An edit since then stays."""
        await self._plans.update_one(
            {"_id": plan.session, "version": plan.version}, {"$set": {"is_active": False}, "$inc": {"version": 1}}
        )

    async def forget(self, session: str) -> None:
        await self._plans.delete_one({"_id": session})

    def _read(self, document: dict[str, Any]) -> S:
        plan = understood(document["plan"], self._plan)
        return msgspec.convert({**document, "session": document["_id"], "plan": plan}, self._stored)
