"""How mail leaves this installation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mailer import BatchMailer, ResendMailer, unhurried
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer


def mailer_of(settings: Settings, database: Database, pace: Callable[[], Awaitable[None]] = unhurried) -> BatchMailer:
    """Resend where there is a key for it, else the outbox."""
    if settings.resend_api_key is None:
        return OutboxMailer(database, utc_now)
    key = settings.resend_api_key.get_secret_value()
    return ResendMailer(key, settings.mail_from, api_url=settings.resend_api_url, pace=pace)
