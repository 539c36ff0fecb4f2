"""What the gateway needs from the rest, and nothing more; ``wiring`` passes in whatever offers it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.events import SessionEvent, StandingChanged
from app.contracts.frames import Position, StateData
from app.core.principals import Member, Participant
from app.features.accounts.standing import Standing
from app.features.audience.model import NewAudienceQuestion
from app.features.audience.service import Asked
from app.features.sessions.model import Command, Session
from app.features.submissions.model import NewSubmission, Receipt
from app.features.surveys.settings import ResultsFor
from app.infra.tokens import Credentials
from realtime.conflate import TallySnapshot
from realtime.turnout import Asked as AskedInRound
from realtime.turnout import Awaited


class SessionView(msgspec.Struct, frozen=True):
    """What the gateway knows of a session. ``attempts``: of an open one."""

    id: str
    organization: str
    state: StateData
    state_version: int
    results_for: ResultsFor = "revealed"
    closes_at: datetime | None = None
    attempts: int | None = None
    takes_reactions: bool = False
    hides_small_groups: bool = False
    removed: frozenset[str] = frozenset()


class SessionReader(Protocol):
    """Sessions as stored."""

    async def view(self, session: str) -> SessionView | None: ...

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]: ...


class TallyReader(Protocol):
    """Tallies as stored. A session without an entry has none."""

    async def load(self, session: str) -> TallySnapshot | None: ...

    async def positions(self, sessions: Collection[str]) -> dict[str, Position]: ...


class BoardReader(Protocol):
    """Audience questions as stored."""

    async def load(self, session: str) -> list[AudienceQuestion]: ...

    async def versions(self, sessions: Collection[str]) -> dict[str, int]: ...


class AttendanceReader(Protocol):
    """Who has joined and answered, as stored."""

    async def answered(self, awaited: Collection[Awaited]) -> list[Awaited]: ...

    async def given(self, participant: Participant, asked: Collection[AskedInRound]) -> list[AskedInRound]: ...

    async def latest_number(self, session: str) -> int: ...

    async def joined(self, session: str, *, after: int, to: int) -> int: ...


class Readers(msgspec.Struct, frozen=True, kw_only=True):
    """All that a gateway reads."""

    sessions: SessionReader
    tallies: TallyReader
    boards: BoardReader
    attendance: AttendanceReader


class Bus(Protocol):
    """Session events between processes (``app.infra.event_bus``)."""

    @property
    def is_connected(self) -> bool: ...

    async def publish(self, event: SessionEvent) -> bool: ...

    async def subscribe(self, subject: str, *, deadline_s: float = ...) -> bool: ...

    async def unsubscribe(self, subject: str) -> None: ...

    async def listen(self, *, on_event: Callable[[SessionEvent], None], on_gap: Callable[[str], None]) -> None: ...


class Doorkeeper(Protocol):
    """Raises TokenInvalid, TokenExpired, TokenRevoked, Removed."""

    async def identify_for_socket(self, token: str) -> Credentials: ...


class StandingReader(Protocol):
    """What is stored of logins and API keys (``app.features.accounts.standing``)."""

    async def recheck(self, members: Collection[Member]) -> Mapping[Member, Standing]: ...

    def forget(self, change: StandingChanged) -> None: ...


class StandingNews(Protocol):
    """Changes of standings, from all processes (``app.infra.event_bus``)."""

    @property
    def is_connected(self) -> bool: ...

    async def subscribe(self, subject: str, *, deadline_s: float = ...) -> bool: ...

    async def listen(self, *, on_event: Callable[[StandingChanged], None], on_gap: Callable[[str], None]) -> None: ...


class Submissions(Protocol):
    async def submit(self, participant: Participant, submission: NewSubmission) -> Receipt: ...


class AudienceDoor(Protocol):
    """What participants ask and vote for (``app.features.audience.service``)."""

    async def ask(self, participant: Participant, asked: NewAudienceQuestion) -> Asked: ...

    async def vote(self, participant: Participant, session: str, question: str, *, up: bool) -> AudienceQuestion: ...


class Controls(Protocol):
    """Raises NotFound for a stranger, and the errors of the state machine. Roles are checked before."""

    async def control(self, member: Member, session_id: str, command: Command) -> Session: ...
