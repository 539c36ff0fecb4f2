"""The log of deliveries in MongoDB, which is also the line in which they wait."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.features.webhooks.model import MAX_ATTEMPTS_KEPT, Attempt, Delivery, DeliveryState, Webhook
from app.infra.listing import Asked, Found, listed
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Deliveries:
    def __init__(self, database: Database) -> None:
        self._deliveries = database["webhook_deliveries"]

    async def add(self, delivery: Delivery) -> None:
        """Nothing where it is there: feeding an event twice is feeding it once."""
        document = msgspec.to_builtins(delivery, builtin_types=(datetime,))
        with suppress(DuplicateKeyError):
            await self._deliveries.insert_one({"_id": document.pop("id"), **document})

    async def find(self, delivery_id: str) -> Delivery | None:
        document = await self._deliveries.find_one({"_id": delivery_id})
        return _delivery(document) if document else None

    async def head(self, webhook: str, lane: str) -> str | None:
        """The id of the first in line."""
        query = {"webhook": webhook, "lane": lane, "in_line": True}
        waiting = [one async for one in self._deliveries.find(query, {"number": 1})]
        return min(waiting, key=lambda one: int(one["number"]))["_id"] if waiting else None

    async def record(self, delivery: Delivery, attempt: Attempt, *, state: DeliveryState, now: datetime) -> None:
        """Add an attempt; anything but ``queued`` ends the delivery."""
        kept = msgspec.to_builtins(attempt, builtin_types=(datetime,))
        log = {"$push": {"attempts": {"$each": [kept], "$slice": -MAX_ATTEMPTS_KEPT}}, "$inc": {"attempt": 1}}
        settled = {} if state == "queued" else {"$set": _settled(state, now)}
        await self._deliveries.update_one({"_id": delivery.id}, {**log, **settled})

    async def skip(self, delivery: Delivery, now: datetime) -> None:
        await self._deliveries.update_one({"_id": delivery.id}, {"$set": _settled("skipped", now)})

    async def queue_again(self, delivery: Delivery, now: datetime) -> bool:
        """Out of line: nothing waits for it. False where it has not ended yet."""
        match = {"_id": delivery.id, "in_line": False}
        changes = {"state": "queued", "queued_at": now, "settled_at": None}
        return (await self._deliveries.update_one(match, {"$set": changes})).matched_count == 1

    async def put_back(self, delivery: Delivery) -> None:
        """As it had ended, where it could not be queued again after all."""
        ended = {"state": delivery.state, "queued_at": delivery.queued_at, "settled_at": delivery.settled_at}
        await self._deliveries.update_one({"_id": delivery.id, "in_line": False, "state": "queued"}, {"$set": ended})

    async def give_up(self, delivery_id: str, now: datetime) -> None:
        """Of one in line whose job ended without it."""
        await self._deliveries.update_one({"_id": delivery_id, "in_line": True}, {"$set": _settled("dead", now)})

    async def listed(self, webhook: Webhook, asked: Asked, state: DeliveryState | None) -> Found[Delivery]:
        return await listed(
            self._deliveries,
            {"webhook": webhook.id},
            asked,
            _delivery,
            conditions={"state": state} if state is not None else {},
            latest=webhook.position,
        )

    async def remove_all(self, webhook: str) -> None:
        """Of a webhook that is no more."""
        await self._deliveries.delete_many({"webhook": webhook})

    async def forget(self, until: datetime) -> int:
        """Remove what ended before; how many."""
        query = {"settled_at": {"$gte": BEGINNING, "$lte": until}}
        return int((await self._deliveries.delete_many(query)).deleted_count)


def _settled(state: DeliveryState, now: datetime) -> dict[str, Any]:
    return {"state": state, "in_line": False, "settled_at": now}


def _delivery(document: dict[str, Any]) -> Delivery:
    return msgspec.convert({**document, "id": document["_id"]}, Delivery)
