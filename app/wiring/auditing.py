"""The audit trail of a process."""

from __future__ import annotations

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.audit.appender import Appender
from app.features.audit.reading import AuditReader
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.infra.mongo import Database
from app.infra.tokens import derived_key, derived_keys


def audit_key(settings: Settings) -> bytes:
    """What events and heads are sealed with. Raises SettingsInvalid where the secret is missing."""
    return derived_key(settings.signing_secret(), "audit")


def audit_log(settings: Settings, database: Database) -> AuditLog:
    """Raises SettingsInvalid where the secret is missing."""
    return AuditLog(database, audit_key(settings), former=former_audit_keys(settings))


def former_audit_keys(settings: Settings) -> tuple[bytes, ...]:
    """What older events may be sealed with."""
    return derived_keys(settings.former_secrets(), "audit")


def audit_trail(settings: Settings, database: Database) -> AuditTrail:
    """Close it before the database's client. Raises SettingsInvalid where the secret is missing."""
    key = audit_key(settings)
    return AuditTrail(Appender(audit_log(settings, database), key, monotonic), key, utc_now)


def audit_reader(settings: Settings, database: Database) -> AuditReader:
    """Raises SettingsInvalid where the secret is missing."""
    return AuditReader(audit_log(settings, database))
