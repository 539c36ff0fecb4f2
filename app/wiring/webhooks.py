"""What webhooks are made of, in each process that has to do with them."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from app.core.clock import Clock, monotonic, utc_now
from app.core.probe import Probe, no_probe
from app.core.settings import Settings
from app.features.accounts.proven import ProvenAddresses
from app.features.accounts.repository import AccountRepository
from app.features.audit.service import AuditTrail
from app.features.jobs.service import JobService
from app.features.webhooks.courier import Courier
from app.features.webhooks.deliveries import Deliveries
from app.features.webhooks.feeder import Feeder
from app.features.webhooks.lines import Lines
from app.features.webhooks.log import DeliveryLog
from app.features.webhooks.repository import WebhookRepository
from app.features.webhooks.sending import PURPOSE, Sender
from app.features.webhooks.service import WebhookService
from app.infra.mongo import Database
from app.infra.outgoing import Outgoing, outgoing
from app.infra.sealing import Sealer
from app.wiring.auditing import audit_log


@dataclass(frozen=True, kw_only=True)
class Hooks:
    """What web processes show of them."""

    webhooks: WebhookService
    deliveries: DeliveryLog


def outgoing_of(settings: Settings) -> AbstractAsyncContextManager[Outgoing]:
    """Open until the context ends."""
    return outgoing(monotonic, allow_private=settings.webhooks_allow_private)


def webhook_services(
    settings: Settings, database: Database, audit: AuditTrail, jobs: JobService, out: Outgoing
) -> Hooks:
    """For members. Raises SettingsInvalid where the secret is missing."""
    deliveries = Deliveries(database)
    webhooks = WebhookService(
        webhooks=WebhookRepository(database),
        proven=ProvenAddresses(AccountRepository(database)),
        deliveries=deliveries,
        sender=_sender(settings, out, utc_now),
        chain=audit_log(settings, database),
        audit=audit,
        clock=utc_now,
    )
    log = DeliveryLog(
        webhooks=webhooks, deliveries=deliveries, lines=Lines(deliveries, jobs, utc_now), audit=audit, clock=utc_now
    )
    return Hooks(webhooks=webhooks, deliveries=log)


def webhook_feeder(settings: Settings, database: Database, jobs: JobService, clock: Clock = utc_now) -> Feeder:
    """For schedulers. Raises SettingsInvalid where the secret is missing."""
    deliveries = Deliveries(database)
    return Feeder(
        webhooks=WebhookRepository(database),
        deliveries=deliveries,
        chain=audit_log(settings, database),
        lines=Lines(deliveries, jobs, clock),
        clock=clock,
    )


def webhook_courier(
    settings: Settings,
    database: Database,
    audit: AuditTrail,
    jobs: JobService,
    out: Outgoing,
    clock: Clock = utc_now,
    probe: Probe = no_probe,
) -> Courier:
    """For workers. Raises SettingsInvalid where the secret is missing."""
    deliveries = Deliveries(database)
    return Courier(
        webhooks=WebhookRepository(database),
        deliveries=deliveries,
        sender=_sender(settings, out, clock),
        lines=Lines(deliveries, jobs, clock),
        audit=audit,
        clock=clock,
        probe=probe,
    )


def _sender(settings: Settings, out: Outgoing, clock: Clock) -> Sender:
    return Sender(out, Sealer(settings.signing_secret(), PURPOSE, former=settings.former_secrets()), clock)
