"""What is left of accounts to be told or removed when a process died over it, or when its time has come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from app.contracts.events import StandingChanged
from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.repository import AccountRepository
from app.features.accounts.reuse import ReusedLogins
from app.features.audit.service import AuditTrail
from app.features.organizations.account_deletion import AccountErasure
from app.features.organizations.account_traces import AccountTraces
from app.features.organizations.invitation_repository import InvitationRepository
from app.features.organizations.repository import OrganizationRepository
from app.infra.mailer import Mailer
from app.infra.mongo import Database
from app.wiring.auditing import audit_log


def account_erasure(
    settings: Settings,
    database: Database,
    mailer: Mailer,
    audit: AuditTrail,
    announce: Callable[[StandingChanged], Awaitable[object]],
) -> AccountErasure:
    """Raises SettingsInvalid where the secret is missing."""
    return AccountErasure(
        AccountTraces(database),
        OrganizationRepository(database),
        InvitationRepository(database),
        announce=announce,
        audit=audit,
        chains=audit_log(settings, database),
        mailer=mailer,
        clock=utc_now,
    )


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
