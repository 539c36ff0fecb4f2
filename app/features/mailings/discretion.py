"""What is told of suppressed addresses while an anonymous session takes answers (docs/adr/0011-blind-links.md)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.core.clock import Clock
from app.features.invitations.model import hides_who_answered
from app.features.mailings.suppressions import Reason, Suppressions
from app.features.sessions.repository import SessionRepository


class Discretion:
    """Only who has not answered gets a reminder. What became of it is nobody's business until the session is over, in
    whatever session they are invited as well."""

    def __init__(self, suppressions: Suppressions, sessions: SessionRepository, clock: Clock) -> None:
        self._suppressions = suppressions
        self._sessions = sessions
        self._clock = clock

    async def told(self, organization: str, addresses: Sequence[str]) -> dict[str, Reason]:
        """Why they get no mail, where that may be told."""
        found = await self._suppressions.among(organization, addresses)
        secretive = await self._secretive({one for each in found.values() for one in each.reminded_in})
        return {address: one.reason for address, one in found.items() if one.reminded_in.isdisjoint(secretive)}

    async def stopped(self, session: str, organization: str, addresses: Sequence[str]) -> set[str]:
        """Those who get no mail of this session. A bounce that may not be told stops no mail of another one, for that
        would tell it; a complaint does: what somebody wishes goes first."""
        found = await self._suppressions.among(organization, addresses)
        secretive = await self._secretive({one for each in found.values() for one in each.reminded_in})
        return {
            address
            for address, one in found.items()
            if one.reason == "complained" or session in one.reminded_in or one.reminded_in.isdisjoint(secretive)
        }

    async def _secretive(self, sessions: Collection[str]) -> set[str]:
        """Those that hide who has answered; what cannot be read may."""
        found, now = await self._sessions.some(sessions), self._clock()
        return {one for one in sessions if one not in found or hides_who_answered(found[one], now)}
