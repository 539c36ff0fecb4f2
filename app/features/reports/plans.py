"""Plans of reports in MongoDB."""

from __future__ import annotations

from app.features.reports.plan import ReportPlan, StoredReportPlan
from app.infra.mongo import Database
from app.infra.session_plans import SessionPlans


class ReportPlans(SessionPlans[StoredReportPlan]):
    def __init__(self, database: Database) -> None:
        super().__init__(database["report_plans"], StoredReportPlan, ReportPlan)
