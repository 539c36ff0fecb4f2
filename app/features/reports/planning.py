"""Setting up reports that come by themselves, and ending them for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.core.clock import Clock
from app.core.errors import EditConflict, FieldError, InvalidInput
from app.core.permissions import Permission, permissions_of
from app.core.principals import Member
from app.core.timezones import is_timezone
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository
from app.features.audit.changes import changes_between
from app.features.audit.service import AuditTrail
from app.features.organizations.repository import OrganizationRepository
from app.features.reports.model import Options, Wanted
from app.features.reports.plan import MAX_RECIPIENTS, ReportPlan, StoredReportPlan
from app.features.reports.plans import ReportPlans
from app.features.reports.rules import require_possible
from app.features.reports.sides import Compared
from app.features.sessions.service import SessionService
from app.infra.notes import Notes

NEEDED: Permission = "results:export"


class StopNote(msgspec.Struct, frozen=True):
    """What the link under a mail says."""

    session: str
    user: str


class Recipients:
    """Members who may have reports at this moment, and whose address is proven."""

    def __init__(self, organizations: OrganizationRepository, accounts: AccountRepository) -> None:
        self._organizations = organizations
        self._accounts = accounts

    async def among(self, organization: str, users: Sequence[str]) -> list[User]:
        """Those of ``users`` who may have them, in their order."""
        found = [await self._allowed(organization, user) for user in users]
        return [user for user in found if user is not None]

    async def _allowed(self, organization: str, user_id: str) -> User | None:
        membership = await self._organizations.member(organization, user_id)
        if membership is None or NEEDED not in permissions_of(membership.role):
            return None
        user = await self._accounts.user(user_id)
        return user if user is not None and user.email_verified else None


class PlanInFull(NamedTuple):
    """``stored`` is None where there is no plan yet, ``now`` when it was looked at."""

    session: str
    stored: StoredReportPlan | None
    now: datetime


class ReportPlanning:
    def __init__(
        self,
        *,
        sessions: SessionService,
        plans: ReportPlans,
        recipients: Recipients,
        stops: Notes,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._plans = plans
        self._recipients = recipients
        self._stops = stops
        self._audit = audit
        self._clock = clock

    async def get(self, member: Member, session_id: str) -> PlanInFull:
        """Raises NotFound."""
        await self._sessions.get(member.organization, session_id)
        return PlanInFull(session_id, await self._plans.find(session_id), self._clock())

    async def save(
        self, member: Member, session_id: str, plan: ReportPlan, *, is_active: bool, based_on: int
    ) -> PlanInFull:
        """The first report comes when one is due after this. Raises NotFound, InvalidInput, AnswersRemoved;
        EditConflict where it is no longer at ``based_on``."""
        full, now = await self._sessions.get(member.organization, session_id), self._clock()
        require_possible(wanted_of(plan), full, now)
        await self._require_sound(member.organization, plan)
        before = await self._plans.find(session_id)
        version = before.version if before is not None else 0
        after = StoredReportPlan(
            session=session_id,
            organization=member.organization,
            version=version + 1,
            is_active=is_active,
            plan=plan,
            planned_by=member.user,
            changed_at=now,
            left=tuple(user for user in (before.left if before else ()) if user not in plan.recipients),
        )
        if version != based_on or not await self._plans.replace(before, after):
            latest = await self._plans.find(session_id)
            raise EditConflict(current=latest.version if latest is not None else 0)
        was, is_now = changes_between(before.parts() if before is not None else {}, after.parts())
        await self._audit.record(member, "report_plan.saved", session_id, before=was or None, after=is_now)
        return await self.get(member, session_id)

    def require_known(self, note: str) -> None:
        """Raises TokenInvalid, TokenExpired."""
        self._stops.read(note, StopNote)

    async def stop(self, note: str) -> None:
        """No more of these mails to whom the link was sent; a repeat does nothing.

        Raises TokenInvalid, TokenExpired.
        """
        said = self._stops.read(note, StopNote)
        while (before := await self._plans.find(said.session)) is not None:
            others = tuple(user for user in before.plan.recipients if user != said.user)
            if len(others) == len(before.plan.recipients):
                return
            if await self._plans.replace(before, without(before, others, said.user)):
                what = {"recipient": said.user}
                organization = before.organization
                await self._audit.record(
                    None, "report_plan.recipient_left", said.session, organization=organization, after=what
                )
                return

    async def _require_sound(self, organization: str, plan: ReportPlan) -> None:
        problems = []
        if not is_timezone(plan.timezone):
            message = "This is no IANA time zone, such as Europe/Berlin."
            problems.append(FieldError(message, "unknown_timezone", "plan.timezone"))
        allowed = {user.id for user in await self._recipients.among(organization, plan.recipients)}
        for place, user in enumerate(plan.recipients):
            if user not in allowed:
                message = "Only members who may export, with a confirmed address, get reports."
                problems.append(FieldError(message, "not_possible", f"plan.recipients.{place}"))
            elif user in plan.recipients[:place]:
                problems.append(FieldError("This stands twice.", "duplicate_value", f"plan.recipients.{place}"))
        if problems:
            raise InvalidInput(fields=tuple(problems))


def wanted_of(plan: ReportPlan) -> Wanted:
    """The report that a plan asks for, at any due date."""
    compared = Compared() if plan.over_time else None
    return Wanted(format=plan.format, options=Options(language=plan.language), compared=compared)


def without(stored: StoredReportPlan, others: tuple[str, ...], user: str) -> StoredReportPlan:
    """The plan without a recipient; without any it rests. Nothing becomes due anew by it."""
    left = (*(one for one in stored.left if one != user), user)[-MAX_RECIPIENTS:]
    plan = msgspec.structs.replace(stored.plan, recipients=others or stored.plan.recipients)
    is_active = stored.is_active and bool(others)
    return msgspec.structs.replace(stored, plan=plan, is_active=is_active, version=stored.version + 1, left=left)
