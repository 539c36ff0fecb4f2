"""How often callers and organizations may ask, never per address: a lecture hall sits behind one. Only wrong codes are
counted by network, and wrong links with them; a hall may mistype hundreds before it waits, for codes and links that it
has not used before."""

from __future__ import annotations

import hashlib
import math
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Literal

import msgspec

from app.core.errors import NotFound, RateLimited
from app.core.principals import Member, Principal
from app.infra.buckets import Bucket, Buckets, Limit

Policy = Literal[
    "member",
    "participant",
    "organization",
    "join",
    "wrong-codes",
    "right-codes",
    "registrations",
    "invitations",
    "audience-questions",
    "audience-votes",
]
"""The name of a limit in the ``RateLimit`` headers."""

LIMITS: Mapping[Policy, Limit] = {
    "member": Limit(per_s=20, burst=120),
    "participant": Limit(per_s=10, burst=60),
    "organization": Limit(per_s=2_000, burst=10_000),
    "join": Limit(per_s=500, burst=5_000),
    "wrong-codes": Limit(per_s=2, burst=500),
    "right-codes": Limit(per_s=1 / (12 * 3600), burst=2),
    "registrations": Limit(per_s=2, burst=50),
    "invitations": Limit(per_s=1 / 10, burst=100),
    "audience-questions": Limit(per_s=1 / 10, burst=5),
    "audience-votes": Limit(per_s=5, burst=30),
}
"""``member``: also an API key, by itself; ``registrations``: of one process, whose processor hashes the passwords;
``wrong-codes``: of one network; ``right-codes``: of one network and code, no limit but a memory: what was taken from
is known, for 12 hours at least; ``invitations``: mails of one organization; ``audience-…``: of one participant."""


class Spent(msgspec.Struct, frozen=True):
    """What is left in a bucket that this request took from; ``level`` below 1 is a refusal's."""

    policy: str
    limit: Limit
    level: float


_spent: ContextVar[list[Spent] | None] = ContextVar("spent", default=None)


def watch_spending() -> list[Spent]:
    """A list that fills with what the request of this task spends."""
    spent: list[Spent] = []
    _spent.set(spent)
    return spent


class RateLimits:
    """The limits of the REST interface, for whoever shares the buckets."""

    def __init__(self, buckets: Buckets, limits: Mapping[Policy, Limit] = LIMITS) -> None:
        self._buckets = buckets
        self._limits = limits

    async def spend_for(self, principal: Principal) -> None:
        """Raises RateLimited when the caller, or their whole organization, asks too often."""
        organization = principal.organization
        if isinstance(principal, Member):
            await self._spend(organization, {"member": principal.user, "organization": ""})
        else:
            await self._spend(organization, {"participant": principal.participant, "organization": ""})

    async def spend_for_join(self, target: str) -> None:
        """Raises RateLimited when one code, session or link is asked for too often, whoever asks."""
        await self._spend(target, {"join": ""})

    @asynccontextmanager
    async def guessing(self, network: str, code: str) -> AsyncIterator[None]:
        """Around looking up what a stranger typed; NotFound is a wrong guess of their network.

        Raises RateLimited, before anything is looked up, where there were too many of them; never for a code that was
        right in this network lately, or one phone could keep a whole hall out.
        """
        wrong = Bucket(f"{{{network}}}:wrong-codes:", self._limits["wrong-codes"], cost=0)
        right = Bucket(f"{{{network}}}:right-codes:{code}", self._limits["right-codes"], cost=0)
        guesses, unknown = await self._buckets.take([wrong, right])
        if guesses < 1 and unknown >= right.limit.burst:
            raise RateLimited(retry_after_ms=math.ceil((1 - guesses) / wrong.limit.per_s * 1000))
        try:
            yield
        except NotFound:
            await self._buckets.take([msgspec.structs.replace(wrong, cost=1)])
            raise
        if unknown >= 1:
            await self._buckets.take([msgspec.structs.replace(right, cost=1)])

    @asynccontextmanager
    async def following(self, network: str, token: str) -> AsyncIterator[None]:
        """Around using the link that a stranger holds: as ``guessing``, and ``spend_for_join`` for this link alone.

        Buckets are named by a hash that is made for this only: whoever reads them cannot tell whose link it was.
        """
        link = hashlib.sha256(f"following {token}".encode()).hexdigest()[:32]
        async with self.guessing(network, link):
            await self.spend_for_join(link)
            yield

    async def spend_for_registration(self) -> None:
        """Raises RateLimited when accounts are made too often, whoever makes them."""
        await self._spend("all", {"registrations": ""})

    async def spend_for_invitation(self, organization: str) -> None:
        """Raises RateLimited when an organization invites too often."""
        await self._spend(organization, {"invitations": ""})

    async def spend_for_audience_question(self, participant: str) -> None:
        """Raises RateLimited when a participant asks the speakers too often."""
        await self._spend(participant, {"audience-questions": ""})

    async def spend_for_audience_vote(self, participant: str) -> None:
        """Raises RateLimited when a participant votes, or takes votes back, too often."""
        await self._spend(participant, {"audience-votes": ""})

    async def _spend(self, whose: str, takings: Mapping[Policy, str]) -> None:
        wanted = [Bucket(f"{{{whose}}}:{policy}:{caller}", self._limits[policy]) for policy, caller in takings.items()]
        for policy, bucket, left in zip(takings, wanted, await self._buckets.take(wanted), strict=False):
            is_refused = left < 0
            _note(Spent(policy, bucket.limit, left + 1 if is_refused else left))
            if is_refused:
                raise RateLimited(retry_after_ms=math.ceil(-left / bucket.limit.per_s * 1000))


def _note(spent: Spent) -> None:
    noted = _spent.get()
    if noted is not None:
        noted.append(spent)
