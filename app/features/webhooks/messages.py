"""What a webhook is told of an audit event: ids and settings, never a name, an address or an answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.features.audit.model import Event, timestamp
from app.features.webhooks.model import EVENT_TYPES, Delivery, EventType, Webhook, delivery_id

_SUBJECT: dict[EventType, str] = {
    "session.started": "session",
    "session.ended": "session",
    "survey.published": "survey",
}
_TOLD = ("survey", "version", "mode")
"""What of an event's ``after`` is passed on."""


def delivery_of(event: Event, webhook: Webhook, now: datetime) -> Delivery | None:
    """The event as it is delivered to a webhook; None where that has not asked for it."""
    kind = next((one for one in EVENT_TYPES if one == event.action and one in webhook.events), None)
    if kind is None:
        return None
    after: dict[str, Any] = msgspec.json.decode(event.after or "{}")
    told = {name: after[name] for name in _TOLD if name in after}
    told = {"organization": event.organization, _SUBJECT[kind]: event.target, **told}
    return Delivery(
        id=delivery_id(webhook.id, event.number),
        webhook=webhook.id,
        organization=event.organization,
        number=event.number,
        type=kind,
        lane=event.target,
        body=body_of(kind, event.at, told),
        state="queued",
        in_line=True,
        attempt=0,
        attempts=(),
        created_at=now,
        queued_at=now,
    )


def body_of(kind: str, at: datetime, told: dict[str, Any]) -> str:
    """As Standard Webhooks has it: type, time of the event, data."""
    return msgspec.json.encode({"type": kind, "timestamp": timestamp(at), "data": told}).decode()
