"""CPU time and memory of the processes under test, from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CLOCK_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class ProcessUse:
    """What a process has used since it started; CPU in steps of 10 ms."""

    user_s: float
    system_s: float
    rss_bytes: int

    @property
    def cpu_s(self) -> float:
        return self.user_s + self.system_s


def use_of(pid: int) -> ProcessUse:
    """Raises FileNotFoundError when the process is gone."""
    stat = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    resident_pages = int((PROC / str(pid) / "statm").read_text().split()[1])
    return ProcessUse(
        user_s=int(stat[11]) / CLOCK_TICKS_PER_S,
        system_s=int(stat[12]) / CLOCK_TICKS_PER_S,
        rss_bytes=resident_pages * os.sysconf("SC_PAGE_SIZE"),
    )


class CpuMeter:
    """CPU seconds that each named process uses between ``start`` and ``read``."""

    def __init__(self, pids: dict[str, int]) -> None:
        self._pids = pids
        self._before: dict[str, float] = {}

    def start(self) -> None:
        self._before = {name: use_of(pid).cpu_s for name, pid in self._pids.items()}

    def read(self) -> dict[str, float]:
        return {name: use_of(pid).cpu_s - self._before[name] for name, pid in self._pids.items()}


def split_text(cpu_s: dict[str, float]) -> str:
    """``gateway 61 %, relay 20 %``: shares of all CPU used, largest first."""
    total = sum(cpu_s.values()) or 1.0
    shares = sorted(cpu_s.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {100 * used / total:.0f} %" for name, used in shares if used / total >= 0.005)
