"""A webhook, and what was or will be delivered to it: pure, without clock or I/O."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, get_args

import msgspec

from app.infra.outgoing import Outcome

EventType = Literal["session.started", "session.ended", "survey.published"]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
DeliveryState = Literal["queued", "delivered", "dead", "skipped"]
"""``dead``: given up; ``skipped``: the webhook was switched off before it could be sent."""
Disabling = Literal["by_member", "failing", "gone"]

MAX_WEBHOOKS = 10
"""Per organization."""
GIVE_UP_AFTER = timedelta(days=3)
REMEMBERED_FOR = timedelta(days=30)
"""How long a delivery is kept in the log once it has ended."""
FORMER_SECRET_FOR = timedelta(days=1)
"""How long the secret before still signs beside the new one."""
MAX_ATTEMPTS_KEPT = 20


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """``slot``: 1 to MAX_WEBHOOKS, unique within the organization. ``position``: the number of the last audit event it
    was fed. ``secret`` is sealed; ``failing_since``: the first failure after the last success."""

    id: str
    organization: str
    slot: int
    url: str
    events: tuple[EventType, ...]
    description: str
    is_enabled: bool
    version: int
    position: int
    secret: bytes
    created_at: datetime
    updated_at: datetime
    former_secret: bytes | None = None
    former_until: datetime | None = None
    disabled: Disabling | None = None
    failing_since: datetime | None = None


class Attempt(msgspec.Struct, frozen=True):
    """One request that was made, and what came of it."""

    at: datetime
    outcome: Outcome


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """``id`` is the ``webhook-id`` that a receiver tells repeats by; ``body`` is sent the same each time.

    ``lane``: the session (or survey) that it is about. ``in_line``: what comes after it in its lane waits for it.
    """

    id: str
    webhook: str
    organization: str
    number: int
    type: EventType
    lane: str
    body: str
    state: DeliveryState
    in_line: bool
    attempt: int
    attempts: tuple[Attempt, ...]
    created_at: datetime
    queued_at: datetime
    settled_at: datetime | None = None

    def is_given_up(self, now: datetime) -> bool:
        """Whether a failure now is the last one."""
        return now - self.queued_at >= GIVE_UP_AFTER


def delivery_id(webhook: str, number: int) -> str:
    """One for each event and webhook, however often it is fed."""
    return f"{webhook}:{number}"
