"""How many have joined a session, without counting all of them again."""

from __future__ import annotations

from realtime.ports import AttendanceReader


class JoinedCount:
    """Participants are numbered: those up to ``_settled`` are counted for good, those after it, up to ``_seen``, once
    more at the next look, because a number is given out before its participant is stored."""

    def __init__(self) -> None:
        self._settled, self._seen, self._up_to_settled = 0, 0, 0

    async def look(self, session: str, attendance: AttendanceReader) -> int:
        """How many are on record, removed ones included; one small read where nobody has joined. Raises
        StorageUnavailable."""
        latest = await attendance.latest_number(session)
        if self._seen > self._settled:
            self._up_to_settled += await attendance.joined(session, after=self._settled, to=self._seen)
            self._settled = self._seen
        if latest == self._settled:
            return self._up_to_settled
        joined = self._up_to_settled + await attendance.joined(session, after=self._settled, to=latest)
        self._seen = latest
        return joined
