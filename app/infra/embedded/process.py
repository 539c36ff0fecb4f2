"""A child process that cannot outlive this one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals
from typing import IO

from app.infra.embedded import tether

STOP_TIMEOUT_S = 5.0
POLL_S = 0.02


class ChildFailed(Exception):
    """A child did not become ready; the message says which, why, and where its log is."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run. ``environment`` replaces the whole environment; ``output`` gets stdout and stderr."""

    name: str
    arguments: tuple[str, ...]
    folder: Path | None = None
    environment: Mapping[str, str] | None = None
    output: Path | IO[bytes] | int | None = None


class Child:
    """Start from the main thread: the kernel ends the child when the *thread* that started it ends.

    The child has its own session, so Ctrl-C in the terminal reaches only us and the end can be orderly.
    """

    def __init__(self, command: Command) -> None:
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the running command itself. Raises ChildFailed before the first start."""
        if self._process is None:
            raise ChildFailed(f"{self.command.name} was not started")
        return self._process.pid

    @property
    def stdout(self) -> IO[bytes] | None:
        """The read end, where ``output`` is ``subprocess.PIPE``."""
        return self._process.stdout if self._process else None

    def start(self) -> None:
        """Start the command; after an end, start it again."""
        output = self.command.output
        sink = output.open("ab") if isinstance(output, Path) else output
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own command line)
                [sys.executable, "-IS", tether.__file__, str(os.getpid()), *self.command.arguments],
                cwd=self.command.folder,
                env=None if self.command.environment is None else dict(self.command.environment),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT if sink is not None else None,
                start_new_session=True,
            )
        finally:
            if isinstance(output, Path) and sink is not None and not isinstance(sink, int):
                sink.close()

    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self._process.poll() if self._process else None

    def is_running(self) -> bool:
        """True between start and end."""
        return self._process is not None and self._process.poll() is None

    def signal(self, number: Signals) -> None:
        """Send a signal and return at once; nothing happens if the process has ended."""
        if self.is_running():
            os.killpg(self.pid, number)

    def kill(self, number: Signals = SIGKILL) -> int:
        """Send a signal that ends the process and wait for the end. Returns the exit code."""
        self.signal(number)
        return self.wait(STOP_TIMEOUT_S)

    def wait(self, timeout_s: float | None = None) -> int:
        """Wait for the end and return the exit code. Raises subprocess.TimeoutExpired."""
        if self._process is None:
            return 0
        return self._process.wait(timeout_s)

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """SIGTERM, and SIGKILL after ``timeout_s``. Safe to call again."""
        if self._process is None:
            return
        self.signal(SIGTERM)
        try:
            self.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()
        if self._process.stdout:
            self._process.stdout.close()

    def wait_ready(self, is_ready: Callable[[], bool], timeout_s: float) -> None:
        """Block until ``is_ready()``. Raises ChildFailed when the process ends first or the time is over."""
        deadline = time.monotonic() + timeout_s
        while not is_ready():
            if not self.is_running():
                raise ChildFailed(f"{self.command.name} ended with code {self.exit_code()}{self._tail()}")
            if time.monotonic() > deadline:
                raise ChildFailed(f"{self.command.name} was not ready after {timeout_s:.0f} s{self._tail()}")
            time.sleep(POLL_S)

    def _tail(self) -> str:
        """The last lines of the log, for the message of a failure."""
        if not isinstance(self.command.output, Path) or not self.command.output.exists():
            return ""
        lines = self.command.output.read_text(errors="replace").splitlines()[-5:]
        return f"; the end of {self.command.output}:\n  " + "\n  ".join(lines)
