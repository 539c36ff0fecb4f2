"""A Redis Cluster of three nodes on loopback, made of the redis-server on the PATH."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from app.infra.embedded.ports import free_port
from app.infra.embedded.server import EmbeddedServer

SLOTS = 16_384
NODES = 3
SINCE = 7
"""The first version with sharded pub/sub."""
DEADLINE_S = 15.0


def cluster_program() -> str | None:
    """The redis-server on the PATH, where it knows sharded pub/sub."""
    program = shutil.which("redis-server")
    if program is None:
        return None
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v=(\d+)", version)
    return program if found and int(found[1]) >= SINCE else None


class Node(EmbeddedServer):
    """One server of the cluster; it comes back after a kill with what it knew."""

    name = "redis-node"

    def __init__(self, folder: Path, program: str) -> None:
        super().__init__(folder, port=free_port())
        self._program = program
        self.bus_port = free_port()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    @property
    def id(self) -> str:
        return str(self.ask("CLUSTER", "MYID"))

    def ask(self, *command: object) -> Any:
        """One command, and its answer as text."""
        with Redis(port=self.port, decode_responses=True, socket_timeout=2) as client:
            return client.execute_command(*command)

    def _arguments(self, port: int) -> tuple[str, ...]:
        return (
            self._program,
            *("--port", str(port), "--bind", "127.0.0.1", "--dir", str(self.folder.absolute()), "--save", ""),
            *("--cluster-enabled", "yes", "--cluster-port", str(self.bus_port), "--cluster-node-timeout", "2000"),
            *("--cluster-require-full-coverage", "no"),
        )

    def _answers(self) -> bool:
        try:
            return bool(self.ask("PING"))
        except RedisError:
            return False


class Cluster:
    """Three nodes that own a third of all slots each."""

    def __init__(self, folder: Path, program: str) -> None:
        self.nodes = [Node(folder / str(number), program) for number in range(NODES)]

    def start(self) -> None:
        for number, node in enumerate(self.nodes):
            node.start()
            first, last = number * SLOTS // NODES, (number + 1) * SLOTS // NODES - 1
            node.ask("CLUSTER", "ADDSLOTSRANGE", first, last)
            node.ask("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        for node in self.nodes[1:]:
            node.ask("CLUSTER", "MEET", "127.0.0.1", self.nodes[0].port, self.nodes[0].bus_port)
        _wait(self._is_whole)

    def owner_of(self, slot: int) -> Node:
        ports = [port for first, last, (_, port, *_) in _slots(self.nodes[0]) if first <= slot <= last]
        return next(node for node in self.nodes if node.port == ports[0])

    def move(self, slot: int, to: Node) -> None:
        """Give an empty slot to another node."""
        former = self.owner_of(slot)
        to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", former.id)
        former.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", to.id)
        for node in (to, former):
            node.ask("CLUSTER", "SETSLOT", slot, "NODE", to.id)

    def _is_whole(self) -> bool:
        states = [str(node.ask("CLUSTER", "INFO")) for node in self.nodes]
        return all("cluster_state:ok" in state and f"cluster_known_nodes:{NODES}" in state for state in states)


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    program = cluster_program()
    assert program is not None
    cluster = Cluster(folder, program)
    try:
        cluster.start()
        yield cluster
    finally:
        for node in cluster.nodes:
            node.kill()


def _slots(node: Node) -> list[tuple[int, int, Any]]:
    return [(int(first), int(last), owner) for first, last, owner, *_ in node.ask("CLUSTER SLOTS")]


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("the cluster did not come up")
        time.sleep(0.05)
