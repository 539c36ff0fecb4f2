"""The work of planned reports: what is due, making it, and telling its recipients. Every step may be done again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from app.core.clock import Clock
from app.core.errors import AppError, MailUnavailable, Unavailable, WrongState
from app.core.letters import Letter, one_line
from app.features.accounts.model import User
from app.features.jobs.service import JobService
from app.features.reports.choosing import SideChoice
from app.features.reports.maker import ReportMaker
from app.features.reports.model import KEPT_FOR, Report
from app.features.reports.plan import StoredReportPlan, report_id_of
from app.features.reports.planning import Recipients, StopNote, wanted_of
from app.features.reports.plans import ReportPlans
from app.features.reports.repository import ReportRepository
from app.features.reports.service import LinkNote
from app.features.sessions.model import Session
from app.features.sessions.repository import SessionRepository
from app.features.surveys.repository import SurveyRepository
from app.http.public_url import PublicUrl
from app.infra.mailer import KEY_LIFETIME, Mail, Mailer
from app.infra.mongo_errors import DuplicateKeyError

log = logging.getLogger(__name__)

SEND_REPORT = "send_report"
LINK_DAYS = 7
RESTS_AFTER = timedelta(days=3)
"""By then the job of the last report has had all its attempts, for which the plan must be active."""
STOP_PAGE, FILES = "/report-mails", "/api/v1/reports/files"


WriteNote = Callable[[datetime, msgspec.Struct], str]
"""A signed note that counts its time from a moment: written again it is the same, and so is a mail sent again."""


class ReportSending:
    """``link_note`` and ``stop_note`` write what the links of a mail hold."""

    def __init__(
        self,
        *,
        plans: ReportPlans,
        sessions: SessionRepository,
        surveys: SurveyRepository,
        reports: ReportRepository,
        choice: SideChoice,
        maker: ReportMaker,
        recipients: Recipients,
        mailer: Mailer,
        link_note: WriteNote,
        stop_note: WriteNote,
        public_url: PublicUrl,
        jobs: JobService,
        clock: Clock,
    ) -> None:
        self._plans = plans
        self._sessions = sessions
        self._surveys = surveys
        self._reports = reports
        self._choice = choice
        self._maker = maker
        self._recipients = recipients
        self._mailer = mailer
        self._link_note = link_note
        self._stop_note = stop_note
        self._public_url = public_url
        self._jobs = jobs
        self._clock = clock

    async def look(self) -> None:
        """Have everything sent that is due: one job for each session and due date. Plans that told all rest."""
        now = self._clock()
        for stored in await self._plans.active():
            try:
                await self._look_at(stored, now)
            except (AppError, LookupError, ValueError):  # its zone or its session cannot be read: the others can
                log.exception("a report plan cannot be looked at", extra={"session": stored.session})

    async def _look_at(self, stored: StoredReportPlan, now: datetime) -> None:
        due = stored.due(now)
        if due is None:
            return
        session = await self._sessions.find(stored.session)
        if session is None:
            await self._plans.retire(stored)
            return
        told = await self._told(session, stored, due)
        if not all(_has_told_all(one, stored, due) for one in told):
            await self._jobs.add(
                SEND_REPORT,
                {"session": stored.session, "due": due.isoformat()},
                job_id=job_of(stored.session, due),
                organization=stored.organization,
            )
        elif all(_is_over_for_good(one, stored, due) for one in told) and not await self._may_go_on(session, stored):
            await self._plans.retire(stored)

    async def _told(self, session: Session, stored: StoredReportPlan, due: datetime) -> list[Session]:
        """The sessions that its reports are about: over time, of the whole survey those that had begun."""
        if not stored.plan.over_time:
            return [session]
        sides = await self._choice.over_time(session, due)
        return [one for one in sides if one.state.started_at is not None and one.state.started_at <= due]

    async def _may_go_on(self, session: Session, stored: StoredReportPlan) -> bool:
        """Over time, a survey that is in use may have another session any day."""
        if not stored.plan.over_time:
            return False
        survey = await self._surveys.find(session.organization, session.survey)
        return survey is not None and survey.archived_at is None

    async def send(self, session_id: str, due: datetime, *, is_last: bool) -> None:
        """Make the report of a due date, once, and tell everybody who may have it now: one address that is refused
        keeps nobody else from it.

        Raises Unavailable, MailUnavailable: another attempt goes on where this one ended; WrongState where it failed,
        or was made so long ago that a mail might come twice.
        """
        stored, session = await self._plans.find(session_id), await self._sessions.find(session_id)
        if stored is None or session is None or not stored.is_active:
            return
        report = await self._made(stored, session, due, is_last=is_last)
        if self._clock() - (report.finished_at or report.created_at) > KEY_LIFETIME:
            raise WrongState("This report was made too long ago to be mailed once; it stands in the session's list.")
        failures = []
        for user in await self._recipients.among(stored.organization, stored.plan.recipients):
            try:
                await self._mailer.send(self._mail(user, session, report, stored))
            except MailUnavailable as failure:
                failures.append(failure)
        if failures:
            raise failures[0]

    async def _made(self, stored: StoredReportPlan, session: Session, due: datetime, *, is_last: bool) -> Report:
        report_id = report_id_of(stored.session, due)
        found = await self._reports.find(report_id)
        if found is None:
            await self._add(stored, session, report_id, job_of(stored.session, due))
        if found is None or found.state != "failed" or not is_last:  # the mails have many more attempts than the making
            await self._maker.make(report_id, is_last=is_last)
        report = await self._reports.find(report_id)
        if report is None or report.state in ("failed", "expired"):
            raise WrongState("This report could not be made; its record says why.")
        if report.state != "done":
            raise Unavailable("This report is still being made.")
        return report

    async def _add(self, stored: StoredReportPlan, session: Session, report_id: str, job: str) -> None:
        now = self._clock()
        report = Report(
            id=report_id,
            organization=stored.organization,
            session=stored.session,
            number=await self._reports.next_number(stored.session),
            wanted=await self._choice.named(session, wanted_of(stored.plan), now),
            state="queued",
            progress=0,
            is_open=True,
            has_file=False,
            attempt=0,
            revision=1,
            requested_by=stored.planned_by,
            created_at=now,
            expires_at=now + KEPT_FOR,
            job=job,
        )
        try:
            await self._reports.add(report)
        except DuplicateKeyError:
            return

    def _mail(self, user: User, session: Session, report: Report, stored: StoredReportPlan) -> Mail:
        made_at, base = report.finished_at or report.created_at, self._public_url.base
        link = f"{base}{FILES}/{self._link_note(made_at, LinkNote(report.id, report.organization, user.id))}"
        stop = f"{base}{STOP_PAGE}/{self._stop_note(made_at, StopNote(session.id, user.id))}"
        letter = _letter(user, one_line(session.title), link, stop, german=stored.plan.language == "de")
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        key = f"report:{report.id}:{user.id}"
        return Mail(user.email, letter.subject, letter.text(), letter.html(), key, headers=headers)


def job_of(session: str, due: datetime) -> str:
    """The id of the job of a due date."""
    return f"{SEND_REPORT}:{session}:{due.strftime('%Y-%m-%dT%H:%MZ')}"


def _has_told_all(session: Session, stored: StoredReportPlan, due: datetime) -> bool:
    """Whether it ended so long ago that the report before this one held everything."""
    return session.over_at is not None and session.over_at <= stored.plan.before(due) - timedelta(minutes=1)


def _is_over_for_good(session: Session, stored: StoredReportPlan, due: datetime) -> bool:
    """Closing hours can still be moved; an end cannot."""
    ended_at = session.state.ended_at
    return ended_at is not None and ended_at <= stored.plan.before(due) - RESTS_AFTER


def _letter(user: User, title: str, link: str, stop: str, *, german: bool) -> Letter:
    if german:
        return Letter(
            language="de",
            subject=f"Bericht: {title}",
            before=(f"Guten Tag, {user.name},", f"der Bericht über „{title}“ ist da."),
            label="Bericht herunterladen",
            link=link,
            after=(f"Der Link gilt {LINK_DAYS} Tage, für jeden, der ihn hat.",),
            footer="Diese Berichte nicht mehr erhalten",
            footer_link=stop,
        )
    return Letter(
        language="en",
        subject=f"Report: {title}",
        before=(f"Hello {user.name},", f"The report on “{title}” is ready."),
        label="Download the report",
        link=link,
        after=(f"The link is good for {LINK_DAYS} days, for whoever has it.",),
        footer="Get these reports no more",
        footer_link=stop,
    )
