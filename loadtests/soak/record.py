"""What is written down while it goes on: the memory of every process, and how many answers were acknowledged."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable

from loadtests.plot import Chart, Mark, Series, document
from loadtests.processes import use_of

MIB = 2**20
COLOURS = ("#2563eb", "#0891b2", "#c2410c", "#d97706", "#7c3aed", "#16a34a", "#64748b", "#db2777")
KILL_COLOUR = "#dc2626"


class Record:
    """A look every ``every_s`` seconds; ``pids`` and ``acked`` say how things stand now."""

    def __init__(self, pids: Callable[[], dict[str, int]], acked: Callable[[], int], *, every_s: float) -> None:
        self._pids, self._acked, self._every_s = pids, acked, every_s
        self.memory_mib: dict[str, list[tuple[float, float]]] = {}
        self.acked_per_s: list[tuple[float, float]] = []

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        began, before, looked_at = loop.time(), self._acked(), loop.time()
        while True:
            await asyncio.sleep(self._every_s)
            now, acked = loop.time(), self._acked()
            self.acked_per_s.append((now - began, (acked - before) / (now - looked_at)))
            before, looked_at = acked, now
            for part, pid in self._pids().items():
                rss = _rss_bytes(pid)
                if rss:
                    self.memory_mib.setdefault(part, []).append((now - began, rss / MIB))

    def growth_mib(self, part: str) -> float:
        """From the second fifth of the time to the last, by their medians: the first is warming up."""
        values = [value for _, value in self.memory_mib[part]]
        fifth = max(1, len(values) // 5)
        return statistics.median(values[-fifth:]) - statistics.median(values[fifth : 2 * fifth] or values)

    def picture(self, kills: list[tuple[float, str]]) -> str:
        """Memory above, acknowledged answers below, the kills in both."""
        marks = tuple(Mark(at / 60, KILL_COLOUR) for at, _ in kills)
        lines = [(part, points) for part, points in sorted(self.memory_mib.items()) if part != "mongo"]
        memory = Chart(
            title="Memory of each process",
            x_label="minutes",
            y_label="MiB resident",
            series=tuple(
                Series(part, _in_minutes(points), COLOURS[number % len(COLOURS)])
                for number, (part, points) in enumerate(lines)
            ),
            marks=marks,
            marks_label="a process is killed",
        )
        pace = Chart(
            title="Acknowledged answers",
            x_label="minutes",
            y_label="answers a second",
            series=(Series("acknowledged", _in_minutes(self.acked_per_s), COLOURS[0]),),
            marks=marks,
            marks_label="a process is killed",
        )
        return document([memory, pace])


def _in_minutes(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    return tuple((at / 60, value) for at, value in points)


def _rss_bytes(pid: int) -> int:
    """0 where it is gone."""
    try:
        return use_of(pid).rss_bytes
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return 0
