"""Reading the chains: page by page, and as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import msgspec

from app.core.principals import Member
from app.features.audit.model import Link
from app.features.audit.repository import WALK_EVENTS, AuditLog
from app.infra.listing import Asked, Found, Place

FIRST_STEP, LARGEST_STEP, MOST_STEPS = 200, 8_000, 12
"""How many numbers are searched for a page: the fewer events fit, the further each step goes; about 70,000 in all."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """``since`` and ``until`` bound the time of an event: from, and before."""

    actor: str | None = None
    action: str | None = None
    target: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def fields(self) -> dict[str, str]:
        """The values that fields of an event must have."""
        given = {"actor": self.actor, "action": self.action, "target": self.target}
        return {field: value for field, value in given.items() if value is not None}


class AuditReader:
    """For members of an organization, who have been let in."""

    def __init__(self, log: AuditLog) -> None:
        self._log = log

    async def latest_number(self, member: Member) -> int:
        """How long the chain of the member's organization is."""
        return (await self._log.find_head(member.organization)).number

    async def page(self, member: Member, filters: Filters, asked: Asked) -> Found[Link]:
        """In the order of the chain, or against it. A page may hold fewer than ``asked`` where few fit, and still not
        be the last."""
        descending, limit = asked.order.descending, asked.limit
        low, high = await self._bounds(member.organization, filters, asked)
        found: list[Link] = []
        step = FIRST_STEP if filters.fields else limit
        for _ in range(MOST_STEPS):
            first, last = (max(low, high - step), high) if descending else (low, min(high, low + step))
            stretch = await self._log.matching(member.organization, filters.fields, first, last)
            found += stretch if descending else stretch[::-1]
            if len(found) > limit:
                return Found(found[:limit], _place(found[limit - 1].event.number))
            low, high = (low, first) if descending else (last, high)
            if low >= high:
                return Found(found, None)
            if len(found) == limit:
                break
            step = min(step * 2, LARGEST_STEP)
        return Found(found, _place(high + 1 if descending else low))

    async def whole_chain(self, member: Member) -> AsyncIterator[Link]:
        """Every event from the first on, in bounded memory."""
        number, last = 0, await self.latest_number(member)
        while number < last:
            numbers = range(number + 1, min(number + WALK_EVENTS, last) + 1)
            links = {link.event.number: link async for link in self._log.links(member.organization, numbers)}
            for one in numbers:
                if one in links:
                    yield links[one]
            number = numbers[-1]

    async def _bounds(self, organization: str, filters: Filters, asked: Asked) -> tuple[int, int]:
        """Above which number, and up to which one, the rest of the list lies."""
        low, high = 0, (await self._log.find_head(organization)).number
        if filters.until is not None:
            high = await self._numbers_before(organization, filters.until, high)
        if filters.since is not None:
            low = await self._numbers_before(organization, filters.since, high)
        if asked.after is None:
            return low, high
        place = asked.after.number
        return (low, min(high, place - 1)) if asked.order.descending else (max(low, place), high)

    async def _numbers_before(self, organization: str, moment: datetime, last: int) -> int:
        """How many of the first ``last`` events lie before a moment: by halving, since times never fall."""
        low, high = 0, last
        while low < high:
            middle = (low + high + 1) // 2
            at = await self._log.time_of(organization, middle)
            if at is not None and at < moment:
                low = middle
            else:
                high = middle - 1
        return low


def _place(number: int) -> Place:
    return Place(number, number)
