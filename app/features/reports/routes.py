"""``/api/v1/sessions/{id}/reports`` and ``/api/v1/reports``."""

from __future__ import annotations

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from app.core.principals import Member
from app.features.reports.model import Wanted
from app.features.reports.schemas import DownloadLink, ReportResource
from app.features.reports.service import ReportService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows, open_to_all
from app.http.openapi import NO_TOKEN
from app.http.pagination import CursorParameter, LimitParameter, page, window
from app.http.public_url import PublicUrl

FILES = "/api/v1/reports/files"


class SessionReportController(Controller):
    path = "/sessions"
    tags = ("reports",)

    @post(
        "/{session_id:str}/reports",
        guards=[allows("results:export")],
        status_code=202,
        opt={"idempotent": True},
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def request_report(
        self,
        session_id: FromPath[str],
        data: JSONBody[Wanted],
        member: NamedDependency[Member],
        reports: NamedDependency[ReportService],
    ) -> Envelope[ReportResource]:
        """Have a report made by a worker. The channel `session:<id>:reports` and `GET /reports/{id}` tell its progress.
        With `as_of` and the filters of an earlier report's manifest it gives the same numbers, unless somebody has been
        erased since: then the digests of the two positions differ."""
        report = await reports.request(member, session_id, data)
        return enveloped(ReportResource.of(report), "It is being made.")

    @get(
        "/{session_id:str}/reports",
        guards=[allows("results:export")],
        responses=problem_responses(401, 403, 404, 422, 429),
    )
    async def list_reports(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        reports: NamedDependency[ReportService],
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[ReportResource]]:
        """The session's reports, the newest first."""
        shown = window(cursor, limit, await reports.latest_number(member, session_id))
        found = await reports.numbered(member, session_id, shown.after, shown.to)
        return enveloped(page(found, shown, ReportResource.of))


class ReportController(Controller):
    path = "/reports"
    tags = ("reports",)

    @get("/{report_id:str}", guards=[allows("results:export")], responses=problem_responses(401, 403, 404, 429))
    async def get_report(
        self, report_id: FromPath[str], member: NamedDependency[Member], reports: NamedDependency[ReportService]
    ) -> Envelope[ReportResource]:
        """How far the report is, and what it was made from."""
        return enveloped(ReportResource.of(await reports.get(member, report_id)))

    @delete(
        "/{report_id:str}",
        guards=[allows("results:export")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def delete_report(
        self, report_id: FromPath[str], member: NamedDependency[Member], reports: NamedDependency[ReportService]
    ) -> Envelope[None]:
        """Remove the report and its file; links to it stop working."""
        await reports.delete(member, report_id)
        return enveloped(None, "Deleted.")

    @post(
        "/{report_id:str}/link",
        guards=[allows("results:export")],
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def make_report_link(
        self,
        report_id: FromPath[str],
        member: NamedDependency[Member],
        reports: NamedDependency[ReportService],
        public_url: NamedDependency[PublicUrl],
    ) -> Envelope[DownloadLink]:
        """A signed link to the file, good for a quarter of an hour. 404 until the file is made, and once it is gone."""
        note, expires_at = await reports.link(member, report_id)
        return enveloped(DownloadLink(f"{public_url.base}{FILES}/{note}", expires_at), "Made.")

    @get(
        "/files/{note:str}",
        guards=[open_to_all],
        security=NO_TOKEN,
        media_type="application/octet-stream",
        responses=problem_responses(401, 404),
    )
    async def download_report(self, note: FromPath[str], reports: NamedDependency[ReportService]) -> Stream:
        """The file behind a link."""
        file, pieces = await reports.download(note)
        headers = {
            "content-disposition": f'attachment; filename="{file.name}"',
            "content-length": str(file.size),
            "cache-control": "no-store",
        }
        return Stream(pieces, media_type=file.media_type, headers=headers)
