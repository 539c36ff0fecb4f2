"""What is due from time to time: logs go when their retention period is over, and erasures are finished."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import msgspec

from app.core.clock import Clock
from app.core.duties import Duties
from app.core.principals import Participant
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.small_groups import Shown
from app.features.analytics.tally import TERM, Cells, Counts, bundle_terms
from app.features.audit.service import AuditTrail
from app.features.sessions.closing import SessionClosing
from app.features.sessions.model import Session
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.submissions.elsewhere import HeldElsewhere
from app.features.submissions.erasure import ErasureService, KeptResults
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.repository import SurveyRepository

log = logging.getLogger(__name__)

MIN_SAID = 3
"""A word that fewer participants said is no anonymous number; it is kept in the sum of all others."""

SWEPT_FOR = timedelta(days=1)
"""So long each pass removes a log once more: a tag on a text, or somebody's erasure, may have been on its way."""


class Upkeep(msgspec.Struct, frozen=True):
    """What one pass did. ``sessions_ended``: those that the clock closed; ``sessions_forgotten``: those where nothing
    happened any more."""

    erasures_finished: int
    logs_removed: int
    sessions_ended: int
    sessions_forgotten: int


class UpkeepService:
    """One pass may run twice, and in two processes at once; what a crash leaves half done, the next one completes."""

    def __init__(
        self,
        *,
        surveys: SurveyRepository,
        sessions: SessionRepository,
        closing: SessionClosing,
        participants: ParticipantRepository,
        tallies: TallyRepository,
        entries: EntryLog,
        erasures: ErasureService,
        quotas: QuotaKeeper,
        elsewhere: HeldElsewhere,
        results: KeptResults,
        audit: AuditTrail,
        clock: Clock,
        idle_hours: int,
    ) -> None:
        self._surveys = surveys
        self._sessions = sessions
        self._closing = closing
        self._participants = participants
        self._tallies = tallies
        self._entries = entries
        self._erasures = erasures
        self._quotas = quotas
        self._elsewhere = elsewhere
        self._results = results
        self._audit = audit
        self._clock = clock
        self._idle_hours = idle_hours

    async def run(self) -> Upkeep:
        """End sessions that closed long ago, remove the logs of those that were over longer ago than their survey keeps
        them, finish erasures, then end sessions that were forgotten.

        Raises:
            Unavailable: temporary, and only when everything else is done; somebody who is erased goes on answering.
            Exception: what failed first, only when everything else is done.
        """
        duties, ended, closed, removed, finished, forgotten = Duties(), 0, 0, 0, 0, 0
        with duties.one("sessions that closed"):
            closed = await self._closing.end_closed()
        with duties.one("retention"):
            ended, removed = await self._remove_logs(duties)
        with duties.one("erasures"):
            finished = await self._erasures.resume(self._forget_words)
        with duties.one("forgotten sessions"):
            forgotten = await self._end_forgotten(duties)
        duties.raise_first()
        return Upkeep(finished, removed, closed + ended, forgotten)

    async def _remove_logs(self, duties: Duties) -> tuple[int, int]:
        """How many sessions were ended for it, and how many logs are gone."""
        ended, removed = 0, 0
        for survey in await self._surveys.with_retention():
            before, lately = self._clock() - timedelta(days=survey.retention_days or 0), self._clock() - SWEPT_FOR
            for session in await self._sessions.over_before(
                survey.organization, survey.id, before, removed_since=lately
            ):
                with duties.of("retention", session.id):
                    if session.log_removed_at is not None:
                        await self._empty(session)
                        continue
                    if session.state.phase != "ended":  # who reopened it would collect answers beside frozen numbers
                        if not await self._closing.end(session, before):
                            continue
                        ended += 1
                    removed += await self._remove_log(session, survey.retention_days or 0)
        return ended, removed

    async def _forget_words(self, participant: Participant) -> None:
        await self._tallies.forget_unsaid_terms(participant.session)

    async def _end_forgotten(self, duties: Duties) -> int:
        """Live sessions where nobody has commanded or answered anything for ``idle_hours``; how many."""
        if self._idle_hours == 0:
            return 0
        since, ended = self._clock() - timedelta(hours=self._idle_hours), 0
        async for session in self._closing.unmoved_since(since):
            with duties.of("forgotten session", session.id):
                if await self._is_silent_since(session, since):
                    ended += await self._closing.end_forgotten(session)
        return ended

    async def _is_silent_since(self, session: Session, moment: datetime) -> bool:
        """Whether no answer came; where the relay is behind, nobody can say so."""
        tally, stored = await self._tallies.read(session.id), await self._entries.count(session.id)
        if tally is None:
            return stored == 0
        return tally.as_of < moment and tally.counts.entries == stored

    async def _remove_log(self, session: Session, retention_days: int) -> bool:
        """Freeze the tally, then remove what it was counted from; False where it is not at rest, or that was done."""
        if not await self._freeze(session):
            log.warning("a tally is not at rest; its log stays for now", extra={"session": session.id})
            return False
        await self._empty(session)
        if not await self._sessions.mark_log_removed(session.id, self._clock()):
            return False
        await self._audit.record(
            None,
            "session.log_removed",
            session.id,
            organization=session.organization,
            after={"retention_days": retention_days},
        )
        return True

    async def _empty(self, session: Session) -> None:
        """Remove what was counted and whatever else is held of people; a repeat takes what was on its way."""
        await self._entries.remove(session.id)
        await self._sessions.distrust_tokens(session.id)
        await self._elsewhere.forget_session(session.id)
        await self._participants.erase_all(session.id)
        await self._quotas.forget_holders(session)
        await self._results.forget(session.organization, session.id)

    async def _freeze(self, session: Session) -> bool:
        tally = await self._tallies.read(session.id)
        if tally is None:
            return await self._entries.count(session.id) == 0
        if tally.log_removed_at is not None:
            return True
        if tally.counts.entries != await self._entries.count(session.id):
            return False
        return await self._tallies.replace(tally, frozen(tally, self._clock()))


def frozen(tally: Tally, at: datetime) -> Tally:
    """The tally as anonymous numbers, without a log behind it: rare words are added up under ``other``."""
    shown = None
    if tally.shown is not None:  # nobody waits any more: who did was a person
        counts = _without_rare_words(Counts(tally.shown.entries, tally.shown.cells))
        shown = Shown(size=tally.shown.size, entries=counts.entries, cells=counts.cells)
    return msgspec.structs.replace(
        tally,
        version=tally.version + 1,
        counts=_without_rare_words(tally.counts),
        shown=shown,
        log_removed_at=at,
    )


def _without_rare_words(counts: Counts) -> Counts:
    said: Cells = {
        cell: {term: count for term, count in counters.items() if term.startswith(TERM) and count >= MIN_SAID}
        for cell, counters in counts.cells.items()
    }
    return bundle_terms(counts, said)
