"""The tutorial's server as a process, over a MongoDB of its own."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.ports import free_port
from app.infra.embedded.process import Child, Command
from loadtests.peers import DATABASE, VOTES


class Tutorial:
    """A running one."""

    def __init__(self, mongo: EmbeddedMongo, *flags: str) -> None:
        self.port = free_port()
        self._mongo = mongo
        arguments = (sys.executable, "-m", "loadtests.peers.tutorial", str(self.port), mongo.url, *flags)
        self._server = Child(Command(name="tutorial", arguments=arguments))

    @property
    def pids(self) -> dict[str, int]:
        return {"server": self._server.pid, "mongo": self._mongo.pid}

    def start(self) -> None:
        """Start it; clients try until it listens."""
        self._server.start()

    def kill(self) -> None:
        """SIGKILL; ``start`` brings it back on the same port."""
        self._server.kill()

    def votes_of_each(self) -> Counter[str]:
        """How often each voter is counted."""
        with MongoClient[dict[str, Any]](self._mongo.url) as client:
            return Counter(vote["voter"] for vote in client[DATABASE][VOTES].find())


@contextmanager
def running_tutorial(*flags: str) -> Iterator[Tutorial]:
    """From empty; the main thread starts it."""
    with tempfile.TemporaryDirectory(prefix="impactpulse-peer-") as folder:
        mongo = EmbeddedMongo(Path(folder))
        mongo.start()
        tutorial = Tutorial(mongo, *flags)
        try:
            tutorial.start()
            yield tutorial
        finally:
            tutorial.kill()
            mongo.stop()
