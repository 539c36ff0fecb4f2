"""What takes, counts, shows and forgets the questions of audiences."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.audience.board import BoardService
from app.features.audience.forgetting import AudienceForgotten
from app.features.audience.repository import AudienceQuestions
from app.features.audience.service import AudienceService
from app.features.audience.settling import Settling
from app.features.audience.votes import VoteLog
from app.features.audit.service import AuditTrail
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import EventPublisher
from app.http.rate_limits import RateLimits
from app.infra.mongo import Database
from app.infra.tokens import derived_key
from app.wiring.running import Running


@dataclass(frozen=True, kw_only=True)
class Audience:
    """``audience`` for participants, ``board`` for all who look."""

    audience: AudienceService
    board: BoardService


def audience(
    settings: Settings, limits: RateLimits, *, database: Database, running: Running, audit: AuditTrail
) -> Audience:
    """Raises SettingsInvalid where the secret is missing."""
    questions, votes = AudienceQuestions(database), VoteLog(database)
    settling = Settling(questions, votes, running.events)
    return Audience(
        audience=AudienceService(
            sessions=running.directory,
            participants=ParticipantRepository(database),
            questions=questions,
            votes=votes,
            settling=settling,
            events=running.events,
            rate_limits=limits,
            receipt_secret=derived_key(settings.signing_secret(), "receipts"),
            clock=utc_now,
        ),
        board=BoardService(
            sessions=running.sessions,
            participants=running.participants,
            questions=questions,
            votes=votes,
            settling=settling,
            events=running.events,
            audit=audit,
            clock=utc_now,
        ),
    )


def audience_forgotten(database: Database, events: EventPublisher) -> AudienceForgotten:
    """For erasures and retention, in any process."""
    questions, votes = AudienceQuestions(database), VoteLog(database)
    return AudienceForgotten(
        questions=questions, votes=votes, settling=Settling(questions, votes, events), events=events, clock=utc_now
    )
