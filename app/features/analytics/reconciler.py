"""Recounts sessions in the background, so that drift is seen before anybody asks. It must always be 0."""

from __future__ import annotations

import logging
from datetime import timedelta

from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.metrics import counters, gauge
from app.features.analytics.model import Recount
from app.features.analytics.recounts import RecountRepository
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.jobs.service import JobService
from app.features.sessions.repository import SessionRepository

log = logging.getLogger(__name__)

RECOUNTS = counters(
    "recounts",
    "Sessions recounted from their log, by what was found: agrees, drifts, or moving (nothing could be compared).",
    "found",
    expected=("agrees", "drifts", "moving"),
)
DRIFT = gauge("drift_counters", "Counters in which the last recounted session differs from its log; always 0.")

RECOUNT = "recount_session"
SETTLED_AFTER = timedelta(hours=1)
"""A session that ended longer ago was recounted after its last answer."""
LARGE_ENTRIES = 20_000
SELDOM_S = 600
"""A large log is read in seconds, so while it grows it is read this seldom; so is what could not be compared."""


class Reconciler:
    def __init__(
        self,
        *,
        sessions: SessionRepository,
        tallies: TallyRepository,
        recounts: RecountRepository,
        analytics: AnalyticsService,
        jobs: JobService,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._tallies = tallies
        self._recounts = recounts
        self._analytics = analytics
        self._jobs = jobs
        self._clock = clock

    async def look(self) -> int:
        """Have every session recounted that has moved since it last was compared; how many that are. One whose recount
        still waits, or runs, is left for the next look: where they are slower than answers, they do not pile up."""
        now = self._clock()
        sessions = await self._sessions.unsettled(now - SETTLED_AFTER, now)
        positions = await self._tallies.positions(sessions)
        compared = await self._recounts.positions(sessions)
        entries = await self._tallies.entries_folded(sessions)
        under_way = {arguments["session"] for arguments in await self._jobs.open_arguments(RECOUNT)}
        added = 0
        for session, at in positions.items():
            if session in under_way or compared.get(session) == at:
                continue
            seldom = f"t{int(now.timestamp()) // SELDOM_S}"
            is_large = entries.get(session, 0) > LARGE_ENTRIES
            moment = seldom if is_large else f"{at.epoch}.{at.version}.{seldom}"
            added += await self._jobs.add(RECOUNT, {"session": session}, job_id=f"{RECOUNT}:{session}:{moment}")
        return added

    async def recount(self, session: str) -> None:
        """Recount one session and keep what was found, unless it has not moved since; a session that is gone is
        nobody's loss. What could not be compared is looked at again, by and by."""
        tally, last = await self._tallies.read(session), await self._recounts.read(session)
        if tally is None or (last is not None and (last.epoch, last.version) >= (tally.epoch, tally.version)):
            return
        try:
            found = await self._analytics.verify(session, rest_within_s=0)
        except NotFound:
            return
        RECOUNTS.of(found.verdict).add()
        if found.verdict == "moving":
            log.info("a tally could not be compared", extra={"session": session})
            return
        differences = len(found.differences)
        DRIFT.set(differences)
        if differences:
            log.error("a tally drifts from its log", extra={"session": session, "differences": differences})
        await self._recounts.keep(
            Recount(
                session=session,
                organization=tally.organization,
                epoch=found.epoch,
                version=found.version,
                entries=found.entries_in_log,
                agrees=found.agrees,
                differences=differences,
                at=self._clock(),
            )
        )
