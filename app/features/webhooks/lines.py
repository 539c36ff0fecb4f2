"""Whose turn it is: in each lane of a webhook the first in line has a job, the others wait for its end."""

from __future__ import annotations

from app.features.jobs.service import JobService
from app.features.webhooks.deliveries import Deliveries

DELIVER = "deliver_webhook"


class Lines:
    def __init__(self, deliveries: Deliveries, jobs: JobService) -> None:
        self._deliveries = deliveries
        self._jobs = jobs

    async def advance(self, organization: str, webhook: str, lane: str) -> None:
        """Have the first in line delivered, if there is one; a repeat changes nothing."""
        head = await self._deliveries.head(webhook, lane)
        if head is not None:
            await self._jobs.add(DELIVER, {"delivery": head}, job_id=job_of(head), organization=organization)

    async def send_again(self, organization: str, delivery_id: str) -> None:
        """A job for one that has ended. Raises WrongState where its job still runs."""
        job = job_of(delivery_id)
        if not await self._jobs.add(DELIVER, {"delivery": delivery_id}, job_id=job, organization=organization):
            await self._jobs.run_again(organization, job)


def job_of(delivery_id: str) -> str:
    """The id of the job that delivers it."""
    return f"{DELIVER}:{delivery_id}"
