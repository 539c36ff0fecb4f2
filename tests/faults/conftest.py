"""What every fault test needs: relays that can be killed at an instruction, and a session that takes answers."""

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


class StartRelay(Protocol):
    """Starts a relay process; see relay_process.py for the options."""

    def __call__(self, settings: Settings, *options: str) -> Child: ...


@pytest.fixture
def start_relay(tmp_path: Path) -> Iterator[StartRelay]:
    """Relays with a short lease and tick; all are ended with the test."""
    started: list[Child] = []

    def start(settings: Settings, *options: str) -> Child:
        quick = settings.model_copy(update={"relay_lease_s": LEASE_S, "relay_tick_ms": TICK_MS})
        command = Command(
            name="relay",
            arguments=(sys.executable, "-m", "tests.faults.relay_process", *options),
            environment=quick.as_environment(),
            output=tmp_path / f"relay-{len(started)}.log",
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
