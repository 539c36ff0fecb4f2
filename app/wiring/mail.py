"""How mail leaves this installation."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mailer import BatchMailer, ResendMailer, unhurried
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer
from app.infra.pace import Pace
from app.infra.redis import Redis
from app.infra.throttle import MemoryCounters, RedisCounters, Throttle

AWAITED_WITHIN_S = 10.0
"""Longest wait for a turn of a mail that somebody waits for: a link to log in, an invitation of a member."""


def mailer_of(settings: Settings, database: Database, pace: Callable[[], Awaitable[None]] = unhurried) -> BatchMailer:
    """Resend where there is a key for it, else the outbox."""
    if settings.resend_api_key is None:
        return OutboxMailer(database, utc_now)
    key = settings.resend_api_key.get_secret_value()
    return ResendMailer(key, settings.mail_from, api_url=settings.resend_api_url, pace=pace)


def paced_mailer(settings: Settings, database: Database, cache: Redis, *, within_s: float | None = None) -> BatchMailer:
    """Keeps to the rate that the service allows, together with all other processes.

    ``within_s``: for mails that somebody waits for. They go before all others, or fail where they find no turn so long.
    """
    throttle = Throttle(RedisCounters(cache, f"impactpulse:{settings.database}", time.time), MemoryCounters(time.time))
    return mailer_of(settings, database, Pace(throttle, "resend", settings.resend_rate_per_s, within_s=within_s))
