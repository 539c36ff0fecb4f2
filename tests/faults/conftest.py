"""What fault tests start: relays that can be killed at an instruction, workers that are soon missed, and screens."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from signal import SIGKILL
from typing import Protocol

import pytest

from app.core.settings import Settings
from app.infra.embedded.process import Child, Command
from app.infra.mongo import Database
from tests.faults.watched import WatchedRoom, watched_session
from tests.fixtures.findings import Findings

STOP_TIMEOUT_S = 5.0
LONGEST = ("test_mail_crashes.py", "test_slow_reader.py", "test_database_restart.py")
"""At length they take minutes; begun last, one of them would run alone while the other workers wait."""
LEASE_S = 1.0
TICK_MS = 20


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


class StartProcess(Protocol):
    """Starts a process; see the module that it runs for the options."""

    def __call__(self, settings: Settings, *options: str) -> Child: ...


StartRelay = StartProcess
StartWorker = StartProcess


@pytest.fixture
def start_relay(tmp_path: Path) -> Iterator[StartRelay]:
    """Relays with a short lease and tick; all are ended with the test."""
    yield from _starter("relay", tmp_path, {"relay_lease_s": LEASE_S, "relay_tick_ms": TICK_MS})


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[StartWorker]:
    """Workers that lose a job when they are silent for two seconds; all are ended with the test."""
    yield from _starter("worker", tmp_path, {})


@pytest.fixture
async def room(settings: Settings, database: Database, findings: Findings) -> AsyncIterator[WatchedRoom]:
    """A session that takes answers, with screens on it; see ``oracle``."""
    async with watched_session(settings, database, findings) as watched:
        yield watched


def _starter(name: str, folder: Path, quick: dict[str, float]) -> Iterator[StartProcess]:
    started: list[Child] = []

    def start(settings: Settings, *options: str) -> Child:
        command = Command(
            name=name,
            arguments=(sys.executable, "-m", f"tests.faults.{name}_process", *options),
            environment=settings.model_copy(update=quick).as_environment(),
            output=folder / f"{name}-{len(started)}.log",
        )
        child = Child(command)
        child.start()
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()


def was_killed(child: Child) -> Callable[[], bool]:
    """A condition: SIGKILL has ended the process."""
    return lambda: child.exit_code() == -SIGKILL
