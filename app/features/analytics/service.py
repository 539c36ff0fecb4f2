"""What is counted, and the proof that it is right."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Protocol

import msgspec

from app.core.clock import Ticks, monotonic
from app.core.errors import NotFound
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.tally import (
    Cells,
    Change,
    Counts,
    Difference,
    Questions,
    bundle_terms,
    differences,
)
from app.features.sessions.model import SessionInFull
from app.features.submissions.erased import ErasedRevisions
from app.features.submissions.repository import EntryLog

REST_WITHIN_S = 10.0
LOOK_AGAIN_S = 0.2
BUNDLE_EVERY = 1_000


class SessionLookup(Protocol):
    """Where a session's questions are found."""

    async def find(self, session_id: str) -> SessionInFull | None: ...


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """A tally beside the recount of its log. Terms beyond the tally's bound are compared as one sum (``other``).
    ``log_removed_at``: there is nothing left to recount, and the tally is taken as it stands."""

    session: str
    epoch: int
    version: int
    as_of: datetime | None
    entries_in_tally: int
    entries_in_log: int
    counters: int
    differences: list[Difference]
    log_removed_at: datetime | None

    @property
    def agrees(self) -> bool:
        return not self.differences


class AnalyticsService:
    """Reads tallies and checks them against the log."""

    def __init__(
        self, *, tallies: TallyRepository, entries: EntryLog, sessions: SessionLookup, ticks: Ticks = monotonic
    ) -> None:
        self._tallies = tallies
        self._entries = entries
        self._sessions = sessions
        self._ticks = ticks

    async def results(self, session: str) -> Tally | None:
        """The tally of a session; None before its first entry was folded. The caller has checked who asks."""
        return await self._tallies.read(session)

    async def recount(self, session: str, *, like: Tally | None = None) -> Counts:
        """Count the log of a session from nothing, in bounded memory: terms that ``like`` does not show are one sum.

        Raises:
            NotFound: there is no such session.
        """
        questions = await self._questions(session)
        shown = like.counts.cells if like else {}
        while True:
            erased = await self._entries.erased(session)
            counts = await self._counted(session, erased, questions, shown)
            if await self._entries.erased(session) == erased:
                return counts

    async def _counted(self, session: str, erased: ErasedRevisions, questions: Questions, shown: Cells) -> Counts:
        counts, pending = Counts(), Counts()
        async for entry in self._entries.scan(session, erased):
            pending.fold(Change(entry.attempt, entry.answers, entry.replaces), questions)
            if pending.entries >= BUNDLE_EVERY:
                counts.merge(bundle_terms(pending, shown))
                pending = Counts()
        counts.merge(bundle_terms(pending, shown))
        return counts

    async def verify(self, session: str, *, rest_within_s: float = REST_WITHIN_S) -> Verification:
        """Recount a session and compare it with its tally.

        Waits up to ``rest_within_s`` for the relay to have folded all that is stored, and looks again when the log or
        the tally moved meanwhile; after that it reports what it saw.

        Raises:
            NotFound: there is no such session.
        """
        deadline = self._ticks() + rest_within_s
        while True:
            tally = await self._at_rest(session, deadline)
            if tally is not None and tally.log_removed_at is not None:
                return _verification(session, tally, tally.counts)
            recounted = await self.recount(session, like=tally)
            again = await self._tallies.read(session)
            has_moved = (again and again.position) != (tally and tally.position)
            is_behind = recounted.entries != (tally.counts.entries if tally else 0)
            if not (has_moved or is_behind) or self._ticks() > deadline:
                return _verification(session, tally, recounted)

    async def _at_rest(self, session: str, deadline: float) -> Tally | None:
        """The tally once it holds as many entries as the log, or whatever it holds at the deadline."""
        while True:
            logged = await self._entries.count(session)
            tally = await self._tallies.read(session)
            if tally is not None and tally.log_removed_at is not None:
                return tally
            if (tally.counts.entries if tally else 0) == logged or self._ticks() > deadline:
                return tally
            await asyncio.sleep(LOOK_AGAIN_S)

    async def _questions(self, session: str) -> Questions:
        found = await self._sessions.find(session)
        if found is None:
            raise NotFound("There is no such session.")
        return {question.id: question for question in found.version.content.questions}


def _verification(session: str, tally: Tally | None, recounted: Counts) -> Verification:
    stored = tally.counts if tally else Counts()
    return Verification(
        session=session,
        epoch=tally.epoch if tally else 0,
        version=tally.version if tally else 0,
        as_of=tally.as_of if tally else None,
        entries_in_tally=stored.entries,
        entries_in_log=recounted.entries,
        counters=sum(1 for _ in recounted.nonzero()),
        differences=differences(stored, recounted),
        log_removed_at=tally.log_removed_at if tally else None,
    )
