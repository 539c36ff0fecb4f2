"""Who is there: participants with a live socket, counted here and summed over all gateways. Pure."""

from __future__ import annotations

from collections import Counter

REPORT_INTERVAL_S = 5.0
"""A gateway with participants repeats its count this often."""

EXPIRY_S = 3 * REPORT_INTERVAL_S
"""A gateway that has been silent for so long counts as gone."""

MAX_GATEWAYS = 1_000


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

    def count(self, session: str) -> int:
        return len(self._sockets.get(session, ()))

    def sessions(self) -> dict[str, int]:
        """The count of every session with a participant here."""
        return {session: len(sockets) for session, sockets in self._sockets.items()}


class PresenceSum:
    """What the other gateways said about one session, as long as it is fresh."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, float]] = {}

    def hear(self, gateway: str, connected: int, now: float) -> None:
        """Remember a count; ``now`` in monotonic seconds. Beyond MAX_GATEWAYS, unknown gateways are not counted."""
        if connected > 0 and (gateway in self._heard or len(self._heard) < MAX_GATEWAYS):
            self._heard[gateway] = (connected, now)
        elif connected <= 0:
            self._heard.pop(gateway, None)

    def total(self, now: float) -> int:
        """The sum of all counts younger than EXPIRY_S."""
        for gateway in [name for name, (_, heard_at) in self._heard.items() if now - heard_at > EXPIRY_S]:
            del self._heard[gateway]
        return sum(connected for connected, _ in self._heard.values())


class PresenceReports:
    """Which counts are due to be told to the other gateways."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[int, float]] = {}

    def due(self, counts: dict[str, int], now: float) -> dict[str, int]:
        """Counts that changed, or were told REPORT_INTERVAL_S ago; 0 for sessions that were left since."""
        due = {session: 0 for session in self._told if session not in counts}
        for session, count in counts.items():
            told, told_at = self._told.get(session, (0, now))
            if count != told or now - told_at >= REPORT_INTERVAL_S:
                due[session] = count
        for session, count in due.items():
            if count:
                self._told[session] = (count, now)
            else:
                del self._told[session]
        return due
