"""Delivering: one job for each delivery, and in each lane a job only for the first in line.

The job of the next delivery is added when the one before has ended. A worker that dies anywhere leaves an open job,
which another one takes up: it sends the same delivery again, under the same id, or goes on with the next one.
"""

from __future__ import annotations

from app.core.clock import Clock
from app.core.errors import Unavailable, WrongState
from app.core.probe import Probe, no_probe
from app.features.audit.service import AuditTrail
from app.features.webhooks.deliveries import Deliveries
from app.features.webhooks.lines import Lines
from app.features.webhooks.model import (
    GIVE_UP_AFTER,
    REMEMBERED_FOR,
    Attempt,
    Delivery,
    DeliveryState,
    Disabling,
    Webhook,
)
from app.features.webhooks.repository import WebhookRepository
from app.features.webhooks.sending import Sender
from app.infra.outgoing import Outcome

MOST_ATTEMPTS = 500
"""More than fit into ``GIVE_UP_AFTER``: time decides."""
GONE = 410


class WebhookFailed(Unavailable):
    code = "webhook_failed"
    default_message = "The receiver did not accept the delivery; it is tried again."


class WebhookGivenUp(WrongState):
    code = "webhook_given_up"
    default_message = "The receiver accepted the delivery in none of many attempts."


class Courier:
    def __init__(
        self,
        *,
        webhooks: WebhookRepository,
        deliveries: Deliveries,
        sender: Sender,
        lines: Lines,
        audit: AuditTrail,
        clock: Clock,
        probe: Probe = no_probe,
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._sender = sender
        self._lines = lines
        self._audit = audit
        self._clock = clock
        self._probe = probe

    async def deliver(self, delivery_id: str) -> None:
        """Send a delivery unless it has arrived, then have the next one sent.

        Raises WebhookFailed: temporary; WebhookGivenUp.
        """
        delivery = await self._deliveries.find(delivery_id)
        if delivery is None:
            return
        webhook = await self._webhooks.find(delivery.webhook)
        if webhook is None:
            await self._deliveries.remove_all(delivery.webhook)
            return
        try:
            if delivery.state in ("queued", "dead"):
                await self._settle(webhook, delivery)
        except WebhookGivenUp:
            await self._lines.advance(delivery.organization, webhook.id, delivery.lane)
            raise
        await self._lines.advance(delivery.organization, webhook.id, delivery.lane)

    async def go_on(self) -> None:
        """Let lanes go on that stand still: a worker that was lost could not do it."""
        await self._lines.go_on()

    async def forget_old(self) -> int:
        """Remove from the log what ended long ago."""
        return await self._deliveries.forget(self._clock() - REMEMBERED_FOR)

    async def _settle(self, webhook: Webhook, delivery: Delivery) -> None:
        if webhook.is_enabled:
            await self._attempt(webhook, delivery)
        else:
            await self._deliveries.skip(delivery, self._clock())

    async def _attempt(self, webhook: Webhook, delivery: Delivery) -> None:
        outcome = await self._sender.send(webhook, delivery.id, delivery.body)
        self._probe("sent")
        now = self._clock()
        state = _state_after(outcome, is_last=delivery.is_given_up(now))
        await self._deliveries.record(delivery, Attempt(now, outcome), state=state, now=now)
        if outcome.problem is None:
            if webhook.failing_since is not None:
                await self._webhooks.note_success(webhook)
            return
        await self._webhooks.note_failure(webhook, now)
        if outcome.status == GONE:
            await self._disable(webhook, "gone")
        elif state == "dead" and webhook.failing_since is not None and now - webhook.failing_since >= GIVE_UP_AFTER:
            await self._disable(webhook, "failing")
        if state == "dead":
            raise WebhookGivenUp(_said(outcome))
        raise WebhookFailed(_said(outcome))

    async def _disable(self, webhook: Webhook, because: Disabling) -> None:
        if await self._webhooks.disable(webhook, because, self._clock()):
            what = {"because": because}
            await self._audit.record(
                None, "webhook.disabled", webhook.id, organization=webhook.organization, after=what
            )


def _state_after(outcome: Outcome, *, is_last: bool) -> DeliveryState:
    if outcome.problem is None:
        return "delivered"
    return "dead" if is_last or outcome.status == GONE else "queued"


def _said(outcome: Outcome) -> str:
    return f"The receiver did not take it: {outcome.problem}" + (f" ({outcome.status})" if outcome.status else "")
