"""Closes the sockets of those who were removed, logged out, or given another role: at once when told, else soon."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from app.contracts.close_codes import CloseCode
from app.contracts.events import StandingChanged
from app.core.clock import Ticks
from app.core.principals import Member
from app.features.accounts.standing import Standing
from app.infra.event_bus import EVERYBODY
from app.infra.mongo_errors import PyMongoError
from realtime.connection import Connection
from realtime.ports import StandingNews, StandingReader

log = logging.getLogger(__name__)

RECHECK_S = 10.0
"""Everybody is looked at again this often, because news can be lost on its way."""

RECHECK_DEAF_S = 1.0
"""The same while no news can be heard, and after a failure."""


class StandingCheck:
    def __init__(
        self,
        connections: Callable[[], Iterable[Connection]],
        *,
        standings: StandingReader,
        news: StandingNews,
        ticks: Ticks,
    ) -> None:
        self._connections = connections
        self._standings = standings
        self._news = news
        self._ticks = ticks
        self._due: set[Connection] = set()
        self._is_due = asyncio.Event()

    async def listen(self) -> None:
        """Hear the news, for ever."""
        await self._news.subscribe(EVERYBODY, deadline_s=0)
        await self._news.listen(on_event=self._on_changed, on_gap=lambda _: self._look_at(self._connections()))

    async def run(self) -> None:
        """Look at those whom the news concerns, and now and then at all, for ever."""
        full_at = self._ticks() + RECHECK_S
        while True:
            try:
                async with asyncio.timeout(RECHECK_DEAF_S):
                    await self._is_due.wait()
            except TimeoutError:
                if self._news.is_connected and self._ticks() < full_at:
                    continue
                self._look_at(self._connections())
                full_at = self._ticks() + RECHECK_S
            due, self._due = self._due, set()
            self._is_due.clear()
            try:
                await self._check(due)
            except PyMongoError as failure:
                log.warning("standings were not read", extra={"reason": type(failure).__name__})
                full_at = self._ticks()

    def _on_changed(self, change: StandingChanged) -> None:
        self._standings.forget(change)
        self._look_at(one for one in self._connections() if (member := one.member) and change.concerns(member))

    def _look_at(self, connections: Iterable[Connection]) -> None:
        self._due.update(connections)
        self._is_due.set()

    async def _check(self, connections: Iterable[Connection]) -> None:
        members = [(connection, connection.member) for connection in connections]
        found = await self._standings.recheck([member for _, member in members if member is not None])
        for connection, member in members:
            if member is not None and connection.member == member:
                _apply(connection, member, found[member])


def _apply(connection: Connection, member: Member, standing: Standing) -> None:
    if standing.is_revoked:
        connection.close(CloseCode.BAD_TOKEN)
    elif standing.role is None:
        connection.close(CloseCode.REMOVED)
    elif standing.role != member.role:
        connection.close(CloseCode.TOKEN_EXPIRED)
