"""The whole product as processes of its own, on embedded servers over a temporary folder."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.ports import free_port
from app.infra.embedded.process import Child, Command
from app.infra.embedded.redis import EmbeddedRedis

HOST = "127.0.0.1"
READY_TIMEOUT_S = 90.0
DATABASE = "loadtest"


class Stack:
    """Gateways (``gateway``, ``gateway-2``, …), as many relays with a partition each, MongoDB and Redis. Start from the
    main thread.

    ``program``: the module that holds the commands; ``is_watched``: each part has a port of ``metrics_ports``.
    """

    def __init__(self, *, width: int = 1, program: str = "app.cli", is_watched: bool = False, **settings: str) -> None:
        self._width = width
        self._program = program
        self._is_watched = is_watched
        self.metrics_ports: dict[str, int] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="impactpulse-loadtest-")
        root = Path(self._folder.name)
        self.ports = [free_port() for _ in range(width)]
        self.mongo = EmbeddedMongo(root / "mongo")
        self.redis = EmbeddedRedis(root / "redis")
        self._root = root
        self._settings = settings
        self._environment: dict[str, str] = {}
        self._children: dict[str, Child] = {}

    @property
    def port(self) -> int:
        """Of the first gateway."""
        return self.ports[0]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://{HOST}:{self.port}/ws"

    @property
    def pids(self) -> dict[str, int]:
        """Of every server process, by the part it plays."""
        servers = {"mongo": self.mongo, "redis": self.redis}
        return {name: child.pid for name, child in self._children.items()} | {
            name: server.pid for name, server in servers.items()
        }

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children.values():
            child.stop()
        self.redis.stop()
        self.mongo.stop()
        self._folder.cleanup()

    def stop_relay(self) -> None:
        """Orderly; ``start_relay`` brings it back."""
        self._children["relay"].stop()

    def start_relay(self) -> None:
        """Start the relay again after ``stop_relay``."""
        self._children["relay"].start()

    def start_worker(self) -> int:
        """A worker besides; its process id."""
        self._start_child("worker", "worker")
        return self.pids["worker"]

    def start_scheduler(self) -> None:
        """A scheduler besides, without which nobody recounts, and no job that a killed worker had comes back."""
        self._start_child("scheduler", "scheduler")

    def kill(self, part: str) -> None:
        """SIGKILL, now; ``revive`` brings it back."""
        self._children[part].kill()

    def revive(self, part: str) -> None:
        """Start a part again, on the port that it had; does not wait until it is ready."""
        self._children[part].start()

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """A command of ``impactpulse`` beside the running parts, to its end."""
        arguments = [*self._arguments(command[0]), *command[1:]]
        return subprocess.run(arguments, env=self._environment, capture_output=True, check=False)

    def log_of(self, part: str) -> str:
        """Everything that a part has written; warnings and worse."""
        path = self._root / f"{part}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _start(self) -> None:
        self.mongo.start()
        self.redis.start()
        self._environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
            "MONGODB_URL": self.mongo.url,
            "REDIS_URL": self.redis.url,
            "DATABASE": DATABASE,
            "JWT_SECRET": secrets.token_hex(32),
            "DATA_DIR": str(self._root),
            "HOST": HOST,
            "RELAY_PARTITIONS": str(self._width),
            "LOG_LEVEL": "WARNING",
            **self._settings,
        }
        subprocess.run(self._arguments("migrate"), env=self._environment, check=True)
        for number, port in enumerate(self.ports):
            self._start_child(_nth("gateway", number), "serve", PORT=str(port))
            self._start_child(_nth("relay", number), "relay", RELAY_PARTITION=str(number))
        for number, port in enumerate(self.ports):
            self._children[_nth("gateway", number)].wait_ready(partial(_is_ready, port), READY_TIMEOUT_S)

    def _start_child(self, part: str, command: str, **own: str) -> None:
        output = self._root / f"{part}.log"
        environment = {**self._environment, **own}
        if self._is_watched:
            self.metrics_ports[part] = free_port()
            environment["METRICS_PORT"] = str(self.metrics_ports[part])
        child = Child(Command(name=part, arguments=self._arguments(command), environment=environment, output=output))
        self._children[part] = child
        child.start()

    def _arguments(self, command: str) -> tuple[str, ...]:
        return (sys.executable, "-m", self._program, command)


def _nth(part: str, number: int) -> str:
    return part if number == 0 else f"{part}-{number + 1}"


def _is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://{HOST}:{port}/health/ready", timeout=1) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        time.sleep(0.05)
        return False
