"""What a web process is made of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.accounts.passwords import Passwords
from app.features.accounts.repository import AccountRepository
from app.features.accounts.service import AccountService
from app.features.analytics.repository import TallyRepository
from app.features.analytics.results import ResultsService
from app.features.sessions.directory import SessionDirectory
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService
from app.features.submissions.repository import EntryLog
from app.features.submissions.service import SubmissionService
from app.features.surveys.repository import SurveyRepository
from app.features.surveys.service import SurveyService
from app.http.cookies import LoginCookies
from app.http.health import Readiness
from app.http.public_url import PublicUrl
from app.http.rate_limits import Buckets, Limit, RateLimits
from app.infra import mongo, redis
from app.infra.event_bus import EventBus
from app.infra.tokens import Tokens, derived_key
from app.wiring.announcer import Announcer
from realtime.endpoint import SocketEndpoint
from realtime.gateway import running_gateway
from realtime.readers import StoredSessions, StoredTallies
from realtime.writer import GroupCommitWriter

LOGIN_ATTEMPTS = Limit(per_s=1 / 20, burst=10)
"""For one e-mail address, right or wrong, known or not."""

REGISTRATIONS = Limit(per_s=2, burst=50)
"""For the whole process."""


@dataclass(frozen=True, kw_only=True)
class WebServices:
    """Handlers get these by the names of the fields."""

    accounts: AccountService
    surveys: SurveyService
    sessions: SessionService
    submissions: SubmissionService
    results: ResultsService
    tokens: Tokens
    login_cookies: LoginCookies
    rate_limits: RateLimits
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
        client = mongo.connect(settings.required_mongodb_url())
        stack.callback(client.close)
        cache = redis.connect(settings.required_redis_url())
        stack.push_async_callback(cache.aclose)
        database = client[settings.database]
        bus = EventBus(cache)
        announcer = Announcer(bus)
        tokens = Tokens(secret, utc_now)
        stored_sessions, tallies = SessionRepository(database), TallyRepository(database)
        surveys = SurveyService(SurveyRepository(database), utc_now)
        sessions = SessionService(stored_sessions, surveys, announcer, utc_now)
        directory = announcer.directory = SessionDirectory(sessions, monotonic)
        log = EntryLog(database)
        submissions = SubmissionService(
            sessions=directory,
            log=log,
            writer=await stack.enter_async_context(_writer(settings, log)),
            receipt_secret=derived_key(secret, "receipts"),
            clock=utc_now,
        )
        sockets = await stack.enter_async_context(
            running_gateway(
                settings,
                sessions=StoredSessions(stored_sessions),
                tallies=StoredTallies(tallies),
                bus=bus,
                tokens=tokens,
                submissions=submissions,
                controls=sessions,
                clock=utc_now,
                ticks=monotonic,
            )
        )
        yield WebServices(
            accounts=_accounts(database, tokens),
            surveys=surveys,
            sessions=sessions,
            submissions=submissions,
            results=ResultsService(sessions, tallies),
            tokens=tokens,
            login_cookies=LoginCookies(secure=settings.cookies_are_secure()),
            rate_limits=RateLimits(monotonic),
            public_url=PublicUrl(settings.base_url()),
            readiness=Readiness({"mongodb": lambda: client.admin.command("ping"), "redis": cache.ping}),
            sockets=sockets,
        )


def _writer(settings: Settings, log: EntryLog) -> GroupCommitWriter:
    return GroupCommitWriter(
        log,
        capacity=settings.writer_queue_size,
        batch_size=settings.writer_batch_size,
        deadline_s=settings.writer_deadline_s,
    )


def _accounts(database: mongo.Database, tokens: Tokens) -> AccountService:
    return AccountService(
        AccountRepository(database),
        Passwords(),
        tokens,
        clock=utc_now,
        login_attempts=Buckets(LOGIN_ATTEMPTS, monotonic),
        registrations=Buckets(REGISTRATIONS, monotonic),
    )
