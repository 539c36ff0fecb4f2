"""Plans of reports in MongoDB: one document per session."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import msgspec

from app.features.reports.plan import ReportPlan, StoredReportPlan
from app.infra.documents import understood
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

log = logging.getLogger(__name__)


class ReportPlans:
    def __init__(self, database: Database) -> None:
        self._plans = database["report_plans"]

    async def find(self, session: str) -> StoredReportPlan | None:
        document = await self._plans.find_one({"_id": session})
        return _plan(document) if document else None

    async def replace(self, before: StoredReportPlan | None, after: StoredReportPlan) -> bool:
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

    async def active(self) -> list[StoredReportPlan]:
        """Of all organizations; one that cannot be read is left out, for it must not hold up the others."""
        plans = []
        async for document in self._plans.find({"is_active": True}):
            try:
                plans.append(_plan(document))
            except msgspec.ValidationError:
                log.exception("a report plan cannot be read", extra={"session": document["_id"]})
        return plans

    async def retire(self, plan: StoredReportPlan) -> None:
        """Nothing will be due any more: no more looks at it. An edit since then stays."""
        await self._plans.update_one(
            {"_id": plan.session, "version": plan.version}, {"$set": {"is_active": False}, "$inc": {"version": 1}}
        )


def _plan(document: dict[str, Any]) -> StoredReportPlan:
    plan = understood(document["plan"], ReportPlan)
    return msgspec.convert({**document, "session": document["_id"], "plan": plan}, StoredReportPlan)
