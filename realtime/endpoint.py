"""The ASGI application at ``/ws``: accepts sockets, reads them, looks after them, and lets them go in good order."""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from app.contracts.audience import AudienceQuestion
from app.contracts.close_codes import CloseCode
from app.contracts.frames import SUBPROTOCOL, Draining
from app.core.clock import Clock, Ticks
from app.core.identity import new_id
from app.core.metrics import counters, gauge
from app.http.origins import Origin, address_of, enter
from realtime.board import own_question
from realtime.connection import Connection
from realtime.dispatch import Dispatcher
from realtime.hub import Hub
from realtime.limits import Limits
from realtime.protocol import Phase
from realtime.wire import EXTENSION, Wire

log = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SOCKETS = gauge("sockets", "Open sockets.")
TURNED_AWAY = counters(
    "sockets_turned_away", "Sockets closed at once, by reason.", "reason", expected=("draining", "full")
)

LOOK_INTERVAL_S = 0.5
DRAIN_SPREAD_S = 2.0
"""The sockets of a process that ends are sent elsewhere over this time, so that they do not all come there at once."""

DRAIN_BATCH = 50
"""Fewest sockets that are sent at once: a room of that size moves in a moment."""

RECONNECT_WITHIN_MS = 200
"""Each comes back within this time after it was closed: so long its screen stands still."""


class SocketEndpoint:
    """Owns the connections of this process. Needs ``realtime.wire.WireProtocol`` as uvicorn's WebSocket protocol."""

    def __init__(self, *, dispatcher: Dispatcher, hub: Hub, limits: Limits, clock: Clock, ticks: Ticks) -> None:
        self._dispatcher, self._hub, self._limits = dispatcher, hub, limits
        self._clock, self._ticks = clock, ticks
        self._connections: set[Connection] = set()
        self._is_draining = False

    @property
    def connected(self) -> int:
        """Open sockets of this process."""
        return len(self._connections)

    @property
    def connections(self) -> Collection[Connection]:
        """Those that are open now."""
        return self._connections

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        wire: Wire | None = scope.get("extensions", {}).get(EXTENSION)
        if wire is None:
            raise RuntimeError("start uvicorn with ws='realtime.wire:WireProtocol'")
        await receive()
        subprotocol = SUBPROTOCOL if SUBPROTOCOL in scope.get("subprotocols", ()) else None
        await send({"type": "websocket.accept", "subprotocol": subprotocol})
        connection = Connection(new_id("con"), wire, self._limits, self._ticks())
        if self._is_draining or len(self._connections) >= self._limits.max_connections:
            TURNED_AWAY.of("draining" if self._is_draining else "full").add()
            connection.close(CloseCode.DRAINING if self._is_draining else CloseCode.SERVER_FULL)
            return
        enter(Origin(connection.id, address_of(scope)))
        wire.listener = connection
        self._connections.add(connection)
        SOCKETS.add(1)
        try:
            await self._read(connection, receive)
        finally:
            wire.listener = None
            self._connections.discard(connection)
            SOCKETS.add(-1)
            connection.end()
            if connection.participant is not None:
                self._hub.leave(connection.participant)
            await connection.settle()

    async def run(self) -> None:
        """Ping, notify and close what is due, for ever."""
        while True:
            await asyncio.sleep(LOOK_INTERVAL_S)
            now, wall = self._ticks(), self._clock()
            for connection in list(self._connections):
                connection.look(now, wall)

    def dismiss(self, session: str, removed: frozenset[str]) -> None:
        """Close the sockets of participants who were removed from a session."""
        for connection in list(self._connections):
            participant = connection.participant
            if participant is not None and participant.session == session and participant.participant in removed:
                connection.close(CloseCode.REMOVED)

    def tell_askers(self, questions: list[AudienceQuestion]) -> None:
        """Tell whoever asked these questions, and watches them here, how they stand."""
        of_asker: dict[str, list[AudienceQuestion]] = {}
        for question in questions:
            of_asker.setdefault(question.participant, []).append(question)
        for connection in list(self._connections):
            participant = connection.participant
            if participant is None or participant.participant not in of_asker:
                continue
            if connection.holds(f"session:{participant.session}:questions"):
                for question in of_asker[participant.participant]:
                    connection.send(own_question(question))

    async def drain(self, *, deadline_s: float) -> None:
        """Send everybody elsewhere, batch by batch: each is told, its submissions are answered, it is closed (4001).

        New sockets are turned away meanwhile; those that wait for their turn are served as ever. Returns after
        ``deadline_s`` at the latest.
        """
        self._is_draining = True
        connections = list(self._connections)
        size = max(DRAIN_BATCH, math.ceil(len(connections) / DRAIN_BATCH))
        batches = [connections[start : start + size] for start in range(0, len(connections), size)]
        pause_s = min(DRAIN_SPREAD_S, deadline_s / 2) / max(1, len(batches) - 1)
        try:
            async with asyncio.timeout(deadline_s), asyncio.TaskGroup() as leaving:
                for number, batch in enumerate(batches):
                    await asyncio.sleep(pause_s if number else 0.0)
                    for connection in batch:
                        leaving.create_task(_send_elsewhere(connection))
        except TimeoutError:
            log.warning("some submissions were not answered before the end")
        for connection in connections:
            connection.close(CloseCode.DRAINING)

    async def _read(self, connection: Connection, receive: Receive) -> None:
        while connection.phase is not Phase.CLOSED:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            await self._dispatcher.handle(connection, message["bytes"], is_text=message["is_text"])


async def _send_elsewhere(connection: Connection) -> None:
    """A socket's end: what it sent so far is answered first."""
    connection.send(Draining(random.randrange(RECONNECT_WITHIN_MS)))  # noqa: S311
    await connection.settle()
    connection.close(CloseCode.DRAINING)
