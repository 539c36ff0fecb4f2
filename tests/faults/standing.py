"""Processes that SIGSTOP holds: the signal is only on its way when the call that sends it returns."""

from __future__ import annotations

from pathlib import Path
from signal import SIGSTOP, Signals
from typing import Protocol

from tests.fixtures.waiting import until


class Stoppable(Protocol):
    """A child, or a server that runs in one."""

    @property
    def pid(self) -> int: ...

    def signal(self, number: Signals) -> None: ...


def stands_still(process: Stoppable) -> bool:
    """Every thread of it is in the state that SIGSTOP leaves it in."""
    stats = [path.read_text() for path in Path(f"/proc/{process.pid}/task").glob("*/stat")]
    return all(stat.rpartition(")")[2].split()[0] == "T" for stat in stats)


async def stop(process: Stoppable) -> None:
    """Returns when nothing of it runs any more."""
    process.signal(SIGSTOP)
    await until(lambda: stands_still(process))
