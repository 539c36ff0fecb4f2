"""A session that is watched while faults happen: screens on its results, and the export that an admin would fetch."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import httpx

from app.core.settings import Settings
from app.features.sessions.model import Command, Session
from app.features.surveys.model import SurveyContent
from app.infra.mongo import Database
from app.infra.tokens import derived_key
from tests.builders.sessions import CONTENT, session_service
from tests.builders.sockets import Room, new_room
from tests.faults.screen import Screen
from tests.faults.versions import Seen, versions_watched
from tests.fixtures.findings import Findings
from tests.fixtures.gateways import running_gateway
from tests.fixtures.processes import AppProcess
from tests.fixtures.waiting import until

SCREENS = 2
PATIENCE_S = 30.0


class WatchedRoom:
    """What the oracle looks at. ``base_url`` is of a gateway, or of what stands before several."""

    def __init__(self, room: Room, settings: Settings, database: Database, findings: Findings, base_url: str) -> None:
        self.room, self.database, self.findings, self.base_url = room, database, findings, base_url
        self.screens: list[Screen] = []
        self.versions: list[Seen] = []
        self.content = CONTENT
        self.receipt_secret = derived_key(settings.signing_secret(), "receipts")

    @property
    def id(self) -> str:
        return self.room.id

    @property
    def session(self) -> Session:
        return self.room.session

    @property
    def socket_url(self) -> str:
        return socket_url_of(self.base_url)

    def screen(self) -> Screen:
        """One more, to be entered."""
        return Screen(self.socket_url, self.room.member_token(), self.id)

    async def exported(self) -> list[dict[str, str]]:
        """The rows of the file that an owner downloads."""
        headers = {"Authorization": f"Bearer {self.room.member_token()}"}
        async with httpx.AsyncClient(base_url=self.base_url, headers=headers, timeout=PATIENCE_S) as http:
            response = await http.get(f"/api/v1/sessions/{self.id}/export.csv")
        assert response.status_code == 200, response.text
        return list(csv.DictReader(io.StringIO(response.text)))


def socket_url_of(base_url: str) -> str:
    """Where a gateway with this address takes sockets."""
    return f"{base_url.replace('http', 'ws', 1)}/ws"


async def opened_room(settings: Settings, database: Database, *, content: SurveyContent = CONTENT) -> Room:
    """A live session that takes answers to its first question."""
    room = await new_room(settings, database, content=content)
    service = session_service(database)
    await service.control(room.owner, room.id, Command("open", content.questions[0].id))
    found = await service.find(room.id)
    assert found is not None
    room.session = found.session
    return room


@asynccontextmanager
async def on_screens(
    room: Room, settings: Settings, database: Database, findings: Findings, addresses: Sequence[str]
) -> AsyncIterator[WatchedRoom]:
    """An opened room, with screens at each of these addresses that have their first snapshot.

    Its tally is looked at all the time: that no version fell is checked when it is left.
    """
    watched = WatchedRoom(room, settings, database, findings, addresses[0])
    async with AsyncExitStack() as stack:
        watched.versions = await stack.enter_async_context(versions_watched(database, room.id))
        for address in addresses:
            there = WatchedRoom(room, settings, database, findings, address)
            for _ in range(SCREENS):
                watched.screens.append(await stack.enter_async_context(there.screen()))
        await until(lambda: all(screen.positions for screen in watched.screens), within_s=PATIENCE_S)
        yield watched


@asynccontextmanager
async def watched_session(settings: Settings, database: Database, findings: Findings) -> AsyncIterator[WatchedRoom]:
    """An opened room with screens on a gateway of its own, in this process."""
    room = await opened_room(settings, database)
    async with (
        running_gateway(settings) as gateway,
        on_screens(room, settings, database, findings, [gateway.base_url]) as watched,
    ):
        yield watched


@asynccontextmanager
async def watched_from_processes(
    settings: Settings, database: Database, findings: Findings, gateways: Sequence[AppProcess]
) -> AsyncIterator[WatchedRoom]:
    """The same on gateways that were started (``processes.starting_gateway``); the oracle asks the first."""
    for gateway in gateways:
        await gateway.until_ready()
    room = await opened_room(settings, database)
    addresses = [gateway.base_url for gateway in gateways]
    async with on_screens(room, settings, database, findings, addresses) as watched:
        yield watched
