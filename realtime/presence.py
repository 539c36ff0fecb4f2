"""Who is there: participants with a live socket, counted here and summed over all gateways. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

import msgspec

REPORT_INTERVAL_S = 5.0
"""A gateway with participants repeats its count this often."""

EXPIRY_S = 3 * REPORT_INTERVAL_S
"""A gateway that has been silent for so long counts as gone."""

MAX_GATEWAYS = 1_000


class Headcount(msgspec.Struct, frozen=True):
    """Participants of one gateway, and how many of them have answered ``asked``."""

    connected: int
    asked: str | None = None
    answered: int = 0


NOBODY = Headcount(0)


class LocalPresence:
    """The participants of this gateway; several sockets of one participant count once."""

    def __init__(self) -> None:
        self._sockets: dict[str, Counter[str]] = {}

    def enter(self, session: str, participant: str) -> None:
        self._sockets.setdefault(session, Counter())[participant] += 1

    def leave(self, session: str, participant: str) -> None:
        sockets = self._sockets.get(session)
        if sockets is None:
            return
        sockets[participant] -= 1
        if sockets[participant] <= 0:
            del sockets[participant]
        if not sockets:
            del self._sockets[session]

    def here(self, session: str) -> Set[str]:
        """The participants of a session who are here."""
        return self._sockets.get(session, _NO_SOCKETS).keys()

    def sessions(self) -> list[str]:
        """Every session with a participant here."""
        return list(self._sockets)


_NO_SOCKETS: Counter[str] = Counter()


class PresenceSum:
    """What the other gateways said about one session, as long as it is fresh."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[Headcount, float]] = {}

    def hear(self, gateway: str, count: Headcount, now: float) -> None:
        """Remember a count; ``now`` in monotonic seconds. Beyond MAX_GATEWAYS, unknown gateways are not counted."""
        if count.connected > 0 and (gateway in self._heard or len(self._heard) < MAX_GATEWAYS):
            self._heard[gateway] = (count, now)
        elif count.connected <= 0:
            self._heard.pop(gateway, None)

    def total(self, here: Headcount, now: float) -> Headcount:
        """Those here and all whose counts are younger than EXPIRY_S. Of a gateway that has not heard yet what is asked
        here, nobody has answered it."""
        for gateway in [name for name, (_, heard_at) in self._heard.items() if now - heard_at > EXPIRY_S]:
            del self._heard[gateway]
        counts = [here, *(count for count, _ in self._heard.values())]
        answered = sum(count.answered for count in counts if count.asked == here.asked)
        return Headcount(sum(count.connected for count in counts), here.asked, answered)


class PresenceReports:
    """Which counts are due to be told to the other gateways."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Headcount, float]] = {}

    def due(self, counts: Mapping[str, Headcount], now: float) -> dict[str, Headcount]:
        """Counts that changed, or were told REPORT_INTERVAL_S ago; NOBODY for sessions that were left since."""
        due = {session: NOBODY for session in self._told if session not in counts}
        for session, count in counts.items():
            told, told_at = self._told.get(session, (NOBODY, now))
            if count != told or now - told_at >= REPORT_INTERVAL_S:
                due[session] = count
        for session, count in due.items():
            if count.connected:
                self._told[session] = (count, now)
            else:
                del self._told[session]
        return due
