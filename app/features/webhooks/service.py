"""What members do with webhooks: set them up, change them, try them out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from app.core.clock import Clock
from app.core.errors import Conflict, EditConflict, FieldError, InvalidInput, NotFound
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.proven import ProvenAddresses
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.features.webhooks.deliveries import Deliveries
from app.features.webhooks.messages import body_of
from app.features.webhooks.model import FORMER_SECRET_FOR, MAX_WEBHOOKS, EventType, Webhook
from app.features.webhooks.repository import WebhookRepository
from app.features.webhooks.sending import Sender, new_secret
from app.infra.outgoing import Outcome

TEST_TYPE = "webhook.test"
_FAULTS = {
    "invalid_url": "This is not the address of a web server.",
    "https_required": "Webhooks go over https only.",
    "address_refused": "Webhooks go to public addresses only.",
}


class TooManyWebhooks(Conflict):
    code = "too_many_webhooks"
    default_message = f"An organization has at most {MAX_WEBHOOKS} webhooks; delete one first."


class WebhookSettings(msgspec.Struct, frozen=True):
    """What members decide of a webhook."""

    url: str
    events: tuple[EventType, ...]
    description: str
    is_enabled: bool


class WebhookService:
    def __init__(
        self,
        *,
        webhooks: WebhookRepository,
        proven: ProvenAddresses,
        deliveries: Deliveries,
        sender: Sender,
        chain: AuditLog,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._webhooks = webhooks
        self._proven = proven
        self._deliveries = deliveries
        self._sender = sender
        self._chain = chain
        self._audit = audit
        self._clock = clock

    async def create(self, member: Member, wanted: WebhookSettings) -> tuple[Webhook, str]:
        """A new webhook and its secret, which nobody can see again. It is told of what happens from now on.

        Raises EmailNotVerified, InvalidInput for the address, TooManyWebhooks.
        """
        await self._proven.require(member)
        self._require_allowed(wanted.url)
        webhook_id, secret, now = new_id("whk"), new_secret(), self._clock()
        while True:
            webhook = Webhook(
                id=webhook_id,
                organization=member.organization,
                slot=_free_slot(await self._webhooks.slots(member.organization)),
                version=1,
                position=await self._latest(member),
                secret=self._sender.sealed(secret, webhook_id),
                created_at=now,
                updated_at=now,
                disabled=None if wanted.is_enabled else "by_member",
                **msgspec.structs.asdict(wanted),
            )
            if await self._webhooks.add(webhook):
                break
        await self._audit.record(member, "webhook.created", webhook.id, after=_on_record(webhook))
        return webhook, secret

    async def all_of(self, member: Member) -> list[Webhook]:
        """At most MAX_WEBHOOKS, the newest first."""
        found = await self._webhooks.all_of(member.organization)
        return sorted(found, key=lambda one: (one.created_at, one.id), reverse=True)

    async def get(self, member: Member, webhook_id: str) -> Webhook:
        """Raises NotFound."""
        webhook = await self._webhooks.find(webhook_id)
        if webhook is None or webhook.organization != member.organization:
            raise NotFound
        return webhook

    async def edit(self, member: Member, webhook_id: str, wanted: WebhookSettings, *, based_on: int) -> Webhook:
        """What waits goes to the new address; one that is switched on again is told of what happens from then on.

        Raises NotFound, InvalidInput for the address; EditConflict where it is no longer at ``based_on``.
        """
        webhook = await self.get(member, webhook_id)
        self._require_allowed(wanted.url)
        changes = msgspec.structs.asdict(wanted)
        if wanted.is_enabled != webhook.is_enabled:
            changes |= {"disabled": None if wanted.is_enabled else "by_member"}
        if wanted.is_enabled and not webhook.is_enabled:
            changes |= {"position": await self._latest(member), "failing_since": None}
        edited = None
        if webhook.version == based_on:
            edited = await self._webhooks.edit(webhook, updated_at=self._clock(), **changes)
        if edited is None:
            raise EditConflict(current=(await self.get(member, webhook_id)).version)
        before, after = _on_record(webhook), _on_record(edited)
        await self._audit.record(member, "webhook.edited", webhook.id, before=before, after=after)
        return edited

    async def renew_secret(self, member: Member, webhook_id: str) -> tuple[Webhook, str]:
        """A new secret; the one before signs beside it for a day. Raises NotFound, EditConflict."""
        webhook = await self.get(member, webhook_id)
        secret, now = new_secret(), self._clock()
        edited = await self._webhooks.edit(
            webhook,
            secret=self._sender.sealed(secret, webhook.id),
            former_secret=webhook.secret,
            former_until=now + FORMER_SECRET_FOR,
            updated_at=now,
        )
        if edited is None:
            raise EditConflict(current=(await self.get(member, webhook_id)).version)
        await self._audit.record(member, "webhook.secret_renewed", webhook.id)
        return edited, secret

    async def delete(self, member: Member, webhook_id: str, *, based_on: int | None = None) -> None:
        """Nothing that waits is sent any more, and its log is removed.

        Raises NotFound; EditConflict where it is no longer at ``based_on``.
        """
        webhook = await self.get(member, webhook_id)
        if not await self._webhooks.delete(webhook.id, based_on=based_on):
            raise EditConflict(current=(await self.get(member, webhook_id)).version)
        await self._ended(webhook.id, member.organization, was=_on_record(webhook), actor=member)

    async def remove_all(self, organization: str) -> None:
        """As ``delete``, all webhooks of an organization, also one that cannot be read."""
        known = {webhook.id: _on_record(webhook) for webhook in await self._webhooks.all_of(organization)}
        for webhook in await self._webhooks.slots(organization):
            if await self._webhooks.delete(webhook):
                await self._ended(webhook, organization, was=known.get(webhook), actor=None)

    async def test(self, member: Member, webhook_id: str) -> Outcome:
        """Send a message of its own now, once, whether it is switched on or not. Raises NotFound."""
        webhook = await self.get(member, webhook_id)
        told = {"organization": webhook.organization, "webhook": webhook.id}
        outcome = await self._sender.send(webhook, new_id("tst"), body_of(TEST_TYPE, self._clock(), told))
        after = {"status": outcome.status, "problem": outcome.problem}
        await self._audit.record(member, "webhook.tested", webhook.id, after=after)
        return outcome

    async def _ended(
        self, webhook: str, organization: str, *, was: Mapping[str, object] | None, actor: Member | None
    ) -> None:
        await self._deliveries.remove_all(webhook)
        await self._audit.record(actor, "webhook.deleted", webhook, organization=organization, before=was)

    async def _latest(self, member: Member) -> int:
        return (await self._chain.find_head(member.organization)).number

    def _require_allowed(self, url: str) -> None:
        fault = self._sender.outgoing.fault_of(url)
        if fault is not None:
            raise InvalidInput(fields=(FieldError(_FAULTS[fault], fault, "url"),))


def _free_slot(taken: Mapping[str, int]) -> int:
    free = [slot for slot in range(1, MAX_WEBHOOKS + 1) if slot not in taken.values()]
    if not free:
        raise TooManyWebhooks
    return free[0]


def _on_record(webhook: Webhook) -> dict[str, object]:
    """Without the path of the address: many services have their secret there."""
    host = urlsplit(webhook.url).hostname
    return {"host": host, "events": webhook.events, "is_enabled": webhook.is_enabled, "version": webhook.version}
