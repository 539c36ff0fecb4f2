"""Results for those who poll: what the results channel of the socket shows, as of the latest write."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.frames import ResultsData
from app.core.errors import NotFound
from app.core.principals import Member, Principal
from app.features.analytics.repository import TallyRepository
from app.features.sessions.service import SessionService


class Results(msgspec.Struct, frozen=True):
    """Epoch and version are 0 before the first entry. ``tag`` changes whenever what this caller sees may have."""

    epoch: int
    version: int
    as_of: datetime
    data: ResultsData
    tag: str


class ResultsService:
    def __init__(self, sessions: SessionService, tallies: TallyRepository) -> None:
        self._sessions = sessions
        self._tallies = tallies

    async def read(self, principal: Principal, session_id: str) -> Results:
        """All results for a member; those of revealed questions for a participant. Raises NotFound for strangers."""
        if not isinstance(principal, Member) and principal.session != session_id:
            raise NotFound
        full = await self._sessions.get(principal.organization, session_id)
        tally = await self._tallies.read(session_id)
        if tally is None:
            return Results(0, 0, full.session.created_at, ResultsData(entries=0, cells={}), "0.0")
        tag, data = f"{tally.epoch}.{tally.version}", tally.results()
        if isinstance(principal, Member):
            return Results(tally.epoch, tally.version, tally.as_of, data, tag)
        revealed = frozenset(full.session.state.revealed)
        shown = {cell: counts for cell, counts in data.cells.items() if cell.rpartition("@")[0] in revealed}
        seen = ResultsData(entries=data.entries, cells=shown)
        return Results(tally.epoch, tally.version, tally.as_of, seen, f"{tag}.{full.session.state_version}")
