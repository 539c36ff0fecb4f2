"""Who is in a room, on this gateway and on the others, as members and as participants are told."""

from __future__ import annotations

from app.contracts.events import PresenceCounted
from app.contracts.frames import PresenceData
from app.core.clock import Clock, Ticks
from realtime.channel import Channel
from realtime.presence import Headcount, PresenceSum
from realtime.sources import PresenceSource


class Attendance:
    """The two channels of one room's presence; participants learn only how many are there."""

    def __init__(self, channel_name: str, *, epoch: int, clock: Clock, ticks: Ticks) -> None:
        self._clock, self._ticks = clock, ticks
        self._elsewhere = PresenceSum()
        self._joined: int | None = None
        self._for_members, self._for_participants = PresenceSource(epoch), PresenceSource(epoch)
        self.members = Channel(channel_name, self._for_members)
        self.participants = Channel(channel_name, self._for_participants)

    def wants_joined(self, *, only_new: bool) -> bool:
        """Whether members watch who is there (``only_new``: and were not told yet how many have joined)."""
        return len(self.members) > 0 and (self._joined is None or not only_new)

    def note_joined(self, joined: int) -> None:
        self._joined = joined

    def hear(self, event: PresenceCounted) -> None:
        """What another gateway counts."""
        self._elsewhere.hear(event.gateway, Headcount(event.connected, event.asked, event.answered), self._ticks())

    def count(self, here: Headcount) -> list[Channel]:
        """Sum the participants here and elsewhere; returns the channels that have something new to say."""
        total = self._elsewhere.total(here, self._ticks())
        answered = None if total.asked is None else total.answered
        # Who has just come may be connected before the records were counted again.
        joined = None if self._joined is None else max(self._joined, total.connected)
        told = PresenceData(total.connected, total.asked, answered, joined)
        moved = [self.members] if self._for_members.update(told, self._clock()) else []
        if self._for_participants.update(PresenceData(total.connected), self._clock()):
            moved.append(self.participants)
        return moved
