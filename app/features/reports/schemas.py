"""What reports look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.frames import ReportState
from app.features.reports.model import Manifest, Report, ReportError, ReportFile, Wanted


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
