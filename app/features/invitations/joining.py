"""Coming in by a personal link."""

from __future__ import annotations

import msgspec

from app.core.errors import FieldError, InvalidInput, NotFound, WrongState
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.accounts.model import hash_of
from app.features.invitations.completion import Completion
from app.features.invitations.model import Invitation, InvitationUsed, blind_participant, claim_of, is_blind
from app.features.invitations.repository import Invitations
from app.features.organizations.repository import OrganizationRepository
from app.features.sessions.joining import Joined, ParticipantService
from app.features.sessions.model import Session, SessionInFull
from app.features.sessions.service import SessionService


class Invited(msgspec.Struct, frozen=True):
    """Where a link leads, and for whom it is."""

    session: Session
    invitation: Invitation


class InvitedBy(Invited, frozen=True):
    """The same, with the name of the organization that asks and what it asks."""

    organization: str
    full: SessionInFull


class InvitedService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantService,
        invitations: Invitations,
        completion: Completion,
        organizations: OrganizationRepository,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._invitations = invitations
        self._completion = completion
        self._organizations = organizations

    async def preview(self, token: str) -> InvitedBy:
        """Raises NotFound for a link that is forged or was taken back."""
        found = await self._invited(token)
        organization = await self._organizations.find(found.session.organization)
        full = await self._sessions.in_full(found.session)
        name = organization.name if organization is not None else ""
        return InvitedBy(found.session, found.invitation, name, full)

    async def join(self, token: str, *, device_secret: str | None, name: str | None) -> Joined:
        """Come in, or come back: a link is one participant, on however many devices.

        A blind link is one device, the one with this ``device_secret``.

        Raises:
            NotFound: the link is forged or was taken back.
            InvitationUsed: a blind link was redeemed with another secret.
            ParticipantRemoved, SessionEnded, SessionClosed, SessionLocked, InvalidInput: as joining by code.
        """
        invited = await self._invited(token)
        session, invitation = invited.session, invited.invitation
        if is_blind(session):
            return await self._join_blindly(session, invitation, _required(device_secret))
        self._participants.require_joinable(session, is_back=invitation.participant is not None)
        participant = Participant(await self._bound(invitation), session.id, session.organization)
        return await self._participants.join_as(
            session, participant, name=invitation.name or name or invitation.email, email=invitation.email
        )

    async def report_done(self, token: str, device_secret: str) -> None:
        """Let a device with a blind link say that it has answered, so that no more reminders come.

        The log is asked whether that is so; what led from the one to the other is forgotten with this call.

        Raises NotFound; InvitationUsed for another device; WrongState where nothing was answered yet.
        """
        invited = await self._invited(token)
        session, invitation = invited.session, invited.invitation
        if not is_blind(session) or invitation.is_done:
            return
        if invitation.claim != claim_of(device_secret, invitation.id):
            raise InvitationUsed
        if not await self._completion.has_answered(session, blind_participant(device_secret, session.id)):
            raise WrongState("This device has not sent its answers yet.")
        await self._invitations.mark_done(invitation)

    async def _invited(self, token: str) -> Invited:
        invitation = await self._invitations.find_by_hash(hash_of(token))
        if invitation is None:
            raise NotFound("This link leads nowhere any more.")
        return Invited(await self._sessions.to_join(code=None, session_id=invitation.session), invitation)

    async def _join_blindly(self, session: Session, invitation: Invitation, device_secret: str) -> Joined:
        self._participants.require_joinable(session, is_back=invitation.claim is not None)
        if not await self._invitations.claim(invitation, claim_of(device_secret, invitation.id)):
            raise InvitationUsed
        participant = Participant(blind_participant(device_secret, session.id), session.id, session.organization)
        return await self._participants.join_as(session, participant, name=None, email=None)

    async def _bound(self, invitation: Invitation) -> str:
        """Who comes in by it: the first device decides, the others follow."""
        if invitation.participant is not None:
            return invitation.participant
        participant = new_id("par")
        if await self._invitations.bind(invitation, participant):
            return participant
        now = await self._invitations.find(invitation.session, invitation.id)
        if now is None or now.participant is None:
            raise NotFound("This link leads nowhere any more.")
        return now.participant


def _required(device_secret: str | None) -> str:
    if device_secret is None:
        message = "Answers of this session are anonymous: send 256 random bits that this device keeps."
        raise InvalidInput(fields=(FieldError(message, "required", "device_secret"),))
    return device_secret
