"""Reading the chains: page by page, and as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import msgspec

from app.core.principals import Member
from app.features.audit.model import Link
from app.features.audit.repository import WALK_EVENTS, AuditLog

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


class Found(msgspec.Struct, frozen=True):
    """Events, the newest first; the list goes on at number ``rest``, and is over where that is 0."""

    links: list[Link]
    rest: int


class AuditReader:
    """For members of an organization, who have been let in."""

    def __init__(self, log: AuditLog) -> None:
        self._log = log

    async def latest_number(self, member: Member) -> int:
        """How long the chain of the member's organization is."""
        return (await self._log.find_head(member.organization)).number

    async def page(self, member: Member, filters: Filters, *, to: int, limit: int) -> Found:
        """Events up to number ``to``; a page may hold fewer than ``limit`` where few fit, and still not be the last."""
        organization = member.organization
        if filters.until is not None:
            to = await self._numbers_before(organization, filters.until, to)
        floor = await self._numbers_before(organization, filters.since, to) if filters.since is not None else 0
        found: list[Link] = []
        step = FIRST_STEP if filters.fields else limit
        for _ in range(MOST_STEPS):
            low = max(floor, to - step)
            found += await self._log.matching(organization, filters.fields, low, to)
            if len(found) > limit:
                return Found(found[:limit], found[limit].event.number)
            to = low
            if to <= floor:
                return Found(found, 0)
            if len(found) == limit:
                break
            step = min(step * 2, LARGEST_STEP)
        return Found(found, to)

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
