"""What shows and exports what was counted is made of."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import utc_now
from app.features.analytics.proof import ProofService
from app.features.analytics.recounts import RecountRepository
from app.features.analytics.repository import TallyRepository
from app.features.analytics.results import ResultsService
from app.features.audit.service import AuditTrail
from app.features.crosstabs.service import CrosstabService
from app.features.exports.scores import ScoreService
from app.features.exports.service import ExportService
from app.features.history.service import HistoryService
from app.features.segments.service import SegmentService
from app.features.sessions.participants import ParticipantRepository
from app.features.submissions.repository import EntryLog
from app.features.texts.coding import Codings
from app.features.texts.exported import ExportedTags
from app.features.texts.tags import TagLists
from app.infra.mongo import Database
from app.infra.query_cache import QueryCache
from app.wiring.running import Running


@dataclass(frozen=True, kw_only=True)
class Counting:
    """``results`` read the tally, the others the log."""

    results: ResultsService
    proofs: ProofService
    exports: ExportService
    scores: ScoreService
    crosstabs: CrosstabService
    segments: SegmentService
    history: HistoryService


def counting(database: Database, running: Running, audit: AuditTrail, cache: QueryCache) -> Counting:
    tallies, log, sessions = TallyRepository(database), EntryLog(database), running.sessions
    return Counting(
        results=ResultsService(
            sessions=sessions,
            participants=ParticipantRepository(database),
            tallies=tallies,
            log=log,
            clock=utc_now,
        ),
        proofs=ProofService(sessions=sessions, tallies=tallies, recounts=RecountRepository(database)),
        exports=ExportService(
            sessions=sessions,
            participants=running.participants,
            people=ParticipantRepository(database),
            log=log,
            tallies=tallies,
            tags=ExportedTags(TagLists(database), Codings(database)),
            audit=audit,
        ),
        scores=ScoreService(
            sessions=sessions, participants=running.participants, log=log, tallies=tallies, cache=cache
        ),
        crosstabs=CrosstabService(sessions=sessions, tallies=tallies, log=log, cache=cache, clock=utc_now),
        segments=SegmentService(sessions=sessions, tallies=tallies, log=log, cache=cache),
        history=HistoryService(
            sessions=sessions,
            participants=ParticipantRepository(database),
            tallies=tallies,
            log=log,
            cache=cache,
            clock=utc_now,
        ),
    )
