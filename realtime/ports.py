"""What the gateway needs from the rest, and nothing more; ``wiring`` passes in whatever offers it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

import msgspec

from app.contracts.events import SessionEvent
from app.contracts.frames import Position, StateData
from app.core.principals import Member, Participant
from app.features.sessions.model import Command, Session
from app.features.submissions.model import NewSubmission, Receipt
from app.infra.tokens import Credentials
from realtime.conflate import TallySnapshot


class SessionView(msgspec.Struct, frozen=True):
    """What the gateway knows of a session."""

    id: str
    organization: str
    state: StateData
    state_version: int


class SessionReader(Protocol):
    """Sessions as stored."""

    async def view(self, session: str) -> SessionView | None: ...

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]: ...


class TallyReader(Protocol):
    """Tallies as stored. A session without an entry has none."""

    async def load(self, session: str) -> TallySnapshot | None: ...

    async def positions(self, sessions: Collection[str]) -> dict[str, Position]: ...


class Bus(Protocol):
    """Session events between processes (``app.infra.event_bus``)."""

    @property
    def is_connected(self) -> bool: ...

    async def publish(self, event: SessionEvent) -> bool: ...

    async def subscribe(self, session: str, *, deadline_s: float = ...) -> bool: ...

    async def unsubscribe(self, session: str) -> None: ...

    async def listen(self, *, on_event: Callable[[SessionEvent], None], on_gap: Callable[[str], None]) -> None: ...


class TokenReader(Protocol):
    """Raises TokenInvalid, TokenExpired."""

    def read_for_socket(self, token: str) -> Credentials: ...


class Submissions(Protocol):
    async def submit(self, participant: Participant, submission: NewSubmission) -> Receipt: ...


class Controls(Protocol):
    """Raises NotFound for a stranger, and the errors of the state machine. Roles are checked before."""

    async def control(self, member: Member, session_id: str, command: Command) -> Session: ...
