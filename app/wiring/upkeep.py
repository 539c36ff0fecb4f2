"""What erases participants, and what removes the logs that are kept no longer."""

from __future__ import annotations

from typing import NamedTuple

from app.core.clock import utc_now
from app.core.duties import Duties
from app.core.settings import Settings
from app.features.accounts.person_keys import PersonKeys
from app.features.analytics.repository import TallyRepository
from app.features.analytics.retention import Upkeep, UpkeepService
from app.features.audit.service import AuditTrail
from app.features.sessions.closing import SessionClosing
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher
from app.features.submissions.elsewhere import AllOf, HeldElsewhere
from app.features.submissions.erased import ErasureRepository
from app.features.submissions.erasure import ErasureService, KeptResults
from app.features.submissions.places import PlaceRepository
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.repository import SurveyRepository
from app.infra import mongo
from app.infra.event_bus import StandingBus
from app.infra.mailer import Mailer
from app.infra.tokens import derived_key
from app.wiring.account_upkeep import account_erasure, reused_logins
from app.wiring.announcer import Announcer
from app.wiring.audience import audience_forgotten
from app.wiring.authoring import authoring, image_sweep
from app.wiring.connections import Connections, connected
from app.wiring.deletion import organization_erasure
from app.wiring.mail import AWAITED_WITHIN_S, paced_mailer
from app.wiring.mailing import mail_forgotten
from app.wiring.reports import report_removal, report_upkeep
from app.wiring.running import running_sessions
from app.wiring.texts import tags_forgotten


def erasure_service(
    settings: Settings, database: mongo.Database, audit: AuditTrail, *, events: EventPublisher, results: KeptResults
) -> ErasureService:
    """Raises SettingsInvalid where the secret is missing."""
    return ErasureService(
        sessions=SessionRepository(database),
        participants=ParticipantRepository(database),
        log=EntryLog(database),
        copies=report_removal(database, events),
        erasures=ErasureRepository(database),
        quotas=QuotaKeeper(PlaceRepository(database), EntryLog(database), utc_now),
        elsewhere=_elsewhere(database, events),
        audit=audit,
        receipt_secret=derived_key(settings.signing_secret(), "receipts"),
        events=events,
        results=results,
        clock=utc_now,
    )


def upkeep_service(
    settings: Settings, database: mongo.Database, audit: AuditTrail, *, events: EventPublisher, results: KeptResults
) -> UpkeepService:
    """Raises SettingsInvalid where the secret is missing."""
    return UpkeepService(
        surveys=SurveyRepository(database),
        sessions=SessionRepository(database),
        closing=SessionClosing(SessionRepository(database), events, audit, utc_now),
        participants=ParticipantRepository(database),
        tallies=TallyRepository(database),
        entries=EntryLog(database),
        erasures=erasure_service(settings, database, audit, events=events, results=results),
        quotas=QuotaKeeper(PlaceRepository(database), EntryLog(database), utc_now),
        results=results,
        elsewhere=_elsewhere(database, events),
        audit=audit,
        clock=utc_now,
        idle_hours=settings.idle_session_hours,
    )


def _elsewhere(database: mongo.Database, events: EventPublisher) -> HeldElsewhere:
    return AllOf(mail_forgotten(database), audience_forgotten(database, events), tags_forgotten(database))


class Done(NamedTuple):
    """What one pass did."""

    answers: Upkeep
    reports_removed: int
    reuses_told: int
    images_removed: int
    accounts_deleted: int
    organizations_deleted: int


async def keep_up(settings: Settings, servers: Connections, mailer: Mailer) -> Done:
    """One pass: what users must be told, accounts and organizations that are to go, then the answers, then the files
    that were made of them, then images.

    Raises:
        SettingsInvalid: the secret is missing.
        Exception: what failed first, when everything else had its turn.
    """
    database, announcer, duties = servers.database, Announcer(servers.bus), Duties()
    reused = reused_logins(settings, database, mailer, servers.audit)
    leaving = account_erasure(settings, database, mailer, servers.audit, StandingBus(servers.cache).publish)
    upkeep = upkeep_service(settings, database, servers.audit, events=announcer, results=servers.query_cache)
    surveys = authoring(database, servers.audit).surveys
    sessions = running_sessions(database, surveys, servers.bus, servers.audit).sessions
    answers, reports, told, images, accounts, organizations = Upkeep(0, 0, 0, 0), 0, 0, 0, 0, 0
    with duties.one("names of members"):
        await PersonKeys(database).refresh_due()
    with duties.one("logins that were ended"):
        told = await reused.resume()
    with duties.one("accounts"):
        accounts = await leaving.run()
    with duties.one("organizations"):
        organizations = await organization_erasure(settings, servers).run()
    with duties.one("answers"):
        answers = await upkeep.run()
    with duties.one("reports"):
        reports = await report_upkeep(database, sessions, announcer).run()
    with duties.one("images"):
        images = await image_sweep(database, servers.audit).run()
    duties.raise_first()
    return Done(answers, reports, told, images, accounts, organizations)


async def run_upkeep(settings: Settings) -> Done:
    """One pass. Raises SettingsInvalid where a URL or the secret is missing."""
    async with connected(settings) as servers:
        mailer = paced_mailer(settings, servers.database, servers.cache, within_s=AWAITED_WITHIN_S)
        return await keep_up(settings, servers, mailer)
