"""``/api/v1/webhooks/{id}/deliveries``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.webhooks.log import DeliveryLog
from app.features.webhooks.model import DeliveryState
from app.features.webhooks.schemas import DeliveryResource
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter
from app.http.sorting import BY_NUMBER, Sorting

DELIVERIES = Sorting("deliveries", default="-created_at", created_at=BY_NUMBER)
SortParameter = Annotated[str, DELIVERIES.parameter]
StateParameter = Annotated[
    DeliveryState | None, QueryParameter(name="state", required=False, description="Only those in this state")
]


class DeliveryController(Controller):
    path = "/webhooks/{webhook_id:str}/deliveries"
    tags = ("webhooks",)

    @get("/", guards=[allows("webhooks:manage")], responses=problem_responses(401, 403, 404, 422, 429))
    async def list_deliveries(
        self,
        webhook_id: FromPath[str],
        member: NamedDependency[Member],
        deliveries: NamedDependency[DeliveryLog],
        sort: SortParameter = DELIVERIES.default,
        in_state: StateParameter = None,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[DeliveryResource]]:
        """What was sent, waits to be sent, or was given up; kept for thirty days after it ended."""
        listing = DELIVERIES.listing(sort, cursor, limit, webhook=webhook_id, state=in_state)
        found = await deliveries.listed(member, webhook_id, listing.asked, in_state)
        return enveloped(listing.page(found, DeliveryResource.of))

    @get("/{delivery_id:str}", guards=[allows("webhooks:manage")], responses=problem_responses(401, 403, 404, 429))
    async def get_delivery(
        self,
        webhook_id: FromPath[str],
        delivery_id: FromPath[str],
        member: NamedDependency[Member],
        deliveries: NamedDependency[DeliveryLog],
    ) -> Envelope[DeliveryResource]:
        """One delivery with its last attempts."""
        return enveloped(DeliveryResource.of(await deliveries.get(member, webhook_id, delivery_id)))

    @post(
        "/{delivery_id:str}/redeliver",
        guards=[allows("webhooks:manage")],
        status_code=202,
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def redeliver(
        self,
        webhook_id: FromPath[str],
        delivery_id: FromPath[str],
        member: NamedDependency[Member],
        deliveries: NamedDependency[DeliveryLog],
    ) -> Envelope[DeliveryResource]:
        """Send an ended delivery again, under the same `webhook-id` and out of order. 409 while it waits."""
        delivery = await deliveries.redeliver(member, webhook_id, delivery_id)
        return enveloped(DeliveryResource.of(delivery), "It is being sent.")
