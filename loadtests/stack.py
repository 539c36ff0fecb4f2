"""The whole product as processes of its own, on embedded servers over a temporary folder."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
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
READY_TIMEOUT_S = 30.0
DATABASE = "loadtest"


class Stack:
    """One gateway, one relay, MongoDB and Redis. Start from the main thread.

    ``program``: the module that holds the commands; ``is_watched``: each part has a port of ``metrics_ports``.
    """

    def __init__(self, *, program: str = "app.cli", is_watched: bool = False, **settings: str) -> None:
        self._program = program
        self._is_watched = is_watched
        self.metrics_ports: dict[str, int] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="impactpulse-loadtest-")
        root = Path(self._folder.name)
        self.port = free_port()
        self.mongo = EmbeddedMongo(root / "mongo")
        self.redis = EmbeddedRedis(root / "redis")
        self._root = root
        self._settings = settings
        self._environment: dict[str, str] = {}
        self._children: dict[str, Child] = {}

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

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

    def log_of(self, part: str) -> str:
        """Everything that a part has written; warnings and worse."""
        path = self._root / f"{part}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _start(self) -> None:
        self.mongo.start()
        self.redis.start()
        environment = self._environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
            "MONGODB_URL": self.mongo.url,
            "REDIS_URL": self.redis.url,
            "DATABASE": DATABASE,
            "JWT_SECRET": secrets.token_hex(32),
            "DATA_DIR": str(self._root),
            "HOST": HOST,
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
            **self._settings,
        }
        subprocess.run(self._arguments("migrate"), env=environment, check=True)
        for part, command in (("gateway", "serve"), ("relay", "relay")):
            self._start_child(part, command)
        self._children["gateway"].wait_ready(self._is_ready, READY_TIMEOUT_S)

    def _start_child(self, part: str, command: str) -> None:
        output = self._root / f"{part}.log"
        arguments = self._arguments(command)
        environment = self._environment
        if self._is_watched:
            self.metrics_ports[part] = free_port()
            environment = {**environment, "METRICS_PORT": str(self.metrics_ports[part])}
        child = Child(Command(name=part, arguments=arguments, environment=environment, output=output))
        self._children[part] = child
        child.start()

    def _arguments(self, command: str) -> tuple[str, ...]:
        return (sys.executable, "-m", self._program, command)

    def _is_ready(self) -> bool:
        try:
            with urlopen(f"{self.url}/health/ready", timeout=1) as response:  # noqa: S310  (our own loopback address)
                return bool(response.status == 200)
        except (URLError, OSError):
            time.sleep(0.05)
            return False
