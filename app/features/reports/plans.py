"""Plans of reports in MongoDB: one document per session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.features.reports.plan import ReportPlan, StoredReportPlan
from app.infra.documents import understood
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


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
        """Of all organizations."""
        return [_plan(document) async for document in self._plans.find({"is_active": True})]


def _plan(document: dict[str, Any]) -> StoredReportPlan:
    plan = understood(document["plan"], ReportPlan)
    return msgspec.convert({**document, "session": document["_id"], "plan": plan}, StoredReportPlan)
