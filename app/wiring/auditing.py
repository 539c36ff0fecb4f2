"""The audit trail of a process."""

from __future__ import annotations

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.audit.appender import Appender
from app.features.audit.reading import AuditReader
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.infra.mongo import Database
from app.infra.tokens import derived_key


def audit_key(settings: Settings) -> bytes:
    """What events and heads are sealed with. Raises SettingsInvalid where the secret is missing."""
    return derived_key(settings.signing_secret(), "audit")


def audit_trail(settings: Settings, database: Database) -> AuditTrail:
    """Close it before the database's client. Raises SettingsInvalid where the secret is missing."""
    key = audit_key(settings)
    return AuditTrail(Appender(AuditLog(database, key), key, monotonic), key, utc_now)


def audit_reader(settings: Settings, database: Database) -> AuditReader:
    """Raises SettingsInvalid where the secret is missing."""
    return AuditReader(AuditLog(database, audit_key(settings)))
