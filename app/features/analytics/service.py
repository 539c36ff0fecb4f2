"""What is counted, and the proof that it is right."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

from app.core.clock import Ticks, monotonic, utc_now
from app.core.errors import NotFound
from app.features.analytics.model import Tally
from app.features.analytics.recounting import Recounter
from app.features.analytics.repository import TallyRepository
from app.features.analytics.tally import Counts, Difference, Questions, differences
from app.features.sessions.model import SessionInFull
from app.features.submissions.repository import EntryLog

REST_WITHIN_S = 10.0
LOOK_AGAIN_S = 0.2
MADE_ANEW_WITHIN_S = 15.0
"""In which a relay that leads, or one that takes over, notices that its stream has lost something."""
LONGEST_REBUILD = timedelta(days=1)


class SessionLookup(Protocol):
    """Where a session's questions are found."""

    async def find(self, session_id: str) -> SessionInFull | None: ...


Verdict = Literal["agrees", "drifts", "moving"]


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """A tally beside the recount of its log, or of what was in the log where the tally stands. Terms beyond the tally's
    bound are compared as one sum (``other``). ``log_removed_at``: there is nothing left to recount, and the tally is
    taken as it stands. ``moving``: there is no tally yet, it is being made anew, or what came after it cannot
    be told, so nothing was compared."""

    session: str
    epoch: int
    version: int
    as_of: datetime | None
    entries_in_tally: int
    entries_in_log: int
    counters: int
    verdict: Verdict
    differences: list[Difference]
    log_removed_at: datetime | None

    @property
    def agrees(self) -> bool:
        return self.verdict == "agrees"


class AnalyticsService:
    """Reads tallies and checks them against the log."""

    def __init__(
        self,
        *,
        tallies: TallyRepository,
        entries: EntryLog,
        sessions: SessionLookup,
        ticks: Ticks = monotonic,
        made_anew_within_s: float = MADE_ANEW_WITHIN_S,
    ) -> None:
        self._tallies = tallies
        self._entries = entries
        self._sessions = sessions
        self._ticks = ticks
        self._made_anew_within_s = made_anew_within_s
        self._recounter = Recounter(entries)

    async def recount(self, session: str, *, like: Tally | None = None) -> Counts:
        """Count the log of a session from nothing, in bounded memory: terms that ``like`` does not show are one sum.

        Raises:
            NotFound: there is no such session.
        """
        return (await self._recounter.whole(session, await self._questions(session), like)).counts

    async def verify(self, session: str, *, rest_within_s: float = REST_WITHIN_S) -> Verification:
        """Recount a session and compare it with its tally.

        Waits up to ``rest_within_s`` for the relay to have folded all that is stored, and looks again when the log or
        the tally moved meanwhile; after that, a log is compared as far as its tally had come. Where the tally lacks
        some of that, nothing is said while a relay may still make it anew.

        Raises:
            NotFound: there is no such session.
        """
        deadline = self._ticks() + rest_within_s
        questions = await self._questions(session)
        while True:
            tally = await self._at_rest(session, deadline)
            if tally is not None and tally.log_removed_at is not None:
                return _verification(session, tally, tally.counts)
            recounted = await self._recounter.whole(session, questions, tally)
            again = await self._tallies.read(session)
            has_moved = (again and again.position) != (tally and tally.position)
            folded = tally.counts.entries if tally else 0
            if not has_moved and recounted.counts.entries <= folded:
                return _verification(session, tally, recounted.counts)
            if self._ticks() >= deadline:
                reached = None
                if tally is not None and again is not None and _is_same_log(tally, again):
                    reached = await self._recounter.up_to(tally, recounted, questions)
                    if reached and reached.entries > tally.counts.entries and await self._is_made_anew(tally):
                        reached = None
                return _verification(session, tally, reached or recounted.counts, is_moving=reached is None)

    async def _is_made_anew(self, tally: Tally) -> bool:
        """Whether a relay puts another in the place of a tally that has lost entries."""
        until = self._ticks() + self._made_anew_within_s
        while self._ticks() < until:
            stands_at = (await self._tallies.positions([tally.session])).get(tally.session)
            if stands_at is None or stands_at.epoch != tally.epoch:
                return True
            await asyncio.sleep(LOOK_AGAIN_S)
        return await self._tallies.are_being_rebuilt(since=utc_now() - LONGEST_REBUILD)

    async def _at_rest(self, session: str, deadline: float) -> Tally | None:
        """The tally once it holds as many entries as the log, or whatever it holds at the deadline."""
        while self._ticks() < deadline:
            logged = await self._entries.count(session)
            tally = await self._tallies.read(session)
            has_log = tally is None or tally.log_removed_at is None
            if not has_log or (tally.counts.entries if tally else 0) == logged:
                return tally
            await asyncio.sleep(LOOK_AGAIN_S)
        return await self._tallies.read(session)

    async def _questions(self, session: str) -> Questions:
        found = await self._sessions.find(session)
        if found is None:
            raise NotFound("There is no such session.")
        return {question.id: question for question in found.version.content.questions}


def _is_same_log(before: Tally, after: Tally) -> bool:
    """Whether the tally was not made anew meanwhile, and its log not removed."""
    return before.epoch == after.epoch and after.log_removed_at is None


def _verification(session: str, tally: Tally | None, recounted: Counts, *, is_moving: bool = False) -> Verification:
    stored = tally.counts if tally else Counts()
    found = [] if is_moving else differences(stored, recounted)
    return Verification(
        session=session,
        epoch=tally.epoch if tally else 0,
        version=tally.version if tally else 0,
        as_of=tally.as_of if tally else None,
        entries_in_tally=stored.entries,
        entries_in_log=recounted.entries,
        counters=sum(1 for _ in recounted.nonzero()),
        verdict="moving" if is_moving else "drifts" if found else "agrees",
        differences=found,
        log_removed_at=tally.log_removed_at if tally else None,
    )
