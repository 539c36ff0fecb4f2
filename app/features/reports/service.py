"""Asking for reports, finding them, giving out their files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import msgspec

from app.core.clock import Clock
from app.core.errors import NotFound, RateLimited
from app.core.identity import new_id
from app.core.principals import Member, require
from app.features.audit.service import AuditTrail
from app.features.jobs.service import JobService
from app.features.reports.choosing import SideChoice
from app.features.reports.erasures import current_fingerprint
from app.features.reports.model import KEPT_FOR, MAKE_REPORT, MAX_OPEN, Report, ReportFile, Wanted, file_id
from app.features.reports.planning import Recipients
from app.features.reports.progress import progressed
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository
from app.features.reports.rules import has_rows
from app.features.sessions.joining import ParticipantService
from app.features.sessions.service import EventPublisher, SessionService
from app.infra.file_store import FileStore
from app.infra.mongo import Database
from app.infra.notes import Notes

LINK_LIFETIME = timedelta(minutes=15)


class LinkNote(msgspec.Struct, frozen=True):
    """What a download link says, signed. ``user``: whose it is alone; None where whoever has it may use it."""

    report: str
    organization: str
    user: str | None = None


class ReportService:
    def __init__(
        self,
        database: Database,
        *,
        reports: ReportRepository,
        files: FileStore,
        removal: ReportRemoval,
        sessions: SessionService,
        choice: SideChoice,
        participants: ParticipantService,
        jobs: JobService,
        events: EventPublisher,
        audit: AuditTrail,
        recipients: Recipients,
        links: Notes,
        clock: Clock,
    ) -> None:
        self._database = database
        self._reports = reports
        self._files = files
        self._removal = removal
        self._sessions = sessions
        self._choice = choice
        self._participants = participants
        self._jobs = jobs
        self._events = events
        self._audit = audit
        self._recipients = recipients
        self._links = links
        self._clock = clock

    async def request(self, member: Member, session_id: str, wanted: Wanted) -> Report:
        """Have a report made; it reads the log as of now, unless ``wanted`` names another moment.

        Raises NotFound, InvalidInput, AnswersRemoved, GroupTooSmall; NotAllowed where it holds names that the
        member may not read; RateLimited while too many are under way.
        """
        _require_readable(member, wanted)
        full = await self._sessions.get(member.organization, session_id)
        now = self._clock()
        wanted = await self._choice.settled(full, wanted, now)
        if has_rows(wanted):
            await self._participants.require_group(full.session)
        if await self._reports.open_ones(member.organization) >= MAX_OPEN:
            raise RateLimited(f"{MAX_OPEN} reports are under way; wait for one of them.", retry_after_ms=5_000)
        report = Report(
            id=new_id("rep"),
            organization=member.organization,
            session=session_id,
            number=await self._reports.next_number(session_id),
            wanted=wanted,
            state="queued",
            progress=0,
            is_open=True,
            has_file=False,
            attempt=0,
            revision=1,
            requested_by=member.user,
            created_at=_to_milliseconds(now),
            expires_at=now + KEPT_FOR,
        )
        await self._reports.add(report)
        await self._audit.record(member, "report.requested", report.id, after={"session": session_id, "wanted": wanted})
        await self._jobs.add(
            MAKE_REPORT, {"report": report.id}, job_id=report.carrier, organization=member.organization
        )
        await self._events.publish(progressed(report))
        return report

    async def get(self, member: Member, report_id: str) -> Report:
        """Raises NotFound."""
        report = await self._reports.find_in(member.organization, report_id)
        if report is None:
            raise NotFound
        return report

    async def latest_number(self, member: Member, session_id: str) -> int:
        """Where the list of a session's reports begins. Raises NotFound."""
        await self._sessions.get(member.organization, session_id)
        return await self._reports.latest_number(session_id)

    async def numbered(self, member: Member, session_id: str, after: int, to: int) -> list[Report]:
        """A stretch of that list, the newest first."""
        return await self._reports.numbered(member.organization, session_id, after, to)

    async def delete(self, member: Member, report_id: str) -> None:
        """The record and the file; one that is being made is made no further. Raises NotFound."""
        await self._removal.delete(await self.get(member, report_id))
        await self._audit.record(member, "report.deleted", report_id)

    async def link(self, member: Member, report_id: str) -> tuple[str, datetime]:
        """A signed note that opens the file for whoever has it, and until when. Raises NotFound where there is no
        file (any more), NotAllowed where it holds names that the member may not read."""
        report = await self._standing(await self.get(member, report_id))
        _require_readable(member, report.wanted)
        expires_at = (self._clock() + self._links.lifetime).replace(microsecond=0)
        note = self._links.write(LinkNote(report.id, report.organization))
        await self._audit.record(member, "report.shared", report.id, after={"expires_at": expires_at})
        return note, expires_at

    async def download(self, note: str) -> tuple[ReportFile, AsyncIterator[bytes]]:
        """The file behind a link, as long as the member it was mailed to may have reports.

        Raises TokenInvalid, TokenExpired, NotFound.
        """
        said = self._links.read(note, LinkNote)
        if said.user is not None and not await self._recipients.among(said.organization, (said.user,)):
            raise NotFound
        found = await self._reports.find_in(said.organization, said.report)
        if found is None:
            raise NotFound
        report = await self._standing(found)
        pieces = await self._files.read(file_id(report.id, report.attempt))
        if pieces is None or report.file is None:
            raise NotFound
        return report.file, pieces

    async def _standing(self, report: Report) -> Report:
        """A report whose file may be given out. One that holds answers which were erased since is removed at once."""
        if not report.has_file or report.expires_at <= self._clock():
            raise NotFound("This report has no file.")
        if report.erasures != await current_fingerprint(self._database, self._sessions, report):
            await self._removal.expire(report)
            raise NotFound("Answers in this report were erased; have it made again.")
        return report


def _require_readable(member: Member, wanted: Wanted) -> None:
    if wanted.options.names:
        require(member, "participants:read")


def _to_milliseconds(moment: datetime) -> datetime:
    """As the database keeps it."""
    return moment.replace(microsecond=moment.microsecond // 1_000 * 1_000)
