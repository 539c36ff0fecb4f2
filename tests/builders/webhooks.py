"""A webhook on a real receiver, fed and delivered as scheduler and worker do it, on a clock of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.core.principals import Member
from app.core.probe import Probe, no_probe
from app.core.settings import Settings
from app.features.jobs.model import WAKE_AGAIN, Job, lost
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.webhooks.courier import Courier
from app.features.webhooks.feeder import Feeder
from app.features.webhooks.lines import DELIVER
from app.features.webhooks.model import EVENT_TYPES, Delivery, Webhook
from app.features.webhooks.service import WebhookService, WebhookSettings
from app.infra.mongo import Database
from app.infra.outgoing import Outgoing
from app.wiring.jobs import KINDS
from app.wiring.webhooks import outgoing_of, webhook_courier, webhook_feeder, webhook_services
from jobs.worker import Worker
from tests.builders.audit import audit_trail
from tests.builders.mailing import Moment, Nobody
from tests.builders.webhook_receiver import Receiver


class Post:
    """Scheduler and worker of webhooks, one step at a time."""

    def __init__(self, settings: Settings, database: Database, out: Outgoing) -> None:
        self.clock = Moment()
        self._settings, self._database, self._out = settings, database, out
        self.audit = audit_trail(database)
        self.jobs = JobService(JobRepository(database), Nobody(), KINDS, self.clock)
        hooks = webhook_services(settings, database, self.audit, self.jobs, out)
        self.webhooks: WebhookService = hooks.webhooks
        self.log = hooks.deliveries
        self.feeder = self.another_feeder()

    def another_feeder(self) -> Feeder:
        return webhook_feeder(self._settings, self._database, self.jobs, self.clock)

    def courier(self, probe: Probe = no_probe) -> Courier:
        return webhook_courier(self._settings, self._database, self.audit, self.jobs, self._out, self.clock, probe)

    async def hook(self, member: Member, receiver: Receiver, **changes: Any) -> tuple[Webhook, str]:
        """For every event, unless ``changes`` say otherwise."""
        wanted = WebhookSettings(receiver.url, EVENT_TYPES, "", is_enabled=True)
        return await self.webhooks.create(member, msgspec.structs.replace(wanted, **changes))

    async def event(self, member: Member, action: str, target: str, **after: Any) -> None:
        """A change as it is put on record."""
        await self.audit.record(member, action, target, after=after or None)

    def worker(self, probe: Probe = no_probe) -> Worker:
        courier = self.courier(probe)

        async def deliver(job: Job) -> None:
            await courier.deliver(job.arguments["delivery"])

        return Worker(self.jobs, KINDS, {DELIVER: deliver}, asyncio.Event())

    async def due(self) -> list[str]:
        """The ids of the jobs that workers would be told of now."""
        now = self.clock.now
        lost_ones = [job for job in await self.jobs._repository.running() if job.due_at <= now]
        for job in lost_ones:
            assert await self.jobs._repository.replace(job, lost(job, now))
        may = [job for job in await self._open(now + WAKE_AGAIN) if job.state == "queued" or job.due_at <= now]
        return sorted(job.id for job in (*may, *lost_ones))

    async def _open(self, until: datetime) -> list[Job]:
        return [job for job in await self.jobs._repository.due(until, 1_000) if job.kind == DELIVER]

    async def run(self, probe: Probe = no_probe) -> None:
        """Feed, and run what is due until nothing is."""
        while await self.feeder.look():
            pass
        worker = self.worker(probe)
        while due := await self.due():
            for job in due:
                await worker.run(job)

    async def run_for(self, **time: float) -> None:
        """The same, whenever something is due, for so long."""
        end = self.clock.now + timedelta(**time)
        await self.run()
        while later := [job.due_at for job in await self._open(end)]:
            self.clock.now = max(self.clock.now, min(later))
            await self.run()
        self.clock.now = end

    async def deliveries(self, webhook: Webhook) -> list[Delivery]:
        """The log, the oldest first."""
        found = await self._database["webhook_deliveries"].find({"webhook": webhook.id}).to_list(None)
        made = [await self.log._deliveries.find(one["_id"]) for one in found]
        return sorted((one for one in made if one is not None), key=lambda one: one.number)


@asynccontextmanager
async def post_on(settings: Settings, database: Database) -> AsyncIterator[Post]:
    """With receivers on loopback allowed."""
    settings = settings.model_copy(update={"webhooks_allow_private": True})
    async with outgoing_of(settings) as out:
        yield Post(settings, database, out)
