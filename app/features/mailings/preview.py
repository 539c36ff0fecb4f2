"""How a mail of a plan looks, before anybody gets it."""

from __future__ import annotations

import msgspec

from app.core.clock import Clock
from app.core.errors import FieldError, InvalidInput, WrongState
from app.core.letters import Letter
from app.core.principals import Member
from app.core.timezones import is_timezone
from app.features.invitations.model import Invitation
from app.features.mailings.links import MailLinks
from app.features.mailings.model import ReminderPlan, WaveKind
from app.features.mailings.plans import Plans
from app.features.mailings.service import problems_with
from app.features.mailings.texts import letter_for
from app.features.organizations.repository import OrganizationRepository
from app.features.sessions.model import Session
from app.features.sessions.service import SessionService

NOBODY = "preview"
"""Its links are of the right length and lead nowhere."""


class Reader(msgspec.Struct, frozen=True):
    """Whom the mail is tried out on."""

    name: str | None = None
    language: str | None = None
    timezone: str | None = None


class PreviewService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        organizations: OrganizationRepository,
        plans: Plans,
        links: MailLinks,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._organizations = organizations
        self._plans = plans
        self._links = links
        self._clock = clock

    async def preview(
        self, member: Member, session_id: str, kind: WaveKind, reader: Reader, plan: ReminderPlan | None
    ) -> Letter:
        """The mail of a plan that may not be saved yet, or of the one that is.

        Raises NotFound, InvalidInput; WrongState where there is neither.
        """
        session = (await self._sessions.get(member.organization, session_id)).session
        plan = plan or await self._saved(session)
        problems = tuple(problems_with(plan, session))
        if reader.timezone is not None and not is_timezone(reader.timezone):
            problems += (
                FieldError("This is no IANA time zone, such as Europe/Berlin.", "unknown_timezone", "timezone"),
            )
        if problems:
            raise InvalidInput(fields=problems)
        organization = await self._organizations.find(session.organization)
        sample = self._sample(session, reader)
        return letter_for(
            sample,
            session,
            plan,
            kind,
            organization=organization.name if organization is not None else "",
            links=self._links.nowhere(sample),
        )

    async def _saved(self, session: Session) -> ReminderPlan:
        stored = await self._plans.find(session.id)
        if stored is None:
            raise WrongState("This session has no reminder plan yet; send one along.")
        return stored.plan

    def _sample(self, session: Session, reader: Reader) -> Invitation:
        return Invitation(
            id=NOBODY,
            session=session.id,
            organization=session.organization,
            number=1,
            email="",
            address="",
            name=reader.name,
            language=reader.language,
            timezone=reader.timezone,
            hash="",
            created_at=self._clock(),
        )
