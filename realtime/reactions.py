"""Passing signs of an audience: counted in memory, told to the other gateways in small sums, kept nowhere
(docs/adr/0017-reactions.md)."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict

from app.contracts.events import ReactionsCounted
from app.contracts.frames import Reaction
from app.core.clock import Ticks
from app.core.errors import NotAllowed, RateLimited
from app.core.principals import Participant
from realtime.hub import Hub
from realtime.ports import Bus
from realtime.rate import Bucket

TELL_INTERVAL_S = 0.5
"""What a gateway counts of one session goes to the others at most this often, as one sum."""

REACTIONS_PER_S = 2.0
REACTION_BURST = 8
MAX_PACES = 50_000


class Paces:
    """How fast each participant reacts, over all of their sockets here; beyond MAX_PACES the one who has been silent
    for longest is forgotten."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def spend(self, participant: str, now: float) -> None:
        """Raises RateLimited."""
        bucket = self._buckets.pop(participant, None) or Bucket(per_s=REACTIONS_PER_S, burst=REACTION_BURST, now=now)
        self._buckets[participant] = bucket
        if len(self._buckets) > MAX_PACES:
            self._buckets.popitem(last=False)
        wait_s = bucket.take(now)
        if wait_s > 0:
            raise RateLimited(retry_after_ms=int(wait_s * 1000) + 1)


class Untold:
    """What was counted here since the other gateways were told. Pure; holds sessions with a reaction of this moment."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[Reaction]] = {}

    def count(self, session: str, reaction: Reaction) -> None:
        self._counts.setdefault(session, Counter())[reaction] += 1

    def take(self) -> dict[str, dict[Reaction, int]]:
        """Session → how many of each; what is taken is untold no longer."""
        taken, self._counts = self._counts, {}
        return {session: dict(counts) for session, counts in taken.items()}


class Reactions:
    """Takes the reactions of this gateway's participants."""

    def __init__(self, hub: Hub, bus: Bus, *, ticks: Ticks) -> None:
        self._hub, self._bus, self._ticks = hub, bus, ticks
        self._paces, self._untold = Paces(), Untold()

    async def react(self, participant: Participant, session: str, reaction: Reaction) -> None:
        """Count a reaction; the screens of this gateway show it at their next tick.

        Raises:
            NotAllowed: the participant belongs to another session.
            RateLimited: too fast.
            NotFound, ParticipantRemoved, StorageUnavailable: as ``Hub.room_of`` says.
            SessionEnded, SessionClosed, WrongState: the session takes no reactions now.
        """
        if session != participant.session:
            raise NotAllowed("This token belongs to another session.")
        self._paces.spend(participant.participant, self._ticks())
        room = await self._hub.room_of(participant)
        room.react(reaction)
        self._untold.count(session, reaction)

    async def run(self) -> None:
        """Tell the other gateways, for ever. What is lost on the way stays lost."""
        while True:
            await asyncio.sleep(TELL_INTERVAL_S)
            for session, added in self._untold.take().items():
                await self._bus.publish(ReactionsCounted(session, self._hub.gateway, added))
