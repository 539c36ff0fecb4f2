"""Signing by the scheme of Standard Webhooks (standardwebhooks.com), and sending."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks.webhooks import Webhook as Signer

from app.core.clock import Clock
from app.features.webhooks.model import Webhook
from app.infra.outgoing import Outcome, Outgoing
from app.infra.sealing import Sealer

PURPOSE = "webhooks"
PREFIX = "whsec_"
SECRET_BYTES = 32
AGENT = "ImpactPulse-Webhooks/1"


def new_secret() -> str:
    """``whsec_`` and 256 random bits in base 64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(keys: Sequence[str], message_id: str, at: datetime, body: str) -> dict[str, str]:
    """With a signature for each secret; a receiver accepts any of them."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Signer(key).sign(message_id, at, body) for key in keys),
    }


class Sender:
    def __init__(self, outgoing: Outgoing, sealer: Sealer, clock: Clock) -> None:
        self.outgoing = outgoing
        self._sealer = sealer
        self._clock = clock

    def sealed(self, secret: str, webhook_id: str) -> bytes:
        """A secret as it is stored."""
        return self._sealer.seal(secret, webhook_id)

    async def send(self, webhook: Webhook, message_id: str, body: str) -> Outcome:
        """Sign and send once. Raises InternalError where the secret cannot be opened."""
        now = self._clock()
        headers = signed_headers(self._keys(webhook, now), message_id, now, body)
        headers |= {"content-type": "application/json", "user-agent": AGENT}
        return await self.outgoing.post(webhook.url, headers, body.encode())

    def _keys(self, webhook: Webhook, now: datetime) -> list[str]:
        kept = [webhook.secret]
        if webhook.former_secret is not None and webhook.former_until is not None and now < webhook.former_until:
            kept.append(webhook.former_secret)
        return [self._sealer.open(one, webhook.id) for one in kept]
