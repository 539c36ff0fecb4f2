"""Whose turn it is: in each lane of a webhook the first in line has a job, the others wait for its end."""

from __future__ import annotations

from app.core.clock import Clock
from app.features.jobs.service import JobService
from app.features.webhooks.deliveries import Deliveries

DELIVER = "deliver_webhook"


class Lines:
    def __init__(self, deliveries: Deliveries, jobs: JobService, clock: Clock) -> None:
        self._deliveries = deliveries
        self._jobs = jobs
        self._clock = clock

    async def advance(self, organization: str, webhook: str, lane: str) -> None:
        """Have the first in line delivered, if there is one; a repeat changes nothing. One whose job is dead, because
        of what befell its workers, holds up no others: it can be sent again, like each that ended."""
        while (head := await self._deliveries.head(webhook, lane)) is not None:
            if await self._jobs.add(DELIVER, {"delivery": head}, job_id=job_of(head), organization=organization):
                return
            job = await self._jobs.find(job_of(head))
            if job is None or job.state != "dead":
                return
            await self._deliveries.give_up(head, self._clock())

    async def go_on(self) -> None:
        """Let the lanes go on whose first in line has a dead job."""
        for arguments in await self._jobs.dead_arguments(DELIVER):
            delivery = await self._deliveries.find(arguments["delivery"])
            if delivery is not None and delivery.in_line:
                await self.advance(delivery.organization, delivery.webhook, delivery.lane)

    async def send_again(self, organization: str, delivery_id: str) -> None:
        """A job for one that has ended. Raises WrongState where its job still runs."""
        job = job_of(delivery_id)
        if not await self._jobs.add(DELIVER, {"delivery": delivery_id}, job_id=job, organization=organization):
            await self._jobs.run_again(organization, job)


def job_of(delivery_id: str) -> str:
    """The id of the job that delivers it."""
    return f"{DELIVER}:{delivery_id}"
