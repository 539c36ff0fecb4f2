"""What a web process is made of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from app.core.clock import monotonic, utc_now
from app.core.readiness import Readiness
from app.core.settings import Settings
from app.features.accounts.doorkeeper import Doorkeeper
from app.features.accounts.standing import Standings
from app.features.analytics.proof import ProofService
from app.features.analytics.repository import TallyRepository
from app.features.analytics.results import ResultsService
from app.features.audience.board import BoardService
from app.features.audience.service import AudienceService
from app.features.audit.reading import AuditReader
from app.features.audit.service import AuditTrail
from app.features.crosstabs.service import CrosstabService
from app.features.exports.scores import ScoreService
from app.features.exports.service import ExportService
from app.features.history.service import HistoryService
from app.features.images.service import ImageService
from app.features.invitations.joining import InvitedService
from app.features.invitations.service import InvitationService
from app.features.jobs.log import JobLog
from app.features.mailings.preview import PreviewService
from app.features.mailings.service import MailingService
from app.features.mailings.unsubscribing import UnsubscribeService
from app.features.reports.comparing import ComparisonService
from app.features.reports.planning import ReportPlanning
from app.features.reports.service import ReportService
from app.features.segments.service import SegmentService
from app.features.sessions.joining import ParticipantService
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import SessionService
from app.features.sessions.upkeep import SessionUpkeep
from app.features.submissions.erasure import ErasureService
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.submissions.service import SubmissionService
from app.features.surveys.defaults import DefaultsService
from app.features.surveys.service import SurveyService
from app.features.surveys.transfer import SurveyTransfer
from app.features.texts.service import TextService
from app.features.texts.tags import TagService
from app.features.webhooks.log import DeliveryLog
from app.features.webhooks.service import WebhookService
from app.http.cookies import LoginCookies
from app.http.idempotency import Idempotency
from app.http.public_url import PublicUrl
from app.http.rate_limits import RateLimits
from app.infra import mongo, redis
from app.infra.buckets import MemoryBuckets, RedisBuckets, SharedBuckets
from app.infra.event_bus import SessionEvents
from app.infra.idempotency_keys import IdempotencyKeys
from app.infra.mail_events import MailEvents
from app.infra.query_cache import QueryCache
from app.infra.tokens import Tokens, derived_key
from app.wiring.access import Access, access
from app.wiring.accounts import AccountServices, running_accounts
from app.wiring.audience import Audience, audience
from app.wiring.auditing import audit_reader, audit_trail
from app.wiring.authoring import authoring
from app.wiring.backstage import backstage
from app.wiring.counting import counting
from app.wiring.events import session_events
from app.wiring.inviting import inviting
from app.wiring.jobs import job_queue, job_service
from app.wiring.mailing import mailings
from app.wiring.running import Running, running_sessions
from app.wiring.texts import text_services
from app.wiring.upkeep import erasure_service
from app.wiring.watching import watched
from app.wiring.webhooks import Hooks, outgoing_of, webhook_services
from realtime.endpoint import SocketEndpoint
from realtime.gateway import running_gateway
from realtime.ports import Readers
from realtime.readers import StoredAttendance, StoredBoards, StoredSessions, StoredTallies
from realtime.writer import GroupCommitWriter


@dataclass(frozen=True, kw_only=True)
class WebServices:
    """Handlers get these, and those of ``account_services``, by the names of the fields."""

    account_services: AccountServices
    audit_reader: AuditReader
    image_library: ImageService
    surveys: SurveyService
    survey_defaults: DefaultsService
    transfer: SurveyTransfer
    sessions: SessionService
    upkeep: SessionUpkeep
    participants: ParticipantService
    submissions: SubmissionService
    audience: AudienceService
    board: BoardService
    quotas: QuotaKeeper
    erasures: ErasureService
    results: ResultsService
    proofs: ProofService
    exports: ExportService
    scores: ScoreService
    crosstabs: CrosstabService
    segments: SegmentService
    history: HistoryService
    text_answers: TextService
    survey_tags: TagService
    invitations: InvitationService
    invited: InvitedService
    mailings: MailingService
    reports: ReportService
    report_plans: ReportPlanning
    comparisons: ComparisonService
    mail_previews: PreviewService
    unsubscribing: UnsubscribeService
    mail_events: MailEvents | None
    webhooks: WebhookService
    deliveries: DeliveryLog
    job_log: JobLog
    tokens: Tokens
    doorkeeper: Doorkeeper
    standings: Standings
    login_cookies: LoginCookies
    rate_limits: RateLimits
    idempotency: Idempotency
    public_url: PublicUrl
    readiness: Readiness
    sockets: SocketEndpoint


@asynccontextmanager
async def running_web(settings: Settings) -> AsyncIterator[WebServices]:
    """Everything that serves requests. At the end what was accepted is written first, then the clients are closed.

    Raises SettingsInvalid where a URL or the secret is missing.
    """
    secret = settings.signing_secret()
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        client = mongo.connect(settings.required_mongodb_url())
        stack.callback(client.close)
        cache = redis.connect(settings.required_redis_url())
        stack.push_async_callback(cache.aclose)
        query_cache = QueryCache(cache, settings.database)
        stack.push_async_callback(query_cache.close)
        database = client[settings.database]
        readiness = await enter(watched(settings, "web", client, cache))
        bus = await enter(session_events(settings, cache))
        tokens = Tokens(secret, utc_now, former=settings.former_secrets())
        doors = access(database, cache, tokens)
        audit = audit_trail(settings, database)
        stack.push_async_callback(audit.close)
        written = authoring(database, audit)
        running = running_sessions(database, written.surveys, bus, audit)
        jobs = job_service(database, await enter(job_queue(settings)))
        submissions = await enter(_submissions(settings, database, running, readiness))
        limits = _rate_limits(settings, cache)
        asking = audience(settings, limits, database=database, running=running, audit=audit)
        sockets = await enter(_gateway(settings, database, running, bus, doors, submissions, asking))
        hooks = webhook_services(settings, database, audit, jobs, await enter(outgoing_of(settings)))
        accounts = await enter(_accounts(settings, database, cache, tokens, doors, limits, audit, hooks))
        yield WebServices(
            account_services=accounts,
            audit_reader=audit_reader(settings, database),
            **vars(written),
            sessions=running.sessions,
            upkeep=running.upkeep,
            participants=running.participants,
            submissions=submissions,
            **vars(asking),
            quotas=running.quotas,
            erasures=erasure_service(settings, database, audit, events=running.events, results=query_cache),
            **vars(counting(database, running, audit, query_cache)),
            **vars(stack.enter_context(text_services(database, running, written.surveys, audit))),
            **vars(inviting(settings, database, running, audit)),
            **vars(backstage(settings, database, running, jobs, audit)),
            **vars(mailings(settings, database, running, audit)),
            **vars(hooks),
            tokens=tokens,
            doorkeeper=doors.doorkeeper,
            standings=doors.standings,
            login_cookies=LoginCookies(secure=settings.cookies_are_secure()),
            rate_limits=limits,
            idempotency=Idempotency(IdempotencyKeys(database), derived_key(secret, "idempotency"), utc_now),
            public_url=PublicUrl(settings.base_url()),
            readiness=readiness,
            sockets=sockets,
        )


def _accounts(
    settings: Settings,
    database: mongo.Database,
    cache: redis.Redis,
    tokens: Tokens,
    doors: Access,
    limits: RateLimits,
    audit: AuditTrail,
    hooks: Hooks,
) -> AbstractAsyncContextManager[AccountServices]:
    return running_accounts(
        settings,
        limits,
        database=database,
        cache=cache,
        tokens=tokens,
        audit=audit,
        standings=doors.standings,
        webhooks=hooks.webhooks,
    )


def _rate_limits(settings: Settings, cache: redis.Redis) -> RateLimits:
    shared = RedisBuckets(cache, f"impactpulse:{settings.database}")
    return RateLimits(SharedBuckets(shared, MemoryBuckets(monotonic), monotonic))


@asynccontextmanager
async def _submissions(
    settings: Settings, database: mongo.Database, running: Running, readiness: Readiness
) -> AsyncIterator[SubmissionService]:
    log = EntryLog(database)
    writer = GroupCommitWriter(
        log,
        capacity=settings.writer_queue_size,
        batch_size=settings.writer_batch_size,
        deadline_s=settings.writer_deadline_s,
    )
    async with writer:
        readiness.also("log", writer.require_working)
        yield SubmissionService(
            sessions=running.directory,
            participants=ParticipantRepository(database),
            log=log,
            writer=writer,
            quotas=running.quotas,
            receipt_secret=derived_key(settings.signing_secret(), "receipts"),
            clock=utc_now,
        )


def _gateway(
    settings: Settings,
    database: mongo.Database,
    running: Running,
    bus: SessionEvents,
    doors: Access,
    submissions: SubmissionService,
    asking: Audience,
) -> AbstractAsyncContextManager[SocketEndpoint]:
    return running_gateway(
        settings,
        stored=Readers(
            sessions=StoredSessions(running.stored),
            tallies=StoredTallies(TallyRepository(database)),
            boards=StoredBoards(asking.board),
            attendance=StoredAttendance(ParticipantRepository(database), EntryLog(database)),
        ),
        bus=bus,
        doorkeeper=doors.doorkeeper,
        standings=doors.standings,
        standing_news=doors.bus,
        submissions=submissions,
        controls=running.sessions,
        audience=asking.audience,
        clock=utc_now,
        ticks=monotonic,
    )
