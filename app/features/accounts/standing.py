"""Whether who holds a token may still use it: the database is asked, its answer remembered for a second at most."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from app.contracts.events import StandingChanged
from app.core.clock import Ticks
from app.core.errors import Removed, TokenRevoked
from app.core.permissions import Role
from app.core.principals import Member

MEMORY_S = 1.0
MAX_REMEMBERED = 20_000


class Standing(msgspec.Struct, frozen=True):
    """What is stored of a login or an API key. ``role``: None where its user is no member (any more)."""

    role: Role | None
    is_revoked: bool = False


class StandingSource(Protocol):
    """Logins or API keys as stored; one answer for each member, in their order."""

    async def standings(self, members: Sequence[Member]) -> list[Standing]: ...


class StandingPublisher(Protocol):
    async def publish(self, event: StandingChanged) -> bool: ...


class Standings:
    """Refuses what was revoked within MEMORY_S on every node, and at once where Redis carries the news.

    At most MAX_REMEMBERED are remembered; the one remembered for longest is forgotten.
    """

    def __init__(
        self, *, logins: StandingSource, keys: StandingSource, publisher: StandingPublisher, ticks: Ticks
    ) -> None:
        self._logins, self._keys = logins, keys
        self._publisher = publisher
        self._ticks = ticks
        self._known: OrderedDict[Member, tuple[float, Standing]] = OrderedDict()
        self._changes = 0

    async def confirmed(self, member: Member) -> Member:
        """The member as of now, with the role that is theirs whatever the token says.

        Raises:
            TokenRevoked: this login or key was ended.
            Removed: the user is no member of the organization any more.
        """
        known = self._known.get(member)
        if known is not None and self._ticks() - known[0] < MEMORY_S:
            return _confirmed(member, known[1])
        (standing,) = await self._read([member])
        return _confirmed(member, standing)

    async def recheck(self, members: Collection[Member]) -> Mapping[Member, Standing]:
        """What is stored now, without the memory."""
        distinct = list(dict.fromkeys(members))
        return dict(zip(distinct, await self._read(distinct), strict=True))

    async def announce(self, change: StandingChanged) -> None:
        """Tell everybody, this process first; call it once the change is stored.

        Where Redis cannot carry it, the others see it when what they remember is old.
        """
        self.forget(change)
        await self._publisher.publish(change)

    def forget(self, change: StandingChanged) -> None:
        """Remember nothing that was read before this change."""
        self._changes += 1
        for member in [member for member in self._known if change.concerns(member)]:
            del self._known[member]

    async def _read(self, members: Sequence[Member]) -> list[Standing]:
        """Read until nothing changed meanwhile: an answer from before a change must not outlive it."""
        while True:
            changes, at = self._changes, self._ticks()
            standings = await self._ask(members)
            if changes == self._changes:
                break
        for member, standing in zip(members, standings, strict=True):
            self._known.pop(member, None)
            self._known[member] = (at, standing)
        while len(self._known) > MAX_REMEMBERED:
            self._known.popitem(last=False)
        return standings

    async def _ask(self, members: Sequence[Member]) -> list[Standing]:
        logins = [member for member in members if member.scopes is None]
        keys = [member for member in members if member.scopes is not None]
        found = dict(zip(logins, await self._logins.standings(logins), strict=True)) if logins else {}
        if keys:
            found |= zip(keys, await self._keys.standings(keys), strict=True)
        return [found[member] for member in members]


def _confirmed(member: Member, standing: Standing) -> Member:
    if standing.is_revoked:
        raise TokenRevoked
    if standing.role is None:
        raise Removed
    return member if member.role == standing.role else msgspec.structs.replace(member, role=standing.role)
