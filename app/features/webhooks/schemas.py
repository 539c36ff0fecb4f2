"""What webhooks and their deliveries look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.features.webhooks.model import EVENT_TYPES, Delivery, DeliveryState, Disabling, EventType, Webhook
from app.features.webhooks.service import WebhookSettings
from app.infra.outgoing import MAX_URL, Outcome, Problem

Url = Annotated[str, Meta(min_length=1, max_length=MAX_URL, examples=["https://example.org/hook"])]


class WebhookEdit(msgspec.Struct, forbid_unknown_fields=True):
    """``events``: what it is told of; one that is not ``enabled`` is told of nothing."""

    url: Url
    events: Annotated[list[EventType], Meta(min_length=1, max_length=len(EVENT_TYPES))]
    description: Annotated[str, Meta(max_length=200)] = ""
    enabled: bool = True

    def settings(self) -> WebhookSettings:
        events = tuple(one for one in EVENT_TYPES if one in self.events)
        return WebhookSettings(self.url, events, self.description, self.enabled)


class WebhookResource(msgspec.Struct):
    """``version`` is the ETag. ``disabled``: why it is not ``enabled``: ``by_member``, ``failing`` for three days, or
    ``gone`` (its receiver said 410). ``failing_since``: the first failure after the last success."""

    id: str
    url: str
    events: list[EventType]
    description: str
    enabled: bool
    disabled: Disabling | None
    failing_since: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, webhook: Webhook) -> WebhookResource:
        itself = f"/api/v1/webhooks/{webhook.id}"
        return cls(
            id=webhook.id,
            url=webhook.url,
            events=list(webhook.events),
            description=webhook.description,
            enabled=webhook.is_enabled,
            disabled=webhook.disabled,
            failing_since=webhook.failing_since,
            version=webhook.version,
            created_at=webhook.created_at,
            updated_at=webhook.updated_at,
            links={"self": itself, "deliveries": f"{itself}/deliveries"},
        )


class WebhookWithSecret(msgspec.Struct):
    """``secret``: shown this once; it proves that a delivery comes from here."""

    webhook: WebhookResource
    secret: Annotated[str, Meta(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])]


class AttemptResource(msgspec.Struct):
    """``status``: of the answer, null where there was none; ``problem``: null where it was a success."""

    at: datetime
    status: int | None
    problem: Problem | None
    took_ms: int


class DeliveryResource(msgspec.Struct):
    """``about``: the session or survey, in whose order deliveries arrive. ``attempts``: the last twenty of ``attempt``.
    ``body``: exactly what is sent and signed."""

    id: str
    type: EventType
    about: str
    state: DeliveryState
    attempt: int
    attempts: list[AttemptResource]
    body: str
    created_at: datetime
    settled_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery) -> DeliveryResource:
        return cls(
            id=delivery.id,
            type=delivery.type,
            about=delivery.lane,
            state=delivery.state,
            attempt=delivery.attempt,
            attempts=[
                AttemptResource(one.at, one.outcome.status, one.outcome.problem, one.outcome.took_ms)
                for one in delivery.attempts
            ],
            body=delivery.body,
            created_at=delivery.created_at,
            settled_at=delivery.settled_at,
        )


class TestedWebhook(msgspec.Struct):
    """``delivered``: whether the receiver answered with a success."""

    delivered: bool
    status: int | None
    problem: Problem | None
    took_ms: int

    @classmethod
    def of(cls, outcome: Outcome) -> TestedWebhook:
        return cls(outcome.problem is None, outcome.status, outcome.problem, outcome.took_ms)
