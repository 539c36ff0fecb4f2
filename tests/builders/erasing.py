"""The services that erase, on a real database."""

from __future__ import annotations

from app.core.clock import Clock, utc_now
from app.core.principals import Participant
from app.features.analytics.repository import TallyRepository
from app.features.analytics.retention import UpkeepService
from app.features.sessions.closing import SessionClosing
from app.features.sessions.model import Session
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.submissions.elsewhere import AllOf
from app.features.submissions.erased import ErasureRepository
from app.features.submissions.erasure import ErasureService
from app.features.submissions.places import PlaceRepository
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.repository import SurveyRepository
from app.infra.mongo import Database
from app.wiring.audience import audience_forgotten
from app.wiring.mailing import mail_forgotten
from app.wiring.reports import report_removal
from app.wiring.texts import tags_forgotten
from tests.builders.audit import audit_trail
from tests.builders.sessions import Silent
from tests.builders.submissions import RECEIPT_SECRET


class NothingKept:
    """No cache of results."""

    async def forget(self, organization: str, session: str) -> None:
        pass


def erasure_service(database: Database, *, log: EntryLog | None = None, clock: Clock = utc_now) -> ErasureService:
    return ErasureService(
        sessions=SessionRepository(database),
        participants=ParticipantRepository(database),
        log=log or EntryLog(database),
        copies=report_removal(database, Silent()),
        erasures=ErasureRepository(database),
        quotas=QuotaKeeper(PlaceRepository(database), log or EntryLog(database), clock),
        elsewhere=AllOf(mail_forgotten(database), audience_forgotten(database, Silent()), tags_forgotten(database)),
        audit=audit_trail(database),
        receipt_secret=RECEIPT_SECRET,
        events=Silent(),
        results=NothingKept(),
        clock=clock,
    )


def upkeep_service(database: Database, *, log: EntryLog | None = None, clock: Clock = utc_now) -> UpkeepService:
    return UpkeepService(
        surveys=SurveyRepository(database),
        sessions=SessionRepository(database),
        closing=SessionClosing(SessionRepository(database), Silent(), audit_trail(database), clock),
        participants=ParticipantRepository(database),
        tallies=TallyRepository(database),
        entries=EntryLog(database),
        erasures=erasure_service(database, log=log, clock=clock),
        quotas=QuotaKeeper(PlaceRepository(database), log or EntryLog(database), clock),
        elsewhere=AllOf(mail_forgotten(database), audience_forgotten(database, Silent()), tags_forgotten(database)),
        results=NothingKept(),
        audit=audit_trail(database),
        clock=clock,
        idle_hours=72,
    )


async def joined(database: Database, session: Session, participant: str) -> Participant:
    """A participant on record."""
    participant_of = Participant(participant, session.id, session.organization)
    await ParticipantRepository(database).add(participant_of, utc_now(), name="Ada", email=None)
    return participant_of
