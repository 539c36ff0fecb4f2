"""From the audit chain into the lines of webhooks.

The chain is dense and each organization's events have one order, so a webhook needs to remember but one number. An
event becomes a delivery whose id is made of webhook and number: feeding it again, or by two feeders, adds nothing.
"""

from __future__ import annotations

import logging

from app.core.clock import Clock
from app.features.audit.model import Event
from app.features.audit.repository import AuditLog
from app.features.webhooks.deliveries import Deliveries
from app.features.webhooks.lines import Lines
from app.features.webhooks.messages import delivery_of
from app.features.webhooks.model import Webhook
from app.features.webhooks.repository import WebhookRepository
from app.infra.mongo_errors import PyMongoError

log = logging.getLogger(__name__)

AT_ONCE = 100


class Feeder:
    def __init__(
        self, *, webhooks: WebhookRepository, deliveries: Deliveries, chain: AuditLog, lines: Lines, clock: Clock
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._chain = chain
        self._lines = lines
        self._clock = clock

    async def look(self) -> int:
        """Feed every webhook that lags behind its chain, ``AT_ONCE`` events at most; how many webhooks that were."""
        enabled = await self._webhooks.enabled()
        if not enabled:
            return 0
        ahead = await self._chain.standing({(one.organization, one.position + 1) for one in enabled})
        lagging = [one for one in enabled if (one.organization, one.position + 1) in ahead]
        for webhook in lagging:
            try:
                await self._feed(webhook)
            except PyMongoError:
                raise
            except Exception:
                log.exception("a webhook cannot be fed", extra={"webhook": webhook.id})
        return len(lagging)

    async def _feed(self, webhook: Webhook) -> None:
        numbers = range(webhook.position + 1, webhook.position + 1 + AT_ONCE)
        found = {link.event.number: link.event async for link in self._chain.links(webhook.organization, numbers)}
        lanes: dict[str, None] = {}
        position = webhook.position
        while (event := found.get(position + 1)) is not None:
            position = event.number
            if (lane := await self._queued(webhook, event)) is not None:
                lanes[lane] = None
        for lane in lanes:
            await self._lines.advance(webhook.organization, webhook.id, lane)
        await self._webhooks.move(webhook, position)

    async def _queued(self, webhook: Webhook, event: Event) -> str | None:
        delivery = delivery_of(event, webhook, self._clock())
        if delivery is None:
            return None
        await self._deliveries.add(delivery)
        return delivery.lane
