"""What reads whole logs, on a real database."""

from __future__ import annotations

from app.core.clock import utc_now
from app.features.analytics.repository import TallyRepository
from app.features.crosstabs.service import CrosstabService
from app.features.exports.scores import ScoreService
from app.features.exports.service import ExportService
from app.features.sessions.participants import ParticipantRepository
from app.features.submissions.repository import EntryLog
from app.features.texts.coding import Codings
from app.features.texts.exported import ExportedTags
from app.features.texts.tags import TagLists
from app.infra import redis
from app.infra.embedded.ports import free_port
from app.infra.mongo import Database
from app.infra.query_cache import QueryCache
from tests.builders.audit import audit_trail
from tests.builders.sessions import participant_service, session_service


def export_service(database: Database, log: EntryLog | None = None) -> ExportService:
    return ExportService(
        sessions=session_service(database),
        participants=participant_service(database),
        people=ParticipantRepository(database),
        log=log or EntryLog(database),
        tallies=TallyRepository(database),
        tags=ExportedTags(TagLists(database), Codings(database)),
        audit=audit_trail(database),
    )


def score_service(database: Database, log: EntryLog) -> ScoreService:
    return ScoreService(
        sessions=session_service(database),
        participants=participant_service(database),
        log=log,
        tallies=TallyRepository(database),
        cache=_nothing_kept(),
    )


def crosstab_service(database: Database, log: EntryLog) -> CrosstabService:
    return CrosstabService(
        sessions=session_service(database),
        tallies=TallyRepository(database),
        log=log,
        cache=_nothing_kept(),
        clock=utc_now,
    )


def _nothing_kept() -> QueryCache:
    """The real one without its Redis, so that every read counts the log."""
    return QueryCache(redis.connect(f"redis://127.0.0.1:{free_port()}"), "test")
