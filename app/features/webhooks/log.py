"""What members see of the deliveries of a webhook, and having one sent again."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.errors import NotFound, WrongState
from app.core.principals import Member
from app.features.audit.service import AuditTrail
from app.features.webhooks.deliveries import Deliveries
from app.features.webhooks.lines import Lines
from app.features.webhooks.model import Delivery, DeliveryState, Webhook
from app.features.webhooks.service import WebhookService
from app.infra.listing import Asked, Found


class DeliveryLog:
    def __init__(
        self, *, webhooks: WebhookService, deliveries: Deliveries, lines: Lines, audit: AuditTrail, clock: Clock
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._lines = lines
        self._audit = audit
        self._clock = clock

    async def listed(
        self, member: Member, webhook_id: str, asked: Asked, state: DeliveryState | None
    ) -> Found[Delivery]:
        """A page of the log, or of what is in one state. Raises NotFound."""
        return await self._deliveries.listed(await self._webhooks.get(member, webhook_id), asked, state)

    async def get(self, member: Member, webhook_id: str, delivery_id: str) -> Delivery:
        """Raises NotFound."""
        return await self._find(await self._webhooks.get(member, webhook_id), delivery_id)

    async def redeliver(self, member: Member, webhook_id: str, delivery_id: str) -> Delivery:
        """Send one that has ended again: the same body under the same id, out of the order of its lane.

        Raises NotFound; WrongState where it waits to be sent, or the webhook is switched off.
        """
        webhook = await self._webhooks.get(member, webhook_id)
        delivery = await self._find(webhook, delivery_id)
        if not webhook.is_enabled:
            raise WrongState("This webhook is switched off.")
        if not await self._deliveries.queue_again(delivery, self._clock()):
            raise WrongState("This delivery waits to be sent.")
        try:
            await self._lines.send_again(webhook.organization, delivery.id)
        except WrongState:  # its last job is just ending
            await self._deliveries.put_back(delivery)
            raise
        await self._audit.record(member, "webhook.redelivered", webhook.id, after={"delivery": delivery.id})
        return await self._find(webhook, delivery_id)

    async def _find(self, webhook: Webhook, delivery_id: str) -> Delivery:
        delivery = await self._deliveries.find(delivery_id)
        if delivery is None or delivery.webhook != webhook.id:
            raise NotFound
        return delivery
