"""What is left of accounts to be told or removed when a process died over it, or when its time has come."""

from __future__ import annotations

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.repository import AccountRepository
from app.features.accounts.reuse import ReusedLogins
from app.features.audit.service import AuditTrail
from app.infra.mailer import Mailer
from app.infra.mongo import Database
from app.wiring.auditing import audit_log


def reused_logins(settings: Settings, database: Database, mailer: Mailer, audit: AuditTrail) -> ReusedLogins:
    """Raises SettingsInvalid where the secret is missing."""
    return ReusedLogins(
        LoginRepository(database),
        AccountRepository(database),
        mailer,
        audit=audit,
        chains=audit_log(settings, database),
        clock=utc_now,
    )
