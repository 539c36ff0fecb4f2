"""What a gateway cannot see of its rooms: who answered somewhere else, and how many have joined at all."""

from __future__ import annotations

import asyncio
import logging

from app.core.errors import AppError
from realtime.hub import Hub
from realtime.ports import AttendanceReader
from realtime.turnout import Awaited

log = logging.getLogger(__name__)

INTERVAL_S = 1.0
MAX_LOOKED_UP = 500
"""Participants in one read of the log. A hall of 2,000 who all came back is known after four of them."""

JOINED_INTERVAL_S = 5.0


class TurnoutCheck:
    """One bounded read of the log each INTERVAL_S for all rooms together, none where all have answered; and one look
    at each room that is watched, each JOINED_INTERVAL_S."""

    def __init__(self, hub: Hub, attendance: AttendanceReader) -> None:
        self._hub, self._attendance = hub, attendance
        self._until_joined_s = 0.0
        self._served_last = ""

    async def run(self) -> None:
        """Check for ever."""
        while True:
            await asyncio.sleep(INTERVAL_S)
            try:
                await self.check()
            except AppError as failure:
                log.warning("the turnout was not looked up", extra={"reason": failure.code})

    async def check(self) -> None:
        """Look up who has answered, and who has joined where that is new or due. Raises StorageUnavailable."""
        awaited = self._awaited()
        if awaited:
            self._hub.headcounts.settle(awaited, frozenset(await self._attendance.answered(awaited)))
        self._until_joined_s -= INTERVAL_S
        is_due = self._until_joined_s <= 0
        if is_due:
            self._until_joined_s = JOINED_INTERVAL_S
        for room in self._hub.rooms():
            if room.attendance.wants_joined(only_new=not is_due):
                room.note_joined(await room.joined.look(room.session, self._attendance))

    def _awaited(self) -> list[Awaited]:
        """The turn goes to the room after the one that was served last: no hall keeps others waiting for ever."""
        rooms = self._hub.rooms()
        first = next((at for at, room in enumerate(rooms, 1) if room.session == self._served_last), 0)
        awaited: list[Awaited] = []
        for room in rooms[first:] + rooms[:first]:
            left = MAX_LOOKED_UP - len(awaited)
            if left == 0:
                break
            awaited += self._hub.headcounts.awaited(room.session, is_accepting=room.is_accepting, limit=left)
            self._served_last = room.session
        return awaited
