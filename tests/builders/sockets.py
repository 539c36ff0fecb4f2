"""Sockets as tests need them: raw ones that may misbehave, and the people behind them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app.core.clock import utc_now
from app.core.identity import new_id
from app.core.permissions import Role
from app.core.principals import Member, Participant
from app.core.settings import Settings
from app.features.sessions.model import Session
from app.features.surveys.model import SurveyContent
from app.infra.mongo import Database
from app.infra.tokens import Tokens
from tests.builders.members import stored_people
from tests.builders.sessions import CONTENT, started_session

FRAME_TIMEOUT_S = 10.0


class RawSocket:
    """Sends whatever it is told; remembers every frame."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[dict[str, Any]] = []

    async def send(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))

    async def receive(self, kind: str | None = None, **fields: Any) -> dict[str, Any]:
        """The next frame of this type that has these fields."""
        async with asyncio.timeout(FRAME_TIMEOUT_S):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                self.frames.append(frame)
                fits = all(frame.get(name) == value for name, value in fields.items())
                if kind in (None, frame["type"]) and fits:
                    return frame

    async def hello(self, token: str) -> dict[str, Any]:
        await self.send(type="hello", token=token)
        return await self.receive()

    async def ask(self, **frame: Any) -> dict[str, Any]:
        """Send a request and return its ack or error."""
        await self.send(**frame)
        while True:
            answer = await self.receive()
            if answer["type"] in ("ack", "error") and answer.get("id") == frame["id"]:
                return answer

    async def closed(self) -> int | None:
        """The close code, once the server has closed; frames before it are remembered."""
        async with asyncio.timeout(FRAME_TIMEOUT_S):
            try:
                while True:
                    self.frames.append(json.loads(await self.connection.recv()))
            except ConnectionClosed:
                return self.connection.close_code


@asynccontextmanager
async def raw_socket(url: str) -> AsyncIterator[RawSocket]:
    async with connect(url, compression=None, ping_interval=None, close_timeout=1, max_size=None) as connection:
        yield RawSocket(connection)


class Room:
    """A live session and tokens for whoever wants to see it."""

    def __init__(self, session: Session, people: dict[Role, Member], stranger: Member, tokens: Tokens) -> None:
        self.session = session
        self.owner = people["owner"]
        self.people = people
        self._stranger = stranger
        self._tokens = tokens

    @property
    def id(self) -> str:
        return self.session.id

    def channel(self, kind: str) -> str:
        return f"session:{self.id}:{kind}"

    def member_token(self, role: Role = "owner") -> str:
        return self._tokens.issue_access(self.people[role]).token

    def stranger_token(self) -> str:
        return self._tokens.issue_access(self._stranger).token

    def participant(self) -> Participant:
        return Participant(new_id("par"), self.id, self.owner.organization)

    def participant_token(self, participant: Participant | None = None) -> str:
        return self._tokens.issue_participant(participant or self.participant()).token


def tokens_of(settings: Settings) -> Tokens:
    return Tokens(settings.signing_secret(), utc_now)


async def new_room(settings: Settings, database: Database, *, content: SurveyContent = CONTENT) -> Room:
    """A session in its lobby."""
    people = await stored_people(database)
    full = await started_session(database, member=people["owner"], content=content)
    return Room(full.session, people, (await stored_people(database))["owner"], tokens_of(settings))
