"""What reports look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.frames import ReportState
from app.features.reports.model import Manifest, Report, ReportError, ReportFile, Wanted
from app.features.reports.plan import ReportPlan, report_id_of
from app.features.reports.planning import PlanInFull


class ReportResource(msgspec.Struct, kw_only=True):
    """``progress`` in percent. ``expires_at``: when the file goes; the manifest stays."""

    id: str
    session: str
    wanted: Wanted
    state: ReportState
    progress: int
    requested_by: str
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
    file: ReportFile | None
    manifest: Manifest | None
    error: ReportError | None
    links: dict[str, str]

    @classmethod
    def of(cls, report: Report) -> ReportResource:
        itself = f"/api/v1/reports/{report.id}"
        links = {"self": itself, "session": f"/api/v1/sessions/{report.session}"}
        return cls(
            id=report.id,
            session=report.session,
            wanted=report.wanted,
            state=report.state,
            progress=report.progress,
            requested_by=report.requested_by,
            created_at=report.created_at,
            finished_at=report.finished_at,
            expires_at=report.expires_at if report.has_file else None,
            file=report.file if report.has_file else None,
            manifest=report.manifest,
            error=report.error,
            links=links | ({"link": f"{itself}/link"} if report.has_file else {}),
        )


class DownloadLink(msgspec.Struct):
    """``url`` works without a token, until ``expires_at``."""

    url: str
    expires_at: datetime


class ReportPlanEdit(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing is made while it is not ``active``."""

    plan: ReportPlan
    active: bool = True


class ReportPlanResource(msgspec.Struct):
    """``version`` is the ETag, 0 where there is no plan yet. ``left``: recipients who ended it for themselves.
    ``next_due_at`` is null while it rests; a date passes without a report where nobody can have answered since the one
    before. The link ``latest`` leads to the report that was due last, if made."""

    session: str
    version: int
    active: bool
    plan: ReportPlan | None
    left: tuple[str, ...]
    next_due_at: datetime | None
    links: dict[str, str]

    @classmethod
    def of(cls, full: PlanInFull) -> ReportPlanResource:
        stored, session = full.stored, f"/api/v1/sessions/{full.session}"
        links = {"self": f"{session}/report-plan", "reports": f"{session}/reports"}
        if stored is None:
            return cls(full.session, version=0, active=False, plan=None, left=(), next_due_at=None, links=links)
        latest = report_id_of(full.session, stored.plan.latest_due(full.now))
        return cls(
            session=full.session,
            version=stored.version,
            active=stored.is_active,
            plan=stored.plan,
            left=stored.left,
            next_due_at=stored.plan.next_due(full.now) if stored.is_active else None,
            links=links | {"latest": f"/api/v1/reports/{latest}"},
        )
