"""What of mails goes with a participant, and with a session's answers."""

from __future__ import annotations

from typing import Any

from app.core.principals import Participant
from app.features.invitations.forgetting import InvitationsForgotten
from app.features.mailings.ledger import Ledger
from app.features.mailings.plans import Plans
from app.features.mailings.suppressions import SuppressingReminders


class MailForgotten:
    """Invitations and their mails. Lines of the ledger hold no address: they stay until the session's answers go."""

    def __init__(
        self, invitations: InvitationsForgotten, ledger: Ledger, reminders: SuppressingReminders, plans: Plans
    ) -> None:
        self._invitations = invitations
        self._ledger = ledger
        self._reminders = reminders
        self._plans = plans

    async def held_about(self, participant: Participant) -> dict[str, Any]:
        """What was imported about somebody, and which mails they got."""
        held = await self._invitations.held_about(participant)
        if not held:
            return held
        lines = await self._ledger.of_invitation(held["invitation"]["id"])
        return {**held, "mails": [{"wave": line.wave, "state": line.state, "at": line.at} for line in lines]}

    async def forget_participant(self, participant: Participant) -> None:
        """A repeat does nothing."""
        await self._invitations.forget_participant(participant)

    async def forget_session(self, session: str) -> None:
        """A repeat does nothing."""
        await self._plans.forget(session)
        await self._ledger.forget(session)
        await self._reminders.forget(session)
        await self._invitations.forget_session(session)
