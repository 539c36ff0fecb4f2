"""What fault tests start: relays that can be killed at an instruction, and workers that are soon missed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGKILL
from typing import Protocol

import pytest

from app.core.settings import Settings
from app.infra.embedded.process import Child, Command

STOP_TIMEOUT_S = 5.0
LEASE_S = 1.0
TICK_MS = 20


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
