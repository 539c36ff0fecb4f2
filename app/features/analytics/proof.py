"""Whether what is shown was proved: how the last recount of a session's log came out, and what has moved since."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from app.contracts.frames import Position
from app.core.principals import Member
from app.features.analytics.recounts import RecountRepository
from app.features.analytics.repository import TallyRepository
from app.features.sessions.service import SessionService

Verdict = Literal["verified", "moved_on", "drift", "not_recounted"]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """``recounted``: where the tally stood when its log was last counted again; ``current``: where it stands."""

    verdict: Verdict
    recounted: Position | None
    recounted_at: datetime | None
    current: Position | None


class ProofService:
    def __init__(self, *, sessions: SessionService, tallies: TallyRepository, recounts: RecountRepository) -> None:
        self._sessions = sessions
        self._tallies = tallies
        self._recounts = recounts

    async def read(self, member: Member, session_id: str) -> Proof:
        """Raises NotFound."""
        await self._sessions.get(member.organization, session_id)
        current = (await self._tallies.positions([session_id])).get(session_id)
        recount = await self._recounts.read(session_id)
        if recount is None:
            return Proof(verdict="not_recounted", recounted=None, recounted_at=None, current=current)
        at = Position(recount.epoch, recount.version)
        verdict: Verdict = "drift" if not recount.agrees else "verified" if at == current else "moved_on"
        return Proof(verdict=verdict, recounted=at, recounted_at=recount.at, current=current)
