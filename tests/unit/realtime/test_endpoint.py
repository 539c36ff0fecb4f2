"""Letting sockets go, and what a socket needs to be served at all."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from app.contracts.close_codes import CloseCode
from app.core.clock import monotonic, utc_now
from app.core.principals import Participant
from realtime.connection import Connection
from realtime.dispatch import Dispatcher
from realtime.endpoint import SocketEndpoint
from realtime.limits import Limits
from tests.builders.hubs import Stored, hub_on


class Stuck:
    """A socket with a submission that is never answered."""

    participant: Participant | None = None

    def __init__(self) -> None:
        self.told: list[object] = []
        self.closed: list[CloseCode] = []

    def send(self, frame: object) -> None:
        self.told.append(frame)

    async def settle(self) -> None:
        await asyncio.Event().wait()

    def close(self, code: CloseCode) -> None:
        self.closed.append(code)


def new_endpoint() -> SocketEndpoint:
    nobody = cast("Dispatcher", None)
    return SocketEndpoint(dispatcher=nobody, hub=hub_on(Stored()), limits=Limits(), clock=utc_now, ticks=monotonic)


async def test_a_drain_ends_in_time_though_submissions_are_not_answered(caplog: pytest.LogCaptureFixture) -> None:
    endpoint, sockets = new_endpoint(), [Stuck(), Stuck()]
    endpoint._connections = {cast("Connection", socket) for socket in sockets}
    await asyncio.wait_for(endpoint.drain(deadline_s=0.01), 5)
    assert [(len(socket.told), socket.closed) for socket in sockets] == [(1, [CloseCode.DRAINING])] * 2
    assert "some submissions were not answered before the end" in caplog.messages


async def test_a_server_that_cannot_serve_sockets_is_told_how_to_be_started() -> None:
    async def nothing(*_: Any) -> Any:
        raise AssertionError

    with pytest.raises(RuntimeError, match="WireProtocol"):
        await new_endpoint()({"type": "websocket"}, nothing, nothing)
