"""What both embedded servers share: a child on a loopback port over a folder, ready when it answers a real ping."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from signal import SIGKILL, Signals

from app.infra.embedded.ports import free_port
from app.infra.embedded.process import Child, ChildFailed, Command

START_ATTEMPTS = 3
READY_TIMEOUT_S = 30.0


class EmbeddedServer(ABC):
    """Start, stop, kill and start again on the same port and folder. The methods block for up to a second or so.

    Start from the main thread (see Child).
    """

    name: str

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        self.folder = folder
        self._port = port
        self._child: Child | None = None

    @property
    def port(self) -> int:
        """Raises ChildFailed before the first start, unless a port was given."""
        if self._port is None:
            raise ChildFailed(f"{self.name} was not started")
        return self._port

    @property
    def pid(self) -> int:
        """Of the server itself. Raises ChildFailed before the first start."""
        if self._child is None:
            raise ChildFailed(f"{self.name} was not started")
        return self._child.pid

    @property
    @abstractmethod
    def url(self) -> str:
        """What MONGODB_URL or REDIS_URL would be set to."""

    @abstractmethod
    def _arguments(self, port: int) -> tuple[str, ...]:
        """The command line. Raises ChildFailed where the program is not installed."""

    @abstractmethod
    def _answers(self) -> bool:
        """True once the server answers a ping."""

    def start(self) -> None:
        """Return when the server answers. Raises ChildFailed with the end of its log."""
        self.folder.mkdir(parents=True, exist_ok=True)
        chosen, left = self._port, START_ATTEMPTS
        while True:
            self._port = chosen or free_port()
            try:
                self.spawn()
                self.wait_ready()
            except ChildFailed:
                self.stop()
                left -= 1
                if not left:
                    raise
            else:
                return

    def spawn(self) -> None:
        """Start the process on its port without waiting for it."""
        self._child = Child(
            Command(
                name=self.name,
                arguments=self._arguments(self.port),
                folder=self.folder,
                output=self.folder / f"{self.name}.log",
            )
        )
        self._child.start()

    def wait_ready(self) -> None:
        """Block until it answers; any thread may wait. Raises ChildFailed with the end of its log."""
        if self._child is None:
            raise ChildFailed(f"{self.name} was not started")
        self._child.wait_ready(self._answers, READY_TIMEOUT_S)

    def is_broken(self) -> bool:
        """True where the process lives, and says itself that it can do no more work until it is started again."""
        return False

    def is_running(self) -> bool:
        """True while the process lives."""
        return self._child is not None and self._child.is_running()

    def signal(self, number: Signals) -> None:
        """Send a signal, e.g. SIGSTOP, and return at once."""
        if self._child is not None:
            self._child.signal(number)

    def kill(self, number: Signals = SIGKILL) -> None:
        """End it by a signal and wait for the end; ``start`` brings it back on the same port and folder."""
        if self._child is not None:
            self._child.kill(number)

    def stop(self) -> None:
        """End it orderly. Safe to call again."""
        if self._child is not None:
            self._child.stop()
