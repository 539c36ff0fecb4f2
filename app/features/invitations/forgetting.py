"""What of invitations goes when a participant is erased, or when a session's answers are kept no longer."""

from __future__ import annotations

from typing import Any

from app.core.principals import Participant
from app.features.invitations.repository import Invitations


class InvitationsForgotten:
    """A participant's address, and whatever else was imported with it."""

    def __init__(self, invitations: Invitations) -> None:
        self._invitations = invitations

    async def held_about(self, participant: Participant) -> dict[str, Any]:
        """What is held beside the participant's record; nothing for who came in by a blind link."""
        invitation = await self._invitations.find_by_participant(participant.session, participant.participant)
        if invitation is None:
            return {}
        shown = ("id", "email", "name", "language", "timezone", "created_at")
        return {"invitation": {field: getattr(invitation, field) for field in shown}}

    async def forget_participant(self, participant: Participant) -> None:
        """A repeat does nothing."""
        invitation = await self._invitations.find_by_participant(participant.session, participant.participant)
        if invitation is not None:
            await self._invitations.remove(invitation)

    async def forget_session(self, session: str) -> None:
        """A repeat does nothing."""
        await self._invitations.remove_all(session)
