"""The real audit trail, and what it has on record."""

from __future__ import annotations

import json
from typing import Any

from app.core.clock import monotonic, utc_now
from app.features.audit.appender import Appender
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.infra.mongo import Database
from app.infra.tokens import derived_key
from tests.fixtures.servers import JWT_SECRET

AUDIT_KEY = derived_key(JWT_SECRET, "audit")


def audit_trail(database: Database) -> AuditTrail:
    """As the wiring makes it for ``settings``."""
    return AuditTrail(Appender(AuditLog(database, AUDIT_KEY), AUDIT_KEY, monotonic), AUDIT_KEY, utc_now)


async def recorded(database: Database, organization: str) -> list[dict[str, Any]]:
    """The documents of a chain in their order."""
    found = await database["audit_events"].find({"organization": organization}).to_list(None)
    return sorted(found, key=lambda document: int(document["number"]))


async def actions(database: Database, organization: str) -> list[str]:
    """What is on record of an organization, in order."""
    return [document["action"] for document in await recorded(database, organization)]


async def recorded_changes(database: Database, organization: str, action: str) -> list[tuple[Any, Any]]:
    """What was before and after of each event of one kind, in order."""
    events = [event for event in await recorded(database, organization) if event["action"] == action]
    return [(json.loads(event["before"] or "null"), json.loads(event["after"] or "null")) for event in events]
