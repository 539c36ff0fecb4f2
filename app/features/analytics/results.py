"""Results for those who poll: what the results channel of the socket shows, as of the latest write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from app.contracts.frames import ResultsData
from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.principals import Member, Participant, Principal
from app.features.analytics.repository import TallyRepository
from app.features.sessions.model import Session
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import SessionService
from app.features.submissions.model import FIRST_REVISION
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM


class Results(msgspec.Struct, frozen=True):
    """Epoch and version are 0 before the first entry. ``tag`` changes whenever what this caller sees may have."""

    epoch: int
    version: int
    as_of: datetime
    data: ResultsData
    tag: str


class ResultsService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantRepository,
        tallies: TallyRepository,
        log: EntryLog,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._tallies = tallies
        self._log = log
        self._clock = clock

    async def read(self, principal: Principal, session_id: str) -> Results:
        """All results for a member; for a participant those that the session shows to it now. Raises NotFound for
        strangers, ParticipantRemoved."""
        if not isinstance(principal, Member) and principal.session != session_id:
            raise NotFound
        full = await self._sessions.get(principal.organization, session_id)
        if not isinstance(principal, Member):
            await self._require_standing(full.session, principal)
        tally = await self._tallies.read(session_id)
        if tally is None:
            return Results(0, 0, full.session.created_at, ResultsData(entries=0, cells={}), "0.0")
        tag, data = f"{tally.epoch}.{tally.version}", tally.results()
        if isinstance(principal, Member):
            return Results(tally.epoch, tally.version, tally.as_of, data, tag)
        visible = await self._visible(principal, full.session, data.cells)
        shown = {cell: counts for cell, counts in data.cells.items() if cell in visible}
        seen = ResultsData(entries=data.entries, cells=shown)
        return Results(
            tally.epoch, tally.version, tally.as_of, seen, f"{tag}.{full.session.state_version}.{len(shown)}"
        )

    async def _require_standing(self, session: Session, participant: Participant) -> None:
        """A token outlives its participant. Only sessions where somebody was erased pay for the look."""
        session.require_present(participant.participant)
        if session.has_erasures and not await self._participants.stands(participant):
            raise NotFound

    async def _visible(self, participant: Participant, session: Session, cells: Iterable[str]) -> frozenset[str]:
        match session.settings.results_for:
            case "nobody":
                return frozenset()
            case "after_close":
                return frozenset(cells) if session.is_over(self._clock()) else frozenset()
            case "after_answer":
                return await self._answered(participant, session, cells)
            case "revealed":
                revealed = session.state.revealed
                return frozenset(cell for cell in cells if cell.rpartition("@")[0] in revealed)

    async def _answered(self, participant: Participant, session: Session, cells: Iterable[str]) -> frozenset[str]:
        """The cells that this participant's first answers are in; an empty answer opens nothing."""
        ids: dict[str, str] = {}
        for cell in cells:
            question, _, attempt = cell.rpartition("@")
            part = FORM if session.mode == "open" else question
            ids[cell] = f"{session.id}:{participant.participant}:{attempt}:{part}:{FIRST_REVISION}"
        stored = await self._log.by_ids(set(ids.values()))
        answered = {name for name, entry in stored.items() if any(one is not None for one in entry.answers.values())}
        return frozenset(cell for cell, entry_id in ids.items() if entry_id in answered)
